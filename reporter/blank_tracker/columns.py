"""What an empty tracker asks for, column by column: what each means, an example, and what may be typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from reporter.domain.plan import Rating, Status
from reporter.domain.tracker import TrackerField as Field


class Kind(Enum):
    """What may be typed into a column."""

    REF = auto()
    WORDS = auto()
    DATE = auto()
    PERCENT = auto()
    STATUS = auto()
    RATING = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the empty tracker; `width` is in characters."""

    field: Field
    meaning: str
    example: str
    width: int
    kind: Kind = Kind.WORDS

    @property
    def heading(self) -> str:
        """The field's name as it stands above the column."""
        return self.field.capitalize()


NARROW, MIDDLE, WIDE = 16, 28, 48

COLUMNS = (
    Column(Field.REF, "A ref of the action's own that never changes and is never used again.", "1-02", 10, Kind.REF),
    Column(
        Field.AREA, "The judgement area: its number, then its title.", "1 Children who need help and protection", MIDDLE
    ),
    Column(Field.PARAGRAPH, "The paragraphs of the inspection report.", "57 and 138", NARROW, Kind.REF),
    Column(
        Field.AREA_FOR_IMPROVEMENT,
        "What must get better; the same words in each row that answers it.",
        "Children in need wait for a social worker of their own.",
        WIDE,
    ),
    Column(Field.CAUSE, "Why it is so.", "Referrals rose faster than the teams grew.", MIDDLE),
    Column(Field.ACTION, "What is being done.", "Allocate every child in need who is waiting.", WIDE),
    Column(
        Field.ANSWERS,
        "Refs of other areas for improvement that the action answers too; part them by semicolons.",
        "",
        NARROW,
        Kind.REF,
    ),
    Column(Field.INTENDED_OUTCOME, "What will be different for children.", "No child waits unseen.", MIDDLE),
    Column(Field.SUCCESS_MEASURE, "How you will know that it worked.", "Unallocated cases at month end", MIDDLE),
    Column(Field.BASELINE, "Where the measure stood at first, and when.", "89 cases in March 2014", NARROW),
    Column(Field.TARGET, "Where the measure should get to.", "no cases", NARROW),
    Column(
        Field.LEAD,
        "The post that answers for the action, not a person's name; part several by semicolons.",
        "Head of Fieldwork Services",
        MIDDLE,
    ),
    Column(Field.PARTNER_AGENCY, "The organisation of the lead.", "City Council", MIDDLE),
    Column(
        Field.SUB_GROUP,
        "The part of the board that watches over the action; its chair is asked where the lead gets no further.",
        "Quality and Performance Sub-group",
        MIDDLE,
    ),
    Column(Field.START, "The day on which work starts.", "14/05/2014", NARROW, Kind.DATE),
    Column(
        Field.DUE,
        "The first due date; never change it. Leave it empty while there is none.",
        "30/09/2014",
        NARROW,
        Kind.DATE,
    ),
    Column(Field.REVISED_DUE, "The due date that counts now, where it was changed.", "31/10/2014", NARROW, Kind.DATE),
    Column(Field.APPROVED_BY, "Who agreed to the revised date.", "Improvement board", MIDDLE),
    Column(Field.STATUS, "How far the action has got: choose from the list.", "verified", NARROW, Kind.STATUS),
    Column(Field.PROGRESS, "How much is done, from 0% to 100%.", "100%", NARROW, Kind.PERCENT),
    Column(Field.LEAD_RATING, "The lead's own rating, as a word: choose from the list.", "blue", NARROW, Kind.RATING),
    Column(
        Field.COMMENTARY,
        "What was done since, and what stands in the way; nothing about a single child.",
        "All 89 cases are allocated.",
        WIDE,
    ),
    Column(Field.UPDATED, "The day for which the row says how things stand.", "27/10/2014", NARROW, Kind.DATE),
    Column(Field.COMPLETED, "The day on which the action was complete.", "24/10/2014", NARROW, Kind.DATE),
    Column(
        Field.EVIDENCE_OF_IMPACT,
        "What shows that it made a difference for children.",
        "Each child was seen within ten days.",
        WIDE,
    ),
    Column(
        Field.VERIFIED_BY, "The post that looked at the evidence; not the action's lead.", "Quality Manager", MIDDLE
    ),
    Column(
        Field.VOICE,
        "What children said about it, in words by which nobody can be recognised.",
        "Nobody told me who was coming to see us.",
        WIDE,
    ),
    Column(Field.REMOVAL_REASON, "Why the action is not in the plan any more.", "", MIDDLE),
)

STATUSES: Mapping[Status, str] = {
    Status.NOT_STARTED: "Nothing has been done yet.",
    Status.IN_PROGRESS: "Work has begun.",
    Status.COMPLETE: "All is done.",
    Status.VERIFIED: "All is done, and somebody else has looked at the evidence.",
}
RATINGS: Mapping[Rating, str] = {
    Rating.RED: "Overdue or off track.",
    Rating.AMBER: "At risk, or late but recoverable.",
    Rating.NOT_RATED: "Nobody has rated it.",
    Rating.GREY: "Not started and not yet due.",
    Rating.GREEN: "On track.",
    Rating.BLUE: "Complete and verified.",
}
