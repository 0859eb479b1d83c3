"""What charts say to whoever cannot see them, and the words below them."""

from datetime import date

import pytest
from domain.conftest import indicator, plan

from reporter.domain.plan import Measurement, Polarity, Unit
from reporter.domain.suppression import published
from reporter.papers.charted import IndicatorChart, indicator_charts

NOVEMBER, FEBRUARY = date(2014, 11, 30), date(2015, 2, 28)


def charts(
    before: float, now: float, polarity: Polarity = Polarity.LOWER, target: float | None = None
) -> tuple[IndicatorChart, ...]:
    measured = [Measurement("Ourtown", NOVEMBER, before), Measurement("Ourtown", FEBRUARY, now)]
    compared = Measurement("England", NOVEMBER, 57)
    shown = indicator(*measured, compared, unit=Unit.COUNT, polarity=polarity, target=target)
    return indicator_charts(tuple(published(plan(indicators=[shown]), "Ourtown").values()), "Ourtown")


def test_a_chart_says_its_figures_in_a_sentence() -> None:
    (chart,) = charts(47, 38, target=0)
    assert chart.line.says == (
        "Line chart. Children waiting. Ourtown: 47 in November 2014 and 38 in February 2015. "
        "England: 57 in November 2014. Target: 0."
    )
    assert chart.name == "Children waiting"


def test_a_hidden_figure_is_hidden_in_the_sentence_too() -> None:
    (chart,) = charts(3, 38)
    assert "Ourtown: hidden in November 2014 and 38 in February 2015." in chart.line.says


@pytest.mark.parametrize(
    ("before", "now", "polarity", "target", "words"),
    [
        (47, 38, Polarity.LOWER, 0,
         "Lower is better. Moving the right way: down 9 since November 2014. 38 over the target of 0."),
        (38, 47, Polarity.LOWER, None, "Lower is better. Moving the wrong way: up 9 since November 2014."),
        (38, 47, Polarity.HIGHER, 47,
         "Higher is better. Moving the right way: up 9 since November 2014. At the target of 47."),
        (38, 47, Polarity.NEITHER, None, "Neither way is better. Up 9 since November 2014."),
        (38, 38, Polarity.LOWER, None, "Lower is better. Unchanged since November 2014."),
        (3, 38, Polarity.LOWER, None,
         "Lower is better. The change since November 2014 is not printed, because a figure that it rests on is "
         "hidden."),
    ],
)  # fmt: skip
def test_the_words_below_a_chart_say_which_way_is_better_and_how_it_stands(
    before: float, now: float, polarity: Polarity, target: float | None, words: str
) -> None:
    (chart,) = charts(before, now, polarity, target)
    assert chart.words == words


def test_an_indicator_without_figures_has_no_chart() -> None:
    shown = published(plan(indicators=[indicator()]), "Ourtown")
    assert indicator_charts(tuple(shown.values()), "Ourtown") == ()
