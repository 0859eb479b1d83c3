"""What goes out when an edition is issued: its letter, to whom, and the copies in a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reporter.archive.ledger import objects_of
from reporter.delivery.messages import message
from reporter.delivery.secrets import secret
from reporter.domain.delivery import Channel, Parcel
from reporter.domain.letter import Attachment, Letter
from reporter.domain.meetings import Edition
from reporter.domain.naming import ENDINGS, PDF, file_name
from reporter.domain.wording import uk_date
from reporter.errors import ConfigError
from reporter.making.materials import template_folders
from reporter.making.workshop import Made
from reporter.papers.content import marking
from reporter.papers.tidings import tidings
from reporter.rendering.gathering import read_letters
from reporter.rendering.letters import render_letter
from reporter.settings import Board, Mail, Settings
from reporter.settings.delivery import NO_MAIL, normal_address
from reporter.sources.recipients import recipients_of

PASSWORD = "REPORTER_PAPER_PASSWORD"  # noqa: S105 - the name of the variable, not what it holds
LONGEST_ADDRESS = f"{'a' * 64}@{'a' * 63}.example.org"  # so that the size of a message does not hang on whom it is for


@dataclass(frozen=True, slots=True)
class Post:
    """Parcels, and the objects (by digest) that they refer to."""

    parcels: Sequence[Parcel] = ()
    objects: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """What the template of a letter may print."""

    marking: str
    sample: bool
    board: str
    title: str
    occasion: str
    edition: int
    headline: str
    changed_heading: str
    changes: Sequence[str]
    replaces: str
    where: str
    address: str
    is_link: bool
    closing: str


@dataclass(frozen=True, slots=True)
class PostRoom:
    """Makes ready what is to go out for a board, at a moment, asked for by somebody."""

    board: Board
    mail: Mail | None
    output: Path
    now: datetime
    by: str

    @classmethod
    def of(cls, settings: Settings, board_id: str, now: datetime, by: str) -> "PostRoom":
        """The post room of one of the boards."""
        return cls(settings.boards[board_id], settings.mail, settings.output, now, by)

    def post(self, made: Made) -> Post:
        """All that goes out for an edition as it is issued.

        Raises DataError where the recipients cannot be read, ConfigError where a password is not to be had, PaperError
        where a template of the letter refuses: then nothing is issued, for nobody would get it.
        """
        edition = made.composed.commission.edition
        addresses = recipients_of(self.board, edition.paper, self.mail)
        copies = [
            self._parcel(edition, Channel.FOLDER, str(path), made.digests[path.suffix]) for path in self._copies(made)
        ]
        if not addresses:
            return Post(copies)
        letter, objects = self.letter(made)
        letters = [self._parcel(edition, Channel.MAIL, address, letter.digest) for address in addresses]
        return Post((*letters, *copies), objects)

    def letter(self, made: Made) -> tuple[Letter, dict[str, bytes]]:
        """The letter that brings an edition, and the objects that it needs, itself among them.

        A paper that is too large for the mail server is not attached: the letter says where it is. Raises as `post`.
        """
        if self.mail is None:
            raise ConfigError(NO_MAIL)
        if self.board.delivery.attach != "nothing":
            attachment, content, objects = self._attached(made)
            letter = self._written(self.mail, made, attachment)
            if _size(letter, {attachment.digest: content}) <= self.mail.largest:
                return letter, {**objects_of([letter.to_bytes()]), **objects}
        alone = self._written(self.mail, made, None)
        return alone, objects_of([alone.to_bytes()])

    def _attached(self, made: Made) -> tuple[Attachment, bytes, dict[str, bytes]]:
        """The paper as it goes with the letter, its content, and the objects that the archive has not."""
        pdf = made.printed.files[PDF]
        name = file_name(made.composed.commission.edition, PDF, self.board.classification, draft=False)
        plain = Attachment(name.rpartition("/")[2], made.digests[PDF], name)
        return (plain, pdf, {}) if self.board.delivery.attach == "pdf" else self._protected(plain, pdf)

    def _protected(self, plain: Attachment, pdf: bytes) -> tuple[Attachment, bytes, dict[str, bytes]]:
        from reporter.delivery.protecting import protected  # noqa: PLC0415 - only boards that want it need it

        what = f"The password of protected copies of {self.board.name}"
        locked = protected(pdf, secret(what, self.board.delivery.password_file, PASSWORD))
        objects = objects_of([locked])
        name = f"{plain.name.removesuffix(PDF)}-protected{PDF}"
        return Attachment(name, next(iter(objects))), locked, objects

    def _written(self, mail: Mail, made: Made, attachment: Attachment | None) -> Letter:
        commission = made.composed.commission
        content = self._content(made, attachment)
        text, html = render_letter(read_letters(template_folders(self.board)), "paper", content)
        sample = "SAMPLE DATA, " if self.board.sample else ""
        return Letter(
            subject=f"[{content.marking}] {sample}{self.board.name}: {content.title}, "
                    f"{content.occasion[0].lower()}{content.occasion[1:]}, edition {commission.edition.number}",
            text=text,
            html=html,
            sender_name=self.board.name,
            sender=mail.sender,
            reply_to=_address(commission.paper.contact),
            dated=self.now.replace(microsecond=0),
            attachments=(attachment,) if attachment else (),
        )  # fmt: skip

    def _content(self, made: Made, attachment: Attachment | None) -> PaperLetter:
        commission = made.composed.commission
        edition, told = commission.edition, tidings(made.composed.content)
        where, address, is_link = self._where(edition, attachment)
        dated = uk_date(commission.occasion.dated)
        earlier = edition.number > 1
        return PaperLetter(
            marking=marking(commission),
            sample=self.board.sample,
            board=self.board.name,
            title=commission.paper.title,
            occasion=f"Meeting of {dated}" if commission.occasion.meeting else f"Made for {dated}",
            edition=edition.number,
            headline=told.headline,
            changed_heading=f"What changed since {uk_date(commission.since)}" if commission.since else "What changed",
            changes=told.changes,
            replaces="This edition takes the place of any that you have of this paper for this day." if earlier else "",
            where=where,
            address=address,
            is_link=is_link,
            closing=f"Questions: {commission.paper.contact}. The data is as at {uk_date(commission.as_at)}.",
        )

    def _where(self, edition: Edition, attachment: Attachment | None) -> tuple[str, str, bool]:
        """How the reader gets at the paper: a sentence, an address or a path, and whether it can be followed."""
        if attachment and attachment.file:
            return "The paper is attached as an accessible PDF.", "", False
        if attachment:
            return "The paper is attached as a PDF that opens with the board's password.", "", False
        if self.board.delivery.link:
            return "You find the paper here:", self.board.delivery.link, True
        copies = [path for path in self._paths(edition) if path.suffix == PDF]
        if copies:
            return "You find the paper in the board's folder:", str(copies[0]), False
        name = file_name(edition, PDF, self.board.classification, draft=False)
        return "The paper is too large to be attached. Ask for it, it is filed as:", name, False

    def _copies(self, made: Made) -> Iterator[Path]:
        there = made.printed.files
        yield from (path for path in self._paths(made.composed.commission.edition) if path.suffix in there)

    def _paths(self, edition: Edition) -> Iterator[Path]:
        delivery = self.board.delivery
        if delivery.folder is None:
            return
        name = delivery.name.format(
            board=edition.board,
            date=edition.dated.isoformat(),
            paper=edition.paper,
            edition=edition.number,
            classification=self.board.classification.replace(" ", "-"),
        )
        yield from (delivery.folder / f"{name}{ending}" for ending in ENDINGS if ending[1:] in delivery.files)

    def _parcel(self, edition: Edition, channel: Channel, recipient: str, letter: str) -> Parcel:
        return Parcel(edition, channel, recipient, letter, self.now, self.by)


def _size(letter: Letter, contents: Mapping[str, bytes]) -> int:
    """Of the whole message, in bytes: base64 makes a third more of a paper, and the line ends come on top."""
    return len(message(letter, contents, LONGEST_ADDRESS, f"<{'0' * 32}@{LONGEST_ADDRESS}>"))


def _address(contact: str) -> str:
    """What a paper says about contact, where that is an address; a telephone number is none."""
    try:
        return normal_address(contact)
    except ValueError:
        return ""
