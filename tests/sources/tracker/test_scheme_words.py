"""A tracker's ratings mean what the board's own scheme means by them."""

from pathlib import Path

import pytest
from schemes import pasted
from small_board import CONFIG

from reporter.domain.plan import Rating
from reporter.settings import load_settings
from reporter.sources.plan import Sources
from reporter.sources.tracker.words import rating_of_fill, read_rating

TRACKER = '[boards.nottingham.sources.tracker]\nfile = "tracker.csv"\nratings = {{ "live" = "green"{own} }}\n'
AMBER, GREEN = "FFC000", "00B050"  # as Excel paints them


def words(folder: Path, scheme: str = "", own: str = "") -> dict[str, Rating]:
    text = CONFIG.format(board="nottingham") + TRACKER.format(own=own) + (pasted(scheme) if scheme else "")
    (folder / "config.toml").write_text(text, "utf-8")
    (tracker,) = Sources.of(load_settings(folder / "config.toml").boards["nottingham"]).trackers.values()
    return dict(tracker.ratings)


@pytest.mark.parametrize(
    ("scheme", "word", "rating"),
    [
        ("", "Amber", Rating.AMBER),
        ("", "white", None),
        ("amber-is-on-track", "Amber", Rating.GREEN),
        ("amber-is-on-track", "A", Rating.GREEN),
        ("amber-is-on-track", "green", Rating.BLUE),
        ("amber-is-on-track", "White", Rating.GREY),
        ("amber-is-on-track", "red", Rating.RED),
        ("amber-is-on-track", "live", Rating.GREEN),
        ("on-target", "Re-programmed", Rating.RE_DATED),
        ("on-target", "No date", Rating.NOT_RATED),
        ("on-target", "amber", Rating.AMBER),
        ("on-target", "blue", Rating.COMPLETE),
    ],
)
def test_a_word_means_what_the_scheme_means_by_it(
    scheme: str, word: str, rating: Rating | None, tmp_path: Path
) -> None:
    assert read_rating(word, words(tmp_path, scheme)).rating is rating


def test_the_trackers_own_section_counts_before_the_scheme(tmp_path: Path) -> None:
    own = words(tmp_path, "amber-is-on-track", ', "amber" = "amber"')
    assert read_rating("Amber", own).rating is Rating.AMBER


@pytest.mark.parametrize(
    ("scheme", "fill", "rating"),
    [
        ("", AMBER, Rating.AMBER),
        ("amber-is-on-track", AMBER, Rating.GREEN),
        ("amber-is-on-track", GREEN, Rating.BLUE),
        ("on-target", GREEN, Rating.GREEN),
    ],
)
def test_a_colour_means_what_the_scheme_means_by_its_name(
    scheme: str, fill: str, rating: Rating, tmp_path: Path
) -> None:
    assert rating_of_fill(fill, {}, words(tmp_path, scheme)) is rating


def test_a_colour_that_the_tracker_explains_is_taken_as_explained(tmp_path: Path) -> None:
    assert rating_of_fill(AMBER, {AMBER: Rating.RED}, words(tmp_path, "amber-is-on-track")) is Rating.RED
