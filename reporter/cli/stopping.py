"""Being told to stop: the paper in hand is abandoned, and nothing half written is left."""

import signal
import sys
from types import FrameType
from typing import Self

from reporter.work import Tell

STOPPED = 128 + signal.SIGTERM


class Stop:
    """Told to stop, abandon the paper in hand: let go of the lock and of what is half written, then end with 143."""

    def __init__(self) -> None:
        self._asked = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGTERM, self._stop)
        self._hook_before, sys.unraisablehook = sys.unraisablehook, self._unraisable
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self._before)
        sys.unraisablehook = self._hook_before

    def _unraisable(self, what: "sys.UnraisableHookArgs") -> None:
        """Our end may come where Python can raise nothing, as in a callback: `heed` ends it then, without a word."""
        if what.exc_type is not SystemExit:
            self._hook_before(what)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        sys.exit(STOPPED)

    def heed(self) -> None:
        """End after all where a library took our end for an error of its own, and went on."""
        if self._asked:
            sys.exit(STOPPED)

    def between_steps(self, tell: Tell) -> Tell:
        """The same, but for the end that comes between two steps."""

        def told(step: str) -> None:
            self.heed()
            tell(step)

        return told


class StopBetweenSteps(Stop):
    """Told to stop, finish the step in hand first: a message that is under way is not left without its answer."""

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
