"""The HTML of a board paper, for the contestants that print it in another way."""

from pathlib import Path

from reporter.domain.meetings import Edition, previous_cut
from reporter.production import Composed, compose_all, template_folders
from reporter.rendering.templates import environment, render
from reporter.settings import load_settings
from reporter.sources.calendar import load_meetings
from reporter.work import Job

PAPER = "board-paper"


def html_of(config: Path) -> str:
    """The HTML of the first board's paper for the last meeting of its calendar."""
    board_id, board = next(iter(load_settings(config).boards.items()))
    calendar = load_meetings(board.plan)
    meeting = calendar[-1]
    as_at = meeting.papers_due
    job = Job(Edition(board_id, meeting.dated, PAPER, 1), meeting, as_at, previous_cut(calendar, meeting, as_at))
    (composed,) = compose_all(board, [job])
    if not isinstance(composed, Composed):
        raise TypeError(str(composed))
    return render(environment(template_folders(board)), f"{PAPER}.html", composed.content)
