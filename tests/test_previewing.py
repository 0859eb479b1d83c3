"""A preview: what a run would make today, as a draft, and nothing else is touched."""

import io
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from small_board import TABLES
from unattended import Folder

SECOND = '\n[boards.town.papers.briefing]\nkind = "board-paper"\ntitle = "Another paper"\nauthor = "An author"\n\
lead_officer = "A lead"\ncontact = "board@example.org"\n'
DRAFT_GREY = (233, 237, 241)  # of the word in templates/images/draft.svg, which nothing else has
NO_WORD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210mm" height="297mm"></svg>'
BROKEN = "<p>\n{{ paper.nothing.of.the.kind }}</p>\n"


def reporter(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reporter", *arguments, "--config", str(config)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def preview(config: Path, *more: str, today: str = "2015-03-18", code: int = 0) -> subprocess.CompletedProcess[str]:
    done = reporter(config, "preview", "--today", today, *more)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: what it holds, and when it was written."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A board whose papers are drafts at first, with a folder of its own for templates."""
    folder = Folder(tmp_path)
    folder.board()
    return folder


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """Where previews are put."""
    return tmp_path / "preview"


def test_a_preview_is_byte_for_byte_the_draft_that_a_run_makes_on_that_day(folder: Folder, shown: Path) -> None:
    for number in (1, 2):
        preview(folder.config)
        assert reporter(folder.config, "run", "--today", "2015-03-18").returncode == 0
        draft = folder.root / f"output/town/2015-03-25/board-paper-e{number}-draft-OFFICIAL.pdf"
        assert (shown / "board-paper.pdf").read_bytes() == draft.read_bytes()
        assert (shown / "board-paper.html").read_bytes() == draft.with_suffix(".html").read_bytes()
        folder.update("10/03/2015", "Changed since the draft.")


def test_nothing_but_the_folder_of_the_preview_is_touched(folder: Folder, shown: Path) -> None:
    assert reporter(folder.config, "run", "--today", "2015-03-18").returncode == 0
    folder.update("10/03/2015", "Changed since the draft.")
    before = files(folder.root)
    preview(folder.config)
    after = files(folder.root)
    assert {name for name in after if after[name] != before.get(name)} == {
        f"preview/{path.name}" for path in shown.iterdir()
    }
    assert before.keys() <= after.keys()
    assert "Changed since the draft." in (shown / "board-paper.html").read_text()


def test_a_preview_uses_up_no_number_and_needs_no_ledger(folder: Folder) -> None:
    preview(folder.config)
    preview(folder.config)
    assert sorted(path.name for path in folder.root.iterdir()) == ["config.toml", "data", "preview", "templates"]
    done = reporter(folder.config, "run", "--today", "2015-03-18")
    assert "board-paper-e1-draft-OFFICIAL.pdf" in done.stdout


def test_each_paper_of_the_board_is_shown_and_told_with_its_pages(tmp_path: Path, shown: Path) -> None:
    folder = Folder(tmp_path)
    folder.board(more=SECOND)
    told = preview(folder.config).stdout.splitlines()
    for name, line in zip(("board-paper", "briefing"), told, strict=True):
        pages = len(pypdfium2.PdfDocument(shown / f"{name}.pdf"))
        assert line == (
            f"{shown}/{name}.pdf: draft, {pages} pages, HTML twin and {pages} pictures beside it, "
            "for 25 March 2015, data as at 17 March 2015"
        )
        assert sorted(path.name for path in shown.glob(f"{name}[.-]*")) == sorted(
            [f"{name}.html", f"{name}.pdf", *(f"{name}-{page:02}.png" for page in range(1, pages + 1))]
        )
    assert "Another paper" in (shown / "briefing.html").read_text()


def test_one_paper_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.board(more=SECOND)
    preview(folder.config, "--paper", "briefing", "--to", str(tmp_path / "deep" / "down"))
    assert not (tmp_path / "preview").exists()
    names = {path.name for path in (tmp_path / "deep" / "down").iterdir()}
    assert {"briefing.html", "briefing.pdf", "briefing-01.png"} <= names
    assert not any(name.startswith("board-paper") for name in names)


@pytest.mark.parametrize(("dpi", "size"), [("96", (794, 1123)), ("48", (397, 562))])
def test_a_picture_of_a_page_has_the_size_asked_for_and_is_not_blank(
    dpi: str, size: tuple[int, int], folder: Folder, shown: Path
) -> None:
    preview(folder.config, "--dpi", dpi)
    for file in shown.glob("*.png"):
        with Image.open(file) as picture:
            assert picture.format == "PNG"
            assert picture.size in {size, size[::-1]}  # on its side where a table wants it
            assert picture.info["dpi"] == pytest.approx((int(dpi), int(dpi)), abs=0.1)
            assert len(picture.convert("L").getcolors() or []) > 20, file


def draft_grey(picture: bytes) -> int:
    """How many dots of a picture have the grey of the word DRAFT."""
    with Image.open(io.BytesIO(picture)) as page:
        colours = page.convert("RGB").getcolors(maxcolors=2**24) or []
    return sum(number for number, colour in colours if colour == DRAFT_GREY)


def test_the_mark_of_a_draft_stands_on_every_page_even_of_a_paper_that_is_issued_at_once(
    tmp_path: Path, shown: Path
) -> None:
    folder = Folder(tmp_path)
    folder.board(paper='issue = "automatic"\n')
    preview(folder.config)
    assert "DRAFT, not yet approved" in (shown / "board-paper.html").read_text()
    with closing(pypdfium2.PdfDocument(shown / "board-paper.pdf")) as pdf:
        assert all("DRAFT, not yet approved" in page.get_textpage().get_text_bounded() for page in pdf)
    pictures = sorted(shown.glob("*.png"))
    marked = [draft_grey(picture.read_bytes()) for picture in pictures]
    (tmp_path / "templates/images").mkdir()
    (tmp_path / "templates/images/draft.svg").write_text(NO_WORD)
    preview(folder.config)
    assert all(
        before > draft_grey(picture.read_bytes()) + 10_000 for before, picture in zip(marked, pictures, strict=True)
    )


def test_run_twice_it_shows_the_same(folder: Folder, shown: Path) -> None:
    preview(folder.config)
    before = {name: content for name, (content, _) in files(shown).items()}
    preview(folder.config)
    assert {name: content for name, (content, _) in files(shown).items()} == before


def test_an_error_in_a_template_is_told_with_file_and_line_and_leaves_the_preview_before(
    folder: Folder, shown: Path
) -> None:
    preview(folder.config)
    before = files(shown)
    (folder.root / "templates/parts").mkdir()
    (folder.root / "templates/parts/summary.html").write_text(BROKEN)
    told = preview(folder.config, code=1).stderr
    assert told.startswith("Not produced: town/2015-03-25/board-paper-e1\n  template summary.html, line 2: ")
    assert files(shown) == before


def test_data_that_cannot_be_read_is_told_and_leaves_the_preview_before(folder: Folder, shown: Path) -> None:
    preview(folder.config)
    before = files(shown)
    folder.table("actions", TABLES["actions"].replace("31/12/2015", "31/02/2015"))
    told = preview(folder.config, code=4).stderr
    assert 'actions.csv, row 2, column "due": "31/02/2015" is not a date.' in told
    assert files(shown) == before


def test_a_foreign_file_stops_its_paper_and_no_other(tmp_path: Path, shown: Path) -> None:
    folder = Folder(tmp_path)
    folder.board(more=SECOND)
    shown.mkdir()
    (shown / "board-paper.pdf").write_bytes(b"mine")
    done = preview(folder.config, code=2)
    assert f"{shown}/board-paper.pdf: A file stands there that no preview wrote" in done.stderr
    assert (shown / "board-paper.pdf").read_bytes() == b"mine"
    assert not (shown / "board-paper.html").exists()
    assert (shown / "briefing.pdf").exists()


@pytest.mark.parametrize("to", ["output", "output/town", "templates/new", "data/town"])
def test_a_preview_is_not_put_where_papers_are_put_or_read_from(to: str, folder: Folder) -> None:
    before = files(folder.root)
    told = preview(folder.config, "--to", str(folder.root / to), code=2).stderr
    assert told.startswith("--to: A preview has no place in ")
    assert files(folder.root) == before


@pytest.mark.parametrize(
    ("today", "more", "days"),
    [
        ("2015-03-25", (), "for 25 March 2015, data as at 17 March 2015"),
        ("2015-03-26", (), "for 22 April 2015, data as at 26 March 2015"),
        ("2016-03-01", (), "for 16 September 2015, data as at 8 September 2015"),  # a run would hold it: too old
        ("2015-03-18", ("--meeting", "2015-02-18"), "for 18 February 2015, data as at 10 February 2015"),
    ],
    ids=["on the day", "the next to come", "the last, where all are over", "one that is named"],
)
def test_a_preview_is_for_the_meeting_at_hand_or_for_the_one_that_is_named(
    today: str, more: tuple[str, ...], days: str, folder: Folder
) -> None:
    assert preview(folder.config, *more, today=today).stdout.endswith(f"{days}\n")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--board", "nowhere"), '--board: There is no board "nowhere".'),
        (("--board", "town", "--paper", "letter"), '--paper: There is no paper "letter".'),
        (("--board", "town", "--meeting", "2015-03-24"), "--meeting: There is no meeting on 24 March 2015."),
        ((), "--board: The config has several boards."),
        (("--board", "nowhere", "--watch"), '--board: There is no board "nowhere".'),
        (("--board", "town", "--paper", "letter", "--watch"), '--paper: There is no paper "letter".'),
    ],
)
def test_what_does_not_exist_is_told(more: tuple[str, ...], told: str, folder: Folder) -> None:
    folder.board("city")
    assert preview(folder.config, *more, code=2).stderr.startswith(told)
    assert not (folder.root / "preview").exists()
