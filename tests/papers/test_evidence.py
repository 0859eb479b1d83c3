"""What stands beside the actions: weaknesses, indicators and the voice of the child; and the parts of every paper."""

from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import LAST_TIME, TODAY, action, complete, days, indicator, plan, weakness

from papers.conftest import TINY_PAPER, commission, tiny_board
from reporter.domain.plan import Action, Indicator, Judgement, JudgementArea, Measurement, Rating, Unit, Voice
from reporter.domain.record import Status
from reporter.domain.scheme import OURS
from reporter.domain.suppression import SUPPRESSED, published
from reporter.papers.commission import Inputs
from reporter.papers.content import Mark, cover, cover_fields, described, judgement_sentence, making, mark
from reporter.papers.evidence import IndicatorTable, indicator_figures, indicator_table, voices, weaknesses
from reporter.papers.rating_key import rating_key
from reporter.settings import Board, Escalation, Exempt, RatingRules

NOTE = (
    "c stands for a number from 1 to 5, or for one from which such a number could be worked out. "
    "It is not printed, so that no child can be recognised."
)


def table(*indicators: Indicator) -> IndicatorTable:
    return indicator_table(tuple(published(plan(indicators=indicators), "Ourtown").values()), "Ourtown")


def test_an_indicator_stands_beside_its_target_and_comparators() -> None:
    printed = table(
        indicator(
            Measurement("Ourtown", TODAY, 2713),
            Measurement("England", date(2014, 3, 31), 318),
            Measurement("Neighbours", date(2014, 3, 31), 412),
            target=0,
        )
    )
    assert printed.own_series == "Ourtown"
    assert printed.series == ("England", "Neighbours")
    (row,) = printed.rows
    assert (row.name, row.latest, row.target) == ("Children waiting", "2,713 (17 Mar 2015)", "0")
    assert row.comparators == ("318 (31 Mar 2014)", "412 (31 Mar 2014)")
    assert row.footing.startswith("Lower is better. ")
    assert printed.note == ""


@pytest.mark.parametrize(
    ("series", "unit", "value", "explained"),
    [
        ("Ourtown", Unit.COUNT, 5, True),
        ("England", Unit.COUNT, 1, True),
        ("Ourtown", Unit.COUNT, 6, False),
        ("Ourtown", Unit.COUNT, 0, False),
        ("Ourtown", Unit.PERCENT, 3, False),
    ],
)
def test_suppression_is_explained_where_it_happens_and_only_there(
    series: str, unit: Unit, value: float, explained: bool
) -> None:
    printed = table(indicator(Measurement(series, TODAY, value), unit=unit))
    assert printed.note == (NOTE if explained else "")
    cells = [printed.rows[0].latest, *printed.rows[0].comparators]
    assert any(cell.startswith(f"{SUPPRESSED} (") for cell in cells) == explained


def test_suppression_is_explained_where_only_a_comparator_is_small() -> None:
    printed = table(indicator(Measurement("Ourtown", TODAY, 8), Measurement("England", TODAY, 1)))
    assert (printed.rows[0].latest, printed.rows[0].comparators) == ("8 (17 Mar 2015)", ("c (17 Mar 2015)",))
    assert printed.note == NOTE


def test_each_comparator_keeps_its_column_where_an_indicator_lacks_it() -> None:
    printed = table(
        indicator(Measurement("Ourtown", TODAY, 8), Measurement("England", TODAY, 9)),
        indicator(Measurement("Neighbours", TODAY, 7), ref="I2"),
    )
    assert printed.series == ("England", "Neighbours")
    assert [row.comparators for row in printed.rows] == [("9 (17 Mar 2015)", "None"), ("None", "7 (17 Mar 2015)")]
    assert [row.latest for row in printed.rows] == ["8 (17 Mar 2015)", "No figure"]
    assert [row.target for row in printed.rows] == ["None", "None"]


def test_the_attached_figures_are_the_published_ones_month_by_month() -> None:
    shown = published(
        plan(
            indicators=[
                indicator(
                    Measurement("Ourtown", LAST_TIME, 2),
                    Measurement("Ourtown", TODAY, 1234),
                    Measurement("England", TODAY, 57.5),
                    target=0,
                )
            ]
        ),
        "Ourtown",
    )
    attached = indicator_figures(tuple(shown.values()), "Ourtown")
    assert (attached.name, attached.description) == ("indicators.csv", f"Indicators, month by month. {NOTE}")
    assert attached.rows == (
        ("indicator", "area", "name", "unit", "target", "series", "date", "figure"),
        ("I1", "1", "Children waiting", "count", "0", "Ourtown", "2015-02-10", "c"),
        ("I1", "1", "Children waiting", "count", "0", "Ourtown", "2015-03-17", "1,234"),
        ("I1", "1", "Children waiting", "count", "0", "England", "2015-03-17", "57.5"),
    )


