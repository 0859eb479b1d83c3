"""The HTML of a board paper, for the contestants that print it in another way."""

from datetime import datetime, time, timedelta
from pathlib import Path

from reporter.agenda.timetable import timetable
from reporter.domain.meetings import Edition
from reporter.domain.occasions import previous_cut
from reporter.domain.record import Status
from reporter.making.composing import Composed, compose_jobs
from reporter.making.materials import live
from reporter.rendering.templates import PRINT, environment, render
from reporter.settings import load_settings
from reporter.sources.calendar import load_meetings
from reporter.work import Job, Task

PAPER = "board-paper"


def html_of(config: Path) -> str:
    """The HTML of the first board's paper for the last meeting of its calendar: the draft that we make as well."""
    settings = load_settings(config)
    board_id, board = next(iter(settings.boards.items()))
    last = load_meetings(board.plan)[-1].dated
    occasions = timetable(board, datetime.combine(last - timedelta(days=1), time(), settings.zone)).occasions[PAPER]
    occasion = occasions[-1]
    as_at = occasion.data_cut
    edition = Edition(board_id, occasion.dated, PAPER, 1)
    since = previous_cut(occasions, occasion, as_at)
    materials = live(board, as_at, None)
    job = Job(Task.MAKE, edition, Status.DRAFT, occasion, as_at, since, "due", board.classification)
    (composed,) = compose_jobs(materials, board, [job])
    if not isinstance(composed, Composed):
        raise TypeError(str(composed))
    return render(environment(materials.templates), f"{PAPER}.html", paper=composed.content, layout=PRINT)
