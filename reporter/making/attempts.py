"""An attempt at each job of a board: past the gates, through the press, into its place, and recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from reporter.domain.gates import EmptyPlan, Gate, staleness, swings
from reporter.domain.record import Event, Status
from reporter.errors import DataError, MissingValueError, Problem, ReporterError
from reporter.making.composing import Composed
from reporter.making.materials import Materials, kept_plan, live
from reporter.making.posting import PostRoom
from reporter.making.recording import NOTHING_TO_SEND, Recorder
from reporter.making.reprinting import earlier_edition, earlier_scheme, made_again, snapshot_of
from reporter.making.workshop import Made, Workshop
from reporter.settings import Board, Scheme
from reporter.sources.earlier import Earlier
from reporter.work import Failed, Held, Job, Outcome, Produced, Task, Tell, Unneeded


@dataclass(frozen=True)
class Attempts:
    """The attempts at one board's papers. `tell` hears of each step, `warn` of what is not wrong yet."""

    board: Board
    recorder: Recorder
    post_room: PostRoom
    tell: Tell
    warn: Callable[[str], None]

    def at(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Do jobs; what is wrong with one paper stops only that one.

        Raises DataError when the board's plan cannot be read, for then no paper can be made; the attempts that this
        leaves open are the caller's to end.
        """
        self.recorder.started(jobs)
        for job in jobs:
            if job.task is Task.RESTORE:
                yield self._recorded(job, partial(self._restored, job))
        to_make = [job for job in jobs if job.task is not Task.RESTORE]
        for _, group in groupby(to_make, key=lambda job: (job.data_from and job.data_from.snapshot, job.as_at)):
            yield from self._together(list(group))

    def _together(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The jobs that are made from the same plan, which is read once."""
        workshop = Workshop(self._materials(jobs[0]), self.tell)
        scheme_before = earlier_scheme(self.recorder.ledger, jobs[0].edition.board, jobs[0].as_at)
        for job, composed in zip(jobs, workshop.compose(self.board, jobs, scheme_before), strict=True):
            yield self._recorded(job, partial(self._finished, job, composed, workshop))

    def _materials(self, job: Job) -> Materials:
        today = live(self.board, job.as_at, self._earlier(job))
        if job.data_from is None:
            return today
        then = kept_plan(self.recorder.ledger, snapshot_of(self.recorder.ledger, job.data_from))
        return Materials(then, today.templates, today.pictures)

    def _earlier(self, job: Job) -> Earlier | None:
        return earlier_edition(self.recorder.ledger, job.edition.board, job.as_at)

    def _recorded(self, job: Job, work: Callable[[], Outcome]) -> Outcome:
        """What comes of a job; all but a paper, which is recorded as it is put in its place, is recorded here."""
        try:
            outcome = work()
        except MissingValueError as error:
            outcome = Held(job.edition, Gate.MISSING_VALUE, str(error))
        except ReporterError as error:
            outcome = Failed(job.edition.id, error.problems, error.exit_code)
        match outcome:
            case Unneeded():
                self.recorder.ended(job.edition, outcome.event, outcome.reason)
            case Held():
                self.recorder.ended(job.edition, Event.HELD, outcome.reason, {"gate": outcome.gate})
            case Failed():
                reason = "\n".join(str(problem) for problem in outcome.problems)
                self.recorder.ended(job.edition, Event.FAILED, reason)
        return outcome

    def _restored(self, job: Job) -> Outcome:
        if job.made is None:
            message = "nothing to restore"
            raise ValueError(message)
        made = made_again(self.recorder.ledger, job.made, self.tell)
        files = self.recorder.restore(job.made, made, job.reason)
        return Produced(job, files, made.printed.pages, made.composed.content.counts, job.made.snapshot)

    def _finished(self, job: Job, composed: Composed | Failed, workshop: Workshop) -> Outcome:
        if isinstance(composed, Failed):
            return composed
        if stopped := self._unneeded(job, composed) or self._held(job, composed):
            return stopped
        made = workshop.print(composed)
        for overrun in made.printed.overruns:
            self.warn(f"{job.edition.id}: {overrun}")
        data_from = job.data_from.snapshot if job.data_from else ""
        post = self.post_room.post(made) if job.status is Status.ISSUED else NOTHING_TO_SEND
        files = self.recorder.put(job.edition, job.status, made, job.reason, data_from, post)
        return Produced(job, files, made.printed.pages, composed.content.counts, composed.commission.inputs.digest)

    def _unneeded(self, job: Job, composed: Composed) -> Unneeded | None:
        """Why there is rightly no paper, or None. Raises DataError where an empty plan is a mistake."""
        if job.made and job.task is Task.REFRESH and composed.substance == job.made.substance:
            return Unneeded(job, Event.UNCHANGED, f"It would say the same as edition {job.made.edition.number}.")
        if composed.vitals.actions or self.board.gates.empty_plan is EmptyPlan.NIL_RETURN:
            return None
        if self.board.gates.empty_plan is EmptyPlan.SKIP:
            return Unneeded(job, Event.SKIPPED, "The plan holds no action.")
        advice = 'Fill in the plan; or set empty_plan to "nil-return" or "skip" in the board\'s section gates.'
        raise DataError(Problem(str(self.board.plan), "The plan holds no action.", advice))

    def _held(self, job: Job, composed: Composed) -> Held | None:
        """Why a person must look before there is a paper, or None."""
        ledger, limits = self.recorder.ledger, self.board.gates
        if ledger.series(job.edition).is_released(job.sources):
            return None
        if too_old := staleness(composed.vitals, job.as_at, limits.fresh_stop_days):
            return Held(job.edition, Gate.FRESHNESS, too_old)
        before = ledger.last_made(job.edition.board, job.edition.paper)
        if before and (swung := list(swings(composed.vitals, before.detail["rows"], limits.row_swing))):
            return Held(job.edition, Gate.ROWS, " ".join(swung))
        if old := staleness(composed.vitals, job.as_at, limits.fresh_warn_days):
            self.warn(f"{job.edition.id}: {old}")
        return None


def rehearse(
    workshop: Workshop, board: Board, jobs: Sequence[Job], scheme_before: Scheme | None
) -> Iterator[Made | Failed]:
    """Do all that `Attempts` does but record nothing and put nothing in place; the gates are not looked at.

    Raises DataError when the plan cannot be read.
    """
    for composed in workshop.compose(board, jobs, scheme_before):
        if isinstance(composed, Failed):
            yield composed
            continue
        try:
            yield workshop.print(composed)
        except ReporterError as error:
            yield Failed(composed.snapshot.edition, error.problems, error.exit_code)