def test_a_weakness_names_its_cause_paragraph_and_every_action_that_answers_it() -> None:
    tiny = plan(
        action(answers=["1b", "1a"]),
        action(ref="2-01", area="2", answers=["1a"]),
        weaknesses=[
            replace(weakness("1a", paragraph="67"), cause="Posts are vacant."),
            weakness("1c"),
            weakness("2a", "2"),
        ],
    )
    first, second = weaknesses(tiny, "1")
    assert (first.cause, first.paragraph) == ("Posts are vacant.", "Inspection report, paragraph 67")
    assert first.answered_by == (("1-01", "action-1-01"), ("2-01", "action-2-01"))
    assert (second.cause, second.paragraph, second.answered_by) == ("", "", ())


def test_several_paragraphs_are_spoken_of_in_the_plural() -> None:
    for written in ("57, 138", "57 and 138", "57; 138"):
        (printed,) = weaknesses(plan(weaknesses=[weakness(paragraph=written)]), "1")
        assert printed.paragraph == "Inspection report, paragraphs 57 and 138"


def test_what_children_said_last_stands_first() -> None:
    heard = [
        Voice("1", LAST_TIME, "Survey", "Listen to us.", None),
        Voice("1", TODAY, "Visit", "Tell us who you are.", "Each child gets a card."),
        Voice("2", TODAY, "Visit", "Elsewhere.", None),
    ]
    assert [(v.text, v.heard, v.response) for v in voices(plan(voices=heard), "1")] == [
        ("Tell us who you are.", "Visit, 17 March 2015", "Each child gets a card."),
        ("Listen to us.", "Survey, 10 February 2015", ""),
    ]


@pytest.mark.parametrize(
    ("rating", "word", "style"),
    [
        (Rating.RED, "Red", "rated-octagon"),
        (Rating.NOT_RATED, "Not rated", "rated-bar"),
        (Rating.COMPLETE, "Green", "rated-disc"),
        (Rating.BLUE, "Blue", "rated-tick"),
    ],
)
def test_a_rating_is_printed_as_a_word_with_a_style(rating: Rating, word: str, style: str) -> None:
    assert mark(OURS, rating) == Mark(word, style)


@pytest.mark.parametrize(
    ("days", "red", "amber"),
    [
        (0, "Overdue; or off", "At risk: more than 11"),
        (31, "More than 31 days overdue; or off", "overdue by no more than 31 days, more than 11"),
    ],
)
def test_the_key_states_the_thresholds_in_force(days: int, red: str, amber: str) -> None:
    rules = RatingRules(stale_after_days=30, amber_behind=11, red_behind=22, red_overdue_days=days)
    board = tiny_board().model_copy(update={"rating": rules})
    key = {entry.mark.word: " ".join(entry.rules) for entry in rating_key(commission(board)).entries}
    assert list(key) == ["Red", "Amber", "Not rated", "Grey", "Green", "Blue"]
    assert key["Red"] == (
        f"{red} track: progress is more than 22 percentage points behind an even pace from start to due date."
    )
    assert amber in key["Amber"]
    assert "more than 11 points behind" in key["Amber"]
    assert "no update for more than 30 days" in key["Amber"]
    assert key["Not rated"] == "No due date, so nobody can say whether it is on time. Never counted as on track."


def test_a_judgement_uses_the_inspectorates_name() -> None:
    area = JudgementArea("2.1", "Adoption", None, "adoption", Judgement.INADEQUATE)
    said = judgement_sentence("The inspectorate", area)
    assert said == "The inspectorate judged adoption to be inadequate."


def test_a_plan_that_does_not_know_the_judgement_says_so() -> None:
    area = JudgementArea("2.1", "Adoption", None, "", None)
    assert judgement_sentence("Ofsted", area) == "The plan does not record how Ofsted judged this area."


def test_the_cover_sheet_leaves_out_what_the_board_has_not_got() -> None:
    fields = dict(cover_fields(commission(venue="Town Hall")))
    assert fields["Meeting"] == "25 March 2015, Town Hall"
    assert fields["Purpose"] == "For decision"
    assert "Agenda item" not in fields
    assert list(fields) == [
        "Meeting",
        "Purpose",
        "Report author",
        "Lead officer",
        "Data as at",
        "Edition",
        "Status",
        "Classification",
    ]


def test_a_draft_says_on_its_cover_and_in_its_metadata_that_it_is_one() -> None:
    draft, issued = commission(status=Status.DRAFT), commission()
    assert dict(cover_fields(draft))["Status"] == "Draft, not yet approved"
    assert dict(cover_fields(issued))["Status"] == "Issued"
    assert [cover(one, fields=()).edition for one in (draft, issued)] == ["Edition 1, draft", "Edition 1"]
    about = described(draft)
    assert about.title == "Progress report, 25 March 2015 (draft)"
    assert about.subject.endswith(", meeting of 25 March 2015, edition 1, draft. OFFICIAL.")
    assert (about.draft, described(issued).draft) == (True, False)


