"""The rating schemes that are shipped: the one that is built in, and the examples in docs/schemes."""

from pathlib import Path

from small_board import CONFIG

from reporter.domain.scheme import OURS, RatingScheme
from reporter.settings import Board, load_settings

FOLDER = Path(__file__).parent.parent / "docs" / "schemes"
EXAMPLES = tuple(path.stem for path in sorted(FOLDER.glob("*.toml")))
RULES = {"on-target": "\n[boards.nottingham.rating]\nred_overdue_days = 31\n"}


def pasted(name: str, board: str = "nottingham") -> str:
    """An example as somebody pastes it below the section of a board, with the rule that it asks for."""
    text = (FOLDER / f"{name}.toml").read_text("utf-8") + RULES.get(name, "")
    return text.replace("boards.nottingham.", f"boards.{board}.")


def board_with(scheme: str, folder: Path) -> Board:
    """A small board with an example in its config; with our own scheme where it is called "ours"."""
    text = CONFIG.format(board="nottingham") + (pasted(scheme) if scheme != "ours" else "")
    (folder / "config.toml").write_text(text, "utf-8")
    return load_settings(folder / "config.toml").boards["nottingham"]


def scheme_of(name: str, folder: Path) -> RatingScheme:
    """A shipped scheme."""
    return OURS if name == "ours" else board_with(name, folder).rating_scheme
