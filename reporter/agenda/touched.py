"""Whether anything was touched that a paper would be made from. Nothing is parsed: most runs find nothing new."""

import hashlib
import json
from datetime import date
from typing import Any

from reporter.domain.occasions import Occasion
from reporter.rendering.gathering import read_pictures, read_templates
from reporter.settings import Board
from reporter.sources.plan import Sources, source_digests

ON_PAPER = {"name", "place", "partners", "classification", "sample", "inspection", "words", "rating", "scheme",
            "escalation"}  # fmt: skip
NOT_ON_PAPER = {
    "draft",
    "cron",
    "catch_up",
    "catch_up_days",
    "issue",
    "recipients",
}  # when it is made, who lets it out, who gets it


def on_paper(board: Board, paper: str) -> dict[str, Any]:
    """What of a board's config shows in one of its papers."""
    shown: dict[str, Any] = board.model_dump(mode="json", include=ON_PAPER)
    return {**shown, "papers": {paper: board.paper(paper).model_dump(mode="json", exclude=NOT_ON_PAPER)}}


def sources_digest(board: Board, paper: str, occasion: Occasion, as_at: date, since: date | None) -> str:
    """A digest (SHA-256, hex) of what people change: plan, templates and pictures of the board's own, config, days.

    Nothing is parsed. Raises DataError or PaperError where a file cannot be read.
    """
    own = read_templates([board.templates]) if board.templates else {}
    looked_at = {
        "plan": source_digests(Sources.of(board)),
        "files": {
            name: hashlib.sha256(content).hexdigest() for name, content in (own | read_pictures(board.plan)).items()
        },
        "board": on_paper(board, paper),
        "days": [str(day) for day in (occasion.dated, occasion.data_cut, as_at, since, occasion.next_meeting)],
    }
    return hashlib.sha256(json.dumps(looked_at, sort_keys=True).encode()).hexdigest()
