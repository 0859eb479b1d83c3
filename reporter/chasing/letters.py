"""The letter to whoever answers for some actions, and the workbook that goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reporter.archive.ledger import objects_of
from reporter.blank_tracker.answering import answer_book
from reporter.chasing.rounds import Addressee, ChasingRound
from reporter.domain.chasing import Ask, Need
from reporter.domain.delivery import Channel, Parcel
from reporter.domain.letter import Attachment, Letter
from reporter.domain.wording import agree, join, uk_date
from reporter.making.materials import template_folders
from reporter.rendering.gathering import read_letters
from reporter.rendering.letters import render_letter
from reporter.settings import Mail
from reporter.settings.delivery import normal_address

HEADINGS: dict[Need, str] = {
    Need.OVERDUE: "Overdue",
    Need.DUE: "Due by the meeting",
    Need.STALE: "No recent update",
    Need.MISSING: "Something is missing",
}

HOW = (
    "The workbook with this letter holds these actions. Write what is new into its white columns, with the day for "
    "which it holds. Write posts, not the names of people, and nothing about a single child. Send it back to whoever "
    "keeps the plan."
)


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
    book = answer_book(chasing.board.name, chasing.board.classification, to.asks, chasing.as_at)
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
        how=HOW,
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
