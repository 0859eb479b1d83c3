"""The letter to whoever answers for some actions, and the workbook that goes with it: a tracker of these actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reporter.archive.ledger import objects_of
from reporter.blank_tracker.workbook import filled_tracker
from reporter.chasing.rounds import Addressee, ChasingRound
from reporter.domain.chasing import Ask, Need
from reporter.domain.delivery import Channel, Parcel
from reporter.domain.letter import Attachment, Letter
from reporter.domain.plan import Action, AreaForImprovement, ImprovementPlan, JudgementArea
from reporter.domain.tracker import TrackerField as Field
from reporter.domain.wording import agree, join, uk_date
from reporter.making.materials import template_folders
from reporter.rendering.gathering import read_letters
from reporter.rendering.letters import render_letter
from reporter.settings import Mail
from reporter.settings.delivery import normal_address
from reporter.workbooks import Cell, Table

HEADINGS: dict[Need, str] = {
    Need.OVERDUE: "Overdue",
    Need.DUE: "Due by the meeting",
    Need.STALE: "No recent update",
    Need.MISSING: "Something is missing",
}
Row = dict[Field, Cell]


@dataclass(frozen=True, slots=True)
class Asked:
    """An action as the letter prints it: each reason stands with what to write."""

    ref: str
    text: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one need, under its heading."""

    heading: str
    actions: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class ChaseLetter:
    """What the template of the letter may print."""

    marking: str
    sample: bool
    board: str
    leads: str
    opening: str
    answer_by: str
    groups: Sequence[Group]
    how: str
    closing: str


def parcel_for(  # noqa: PLR0913, PLR0917 - what a letter takes
    chasing: ChasingRound, to: Addressee, mail: Mail, now: datetime, by: str, reason: str
) -> tuple[Parcel, dict[str, bytes]]:
    """The letter to an addressee as a parcel, and the objects that it refers to."""
    book = _workbook(chasing, to)
    (digest,) = objects_of([book])
    name = f"{chasing.board_id}-{chasing.occasion.dated}-updates-{chasing.board.classification.replace(' ', '-')}.xlsx"
    content = _content(chasing, to)
    text, html = render_letter(read_letters(template_folders(chasing.board)), "chase", content)
    sample = "SAMPLE DATA, " if chasing.board.sample else ""
    letter = Letter(
        subject=f"[{content.marking}] {sample}{content.board}: updates wanted by {content.answer_by}",
        text=text,
        html=html,
        sender_name=content.board,
        sender=mail.sender,
        reply_to=_answers_to(chasing),
        dated=now.replace(microsecond=0),
        attachments=(Attachment(name, digest),),
    )
    parcel = Parcel(chasing.edition, Channel.MAIL, to.address, letter.digest, now, by, to.again, reason)
    return parcel, objects_of([book, letter.to_bytes()])


def _content(chasing: ChasingRound, to: Addressee) -> ChaseLetter:
    number = agree(len(to.asks), "action", "needs", "need")
    meeting, answer_by = uk_date(chasing.occasion.dated), uk_date(chasing.occasion.data_cut)
    return ChaseLetter(
        marking=chasing.board.classification,
        sample=chasing.board.sample,
        board=chasing.board.name,
        leads=join(to.leads),
        opening=f"{number} something from you before the meeting of {meeting}.",
        answer_by=answer_by,
        groups=tuple(_groups(to.asks)),
        how="The workbook with this letter holds these actions as the plan has them. Write into its sheet Tracker: "
        "columns Status, Progress, Commentary, Updated, and whatever is missing. Write posts, not the names of people, "
        "and nothing about a single child. Send it back to whoever keeps the plan.",
        closing=f"The papers say what is recorded by the end of {answer_by}. An action without news is shown as such.",
    )


def _groups(asked: Sequence[Ask]) -> Sequence[Group]:
    """Each action once, under the gravest of its reasons."""
    groups = []
    for need in Need:
        actions = [ask for ask in asked if ask.reasons[0].need is need]
        if actions:
            printed = tuple(
                Asked(a.action.ref, a.action.text, tuple((r.found, r.write) for r in a.reasons)) for a in actions
            )
            groups.append(Group(HEADINGS[need], printed))
    return groups


def _answers_to(chasing: ChasingRound) -> str:
    for paper in chasing.board.papers.values():
        try:
            return normal_address(paper.contact)
        except ValueError:  # a telephone number
            continue
    return ""


def _workbook(chasing: ChasingRound, to: Addressee) -> bytes:
    lines = [
        (ask.action.ref, ask.action.text, reason.found, reason.write, _last_said(ask.action))
        for ask in to.asks
        for reason in ask.reasons
    ]
    asked = Table("Asked", ["Ref", "Action", "Why we ask", "What to write", "What was written last"], lines)
    rows = [_row(chasing.plan, ask.action) for ask in to.asks]
    return filled_tracker(f"{chasing.board.name}: updates wanted by {uk_date(chasing.occasion.data_cut)}", rows, asked)


def _last_said(action: Action) -> str:
    latest = action.latest
    return f"{uk_date(latest.dated)}: {latest.commentary}" if latest and latest.commentary else ""


def _row(plan: ImprovementPlan, action: Action) -> Row:
    """An action as a row of the tracker, without what is to be written anew: commentary, and the day of the update."""
    weakness = _weakness(plan, action)
    latest, due = action.latest, action.current_due
    row: Row = {
        Field.REF: action.ref,
        Field.AREA: _area(plan, action.area),
        Field.ACTION: action.text,
        Field.ANSWERS: "; ".join(action.answers[1:]),
        Field.INTENDED_OUTCOME: action.intended_outcome,
        Field.SUCCESS_MEASURE: action.success_measure,
        Field.BASELINE: action.baseline,
        Field.TARGET: action.target,
        Field.LEAD: action.lead,
        Field.PARTNER_AGENCY: action.partner_agency,
        Field.SUB_GROUP: action.sub_group,
        Field.START: action.start,
        Field.DUE: action.due,
        Field.REVISED_DUE: due if due != action.due else None,
        Field.APPROVED_BY: action.revisions[-1].approved_by if action.revisions else None,
        Field.STATUS: action.status,
        Field.PROGRESS: action.progress / 100 if action.progress is not None else None,
        Field.LEAD_RATING: action.lead_rating,
        Field.EVIDENCE_OF_IMPACT: action.evidence.evidence_of_impact if action.evidence else None,
        Field.VERIFIED_BY: latest.verified_by if latest else None,
    }
    if weakness:
        row |= {
            Field.AREA_FOR_IMPROVEMENT: weakness.text,
            Field.PARAGRAPH: weakness.paragraph,
            Field.CAUSE: weakness.cause,
        }
    return row


def _weakness(plan: ImprovementPlan, action: Action) -> AreaForImprovement | None:
    return next((one for one in plan.areas_for_improvement if one.ref in action.answers[:1]), None)


def _area(plan: ImprovementPlan, ref: str) -> str:
    found: JudgementArea | None = next((area for area in plan.areas if area.ref == ref), None)
    return f"{ref} {found.title}" if found else ref