def test_a_paper_of_its_own_schedule_is_made_for_a_day_and_not_for_a_meeting() -> None:
    scheduled = commission(scheduled=True)
    assert cover_fields(scheduled)[0] == ("Made for", "25 March 2015")
    assert cover(scheduled, fields=()).occasion == "Made for 25 March 2015"
    assert described(scheduled).subject.startswith("Ourtown Safeguarding Children Board, made for 25 March 2015, ")
    assert cover(commission(), fields=()).occasion == "Meeting of 25 March 2015"


def test_two_editions_that_say_the_same_are_the_same_without_their_particulars() -> None:
    draft, issued = commission(status=Status.DRAFT, number=3), replace(commission(), inputs=Inputs("beef", {}, {}))
    assert draft.without_particulars() == issued.without_particulars()
    assert draft.without_particulars() != commission(since=None).without_particulars()


def test_the_metadata_carry_board_meeting_edition_and_marking_and_never_todays_date() -> None:
    about = described(commission(number=3))
    assert about.title == "Progress report, 25 March 2015"
    assert about.author == "Business Manager, Ourtown Safeguarding Children Board"
    assert about.subject == "Ourtown Safeguarding Children Board, meeting of 25 March 2015, edition 3. OFFICIAL."
    assert (about.classification, about.dated) == ("OFFICIAL", TODAY)
    sample = tiny_board().model_copy(update={"sample": True})
    assert described(commission(sample)).subject.endswith("edition 1. OFFICIAL. Sample data.")


def test_the_making_names_edition_data_tables_and_versions() -> None:
    made = making(commission(number=2), ("Movement since", "no earlier meeting"))
    assert made.fields == [
        ("Edition", "2 (ourtown/2015-03-25/board-paper-e2)"),
        ("Data as at", "the end of 17 March 2015"),
        ("Movement since", "no earlier meeting"),
        ("Rows read", "actions 1 and updates 2"),
        ("Made by reporter", "1.0"),
    ]
    assert made.digest == "d1e5"


def test_a_voice_heard_after_the_data_cut_waits_for_the_next_paper() -> None:
    late = [Voice("1", TODAY + days(1), "Survey", "Listen to us.", None)]
    assert voices(plan(voices=late).as_at(TODAY), "1") == ()


def with_paper(**changed: object) -> Board:
    board = tiny_board()
    return board.model_copy(update={"papers": {"board-paper": TINY_PAPER.model_copy(update=changed)}})


def test_an_exempt_paper_says_so_on_its_cover_on_each_page_and_in_its_metadata() -> None:
    exempt = commission(with_paper(exempt=Exempt(paragraph=2, reason="It names a family")))
    assert dict(cover_fields(exempt))["Exempt"] == (
        "Not for publication: exempt under paragraph 2 of Part 1 of Schedule 12A to the Local Government Act 1972. "
        "It names a family."
    )
    assert cover(exempt, fields=()).marking == "OFFICIAL, exempt: paragraph 2"
    assert described(exempt).classification == "OFFICIAL, exempt: paragraph 2"
    assert "OFFICIAL, exempt: paragraph 2." in described(exempt).subject


def test_a_paper_that_is_not_exempt_has_the_classification_alone() -> None:
    assert "Exempt" not in dict(cover_fields(commission()))
    assert cover(commission(), fields=()).marking == described(commission()).classification == "OFFICIAL"


@pytest.mark.parametrize(
    ("actions", "measures", "impact"),
    [
        ([], "", ""),
        ([action(success_measure=None)], "no action has a success measure yet", "no action has evidence of impact yet"),
        (
            [action(success_measure="Audits"), action(complete(LAST_TIME, "Audit."), ref="1-02", success_measure=None)],
            "1 of 2 actions has a success measure",
            "1 of 2 actions has evidence of impact, last on 10 February 2015",
        ),
        (
            [action(complete(TODAY, "A."), ref=str(ref), success_measure="Audits") for ref in range(3)],
            "3 of 3 actions have a success measure",
            "3 of 3 actions have evidence of impact, last on 17 March 2015",
        ),
    ],
    ids=["0", "1", "2", "many"],
)
def test_a_weakness_shows_its_chain_and_the_gaps_in_it(actions: list[Action], measures: str, impact: str) -> None:
    answering = (replace(one, answers=("1a",)) for one in actions)
    (shown,) = weaknesses(plan(*answering, weaknesses=(weakness("1a"),)), "1")
    assert (shown.measures, shown.impact) == (measures, impact)


@pytest.mark.parametrize(
    ("escalation", "said"),
    [
        (
            Escalation(rungs=("lead", "board chair"), red_days=(1, 31), moves=(1, 3), silent_days=()),
            "An open action is escalated by rule: to the lead when red for 1 day or moved once; to the board chair "
            "when red for 31 days or moved 3 times.",
        ),
        (Escalation(rungs=("lead",), red_days=(), moves=(), silent_days=()), ""),
    ],
)
def test_the_key_says_when_an_action_is_escalated_and_to_whom(escalation: Escalation, said: str) -> None:
    assert rating_key(commission(tiny_board().model_copy(update={"escalation": escalation}))).ladder == said
