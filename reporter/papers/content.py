"""The pieces that every paper is made of. Text is final: templates print it and decide nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from reporter.domain.paper import Described
from reporter.domain.plan import Judgement, JudgementArea, Rating
from reporter.domain.record import Status
from reporter.domain.scheme import RatingScheme, SchemeEntry
from reporter.domain.wording import date_range, join, sentence, uk_date
from reporter.papers.commission import Commission
from reporter.settings import Exempt


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating as it is printed: its word, and the style that gives it shape and colour (see `Look`)."""

    word: str
    style: str


@dataclass(frozen=True, slots=True)
class Look:
    """A rating of the scheme with all that a template needs to draw it; the colours are those of `SchemeEntry`."""

    word: str
    style: str
    shape: str
    colour: str
    text_colour: str
    mark_colour: str


def mark(scheme: RatingScheme, rating: Rating) -> Mark:
    """The printed form of a rating."""
    return mark_of(scheme.entry(rating))


def mark_of(entry: SchemeEntry) -> Mark:
    """The printed form of one entry of a scheme; its shape is its own, and so names its style."""
    return Mark(capitalised(entry.word), f"rated-{entry.shape}")


def capitalised(word: str) -> str:
    """The word of a scheme where it begins a line."""
    return word[:1].upper() + word[1:]


def looks(scheme: RatingScheme) -> tuple[Look, ...]:
    """How all ratings of a scheme are drawn, in their order."""
    return tuple(
        Look(mark_of(entry).word, mark_of(entry).style, entry.shape, entry.colour, entry.text_colour, entry.mark_colour)
        for entry in scheme.entries
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page."""

    board: str
    title: str
    occasion: str
    marking: str
    sample: bool
    edition: str
    placed: Sequence[str]
    fields: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Making:
    """How the paper was made, for whoever asks later."""

    fields: Sequence[tuple[str, str]]
    digest: str


def cover(commission: Commission, *, fields: Sequence[tuple[str, str]]) -> Cover:
    """The cover of any paper."""
    board, paper = commission.board, commission.paper
    return Cover(
        board=board.name,
        title=paper.title,
        occasion=_occasion(commission),
        marking=marking(commission),
        sample=board.sample,
        edition=f"Edition {commission.edition.number}{', draft' if commission.status is Status.DRAFT else ''}",
        placed=tuple(_placed(commission)),
        fields=fields,
    )


def _placed(commission: Commission) -> Iterator[str]:
    """Where a paper stands in its meeting, and what it is for."""
    paper = commission.paper
    if paper.agenda_item:
        yield f"Agenda item {paper.agenda_item}"
    if paper.paper_number:
        yield f"Paper {paper.paper_number}"
    yield f"For {paper.purpose}"


def marking(commission: Commission) -> str:
    """What stands at the head of each page: the classification, and that the paper is exempt."""
    exempt = commission.paper.exempt
    return commission.board.classification + (f", exempt: paragraph {exempt.paragraph}" if exempt else "")


def cover_fields(commission: Commission, annexes: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The rows of the cover sheet; `annexes` are the headings of what stands behind the body."""
    paper = commission.paper
    rows = [
        _made_for(commission),
        ("Agenda item", paper.agenda_item or ""),
        ("Paper number", paper.paper_number or ""),
        ("Purpose", f"For {paper.purpose}"),
        ("Assurance level", (paper.assurance or "").capitalize()),
        ("Report author", paper.author),
        ("Lead officer", f"{paper.lead_officer}, {paper.contact}"),
        ("Considered before by", join(paper.considered_by)),
        *((f"Implications: {name.replace('_', ' ')}", said) for name, said in paper.implications if said),
        ("Annexes", "; ".join(annexes)),
        ("Data as at", uk_date(commission.as_at)),
        ("Edition", str(commission.edition.number)),
        ("Status", "Draft, not yet approved" if commission.status is Status.DRAFT else "Issued"),
        ("Classification", commission.board.classification),
        ("Exempt", exemption(paper.exempt) if paper.exempt else ""),
    ]
    return [(label, value) for label, value in rows if value]


def exemption(exempt: Exempt) -> str:
    """Why something is not for the public (Local Government Act 1972, section 100A(4) and Schedule 12A, Part 1)."""
    return (
        f"Not for publication: exempt under paragraph {exempt.paragraph} of Part 1 of Schedule 12A to the Local "
        f"Government Act 1972. {sentence(exempt.reason)}"
    )


def _made_for(commission: Commission) -> tuple[str, str]:
    meeting = commission.occasion.meeting
    if meeting is None:
        return "Made for", uk_date(commission.occasion.dated)
    return "Meeting", uk_date(meeting.dated) + (f", {meeting.venue}" if meeting.venue else "")


def _occasion(commission: Commission) -> str:
    dated = uk_date(commission.occasion.dated)
    return f"Meeting of {dated}" if commission.occasion.meeting else f"Made for {dated}"


def described(commission: Commission) -> Described:
    """The metadata of any paper."""
    board, paper = commission.board, commission.paper
    occasion = _occasion(commission)
    draft = commission.status is Status.DRAFT
    edition = f"edition {commission.edition.number}{', draft' if draft else ''}"
    return Described(
        title=f"{paper.title}, {uk_date(commission.occasion.dated)}{' (draft)' if draft else ''}",
        author=f"{paper.author}, {board.name}",
        subject=f"{board.name}, {occasion[0].lower()}{occasion[1:]}, {edition}. "
                f"{marking(commission)}{'. Sample data' if board.sample else ''}.",
        edition=commission.edition.id,
        classification=marking(commission),
        dated=commission.as_at,
        draft=draft,
        sample=board.sample,
    )  # fmt: skip


def making(commission: Commission, *also: tuple[str, str]) -> Making:
    """The section that says how the paper was made; `also` are rows that only this paper has."""
    inputs = commission.inputs
    fields = [
        ("Edition", f"{commission.edition.number} ({commission.edition.id})"),
        ("Data as at", f"the end of {uk_date(commission.as_at)}"),
        *also,
        ("Rows read", join([f"{name} {number:,}" for name, number in sorted(inputs.rows.items())])),
        *inputs.versions.items(),
    ]
    return Making(fields, inputs.digest)


def inspected(commission: Commission) -> str:
    """The days of the inspection: 11 March to 2 April 2014."""
    inspection = commission.board.inspection
    return date_range(inspection.first_day, inspection.last_day)


def judgement_sentence(inspectorate: str, area: JudgementArea) -> str:
    """Ofsted judged adoption performance to require improvement."""
    if area.judgement is None or not area.judged:
        return f"The plan does not record how {inspectorate} judged this area."
    required = area.judgement is Judgement.REQUIRES_IMPROVEMENT
    grade = "to require improvement" if required else f"to be {area.judgement}"
    return sentence(f"{inspectorate} judged {area.judged} {grade}")


def texts(content: object) -> Iterator[str]:
    """Every text in a piece of content."""
    if isinstance(content, str):
        yield content
    elif is_dataclass(content):
        yield from (text for one in fields(content) for text in texts(getattr(content, one.name)))
    elif isinstance(content, Sequence):
        yield from (text for one in content for text in texts(one))
