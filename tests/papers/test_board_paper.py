"""The board paper of the sample: three headings an area, every action once, one set of numbers throughout."""

import re
from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import LAST_TIME, THRESHOLDS, TODAY, action, area, complete, days, plan, re_dated, update, weakness

from papers.conftest import Sample, commission, labelled
from reporter.domain.movement import measure
from reporter.domain.paper import Figures
from reporter.domain.plan import Action, Rating
from reporter.domain.scheme import OURS
from reporter.domain.wording import uk_date
from reporter.papers.action_entry import ActionEntry
from reporter.papers.board_paper import BoardPaper, compose

AREAS = ("1", "2", "2.1", "2.2", "3", "4")
SCHEME = ("Red", "Amber", "Not rated", "Grey", "Green", "Blue")


def entries(paper: BoardPaper) -> dict[str, ActionEntry]:
    return {entry.ref: entry for section in paper.areas for entry in section.actions}


def figures(paper: BoardPaper, name: str) -> Figures:
    return next(table for table in paper.figures if table.name == name)


@pytest.mark.parametrize(
    ("ref", "strengths", "areas_for_improvement", "actions"),
    [("1", 14, 6, 10), ("2", 11, 4, 8), ("2.1", 6, 4, 7), ("2.2", 12, 3, 7), ("3", 13, 5, 5), ("4", 14, 6, 7)],
)
def test_an_area_has_the_content_of_the_three_headings(
    sample: Sample, ref: str, strengths: int, areas_for_improvement: int, actions: int
) -> None:
    section = sample.paper.areas[AREAS.index(ref)]
    assert section.ratings.ref == ref
    assert section.judgement.startswith("Ofsted judged ")
    found = (len(section.strengths), len(section.weaknesses), len(section.actions))
    assert found == (strengths, areas_for_improvement, actions)


def test_the_areas_for_improvement_that_no_action_answers_are_the_four_of_the_inspection_report(sample: Sample) -> None:
    unanswered = [
        (weakness.ref, weakness.paragraph)
        for section in sample.paper.areas
        for weakness in section.weaknesses
        if not weakness.answered_by
    ]
    assert unanswered == [
        ("1f", "Inspection report, paragraph 67"),
        ("2d", "Inspection report, paragraph 79"),
        ("3c", "Inspection report, paragraph 91"),
        ("4f", "Inspection report, paragraph 188"),
    ]
    (ask,) = (ask for ask in sample.paper.summary.asks if "have no action" in ask)
    assert ask == "decide who answers the areas for improvement that have no action (1f, 2d, 3c and 4f)"


def test_every_area_for_improvement_has_its_cause(sample: Sample) -> None:
    assert all(weakness.cause for section in sample.paper.areas for weakness in section.weaknesses)


def test_every_action_in_force_appears_exactly_once_and_the_removed_one_does_not(sample: Sample) -> None:
    printed = [entry.ref for section in sample.paper.areas for entry in section.actions]
    in_force = [a.ref for a in sample.plan.as_at(TODAY).actions]
    assert printed == in_force
    assert len(printed) == len(set(printed)) == 44
    assert "1-10" not in printed
    assert [entry[0] for entry in figures(sample.paper, "actions.csv").rows[1:]] == in_force


def test_the_removed_action_is_listed_and_links_nowhere(sample: Sample) -> None:
    (removed,) = (line for line in sample.paper.summary.moved if line.heading == "Removed")
    assert (removed.number, removed.actions, removed.more) == (1, (("1-10", ""),), "")


def test_the_removed_action_is_told_in_its_area_with_the_reason(sample: Sample) -> None:
    told = {section.ratings.ref: section.removed for section in sample.paper.areas if section.removed}
    (record,) = (entry for entry in sample.plan.actions if entry.ref == "1-10")
    assert record.removal_reason
    assert list(told) == ["1"]
    assert told["1"] == (
        f"Removed from the plan since the last paper: 1-10 {record.text} Reason: {record.removal_reason}",
    )


def test_an_action_removed_without_a_reason_is_said_to_have_none_and_is_told_in_one_paper_only() -> None:
    removed = plan(action(removed=TODAY))
    assert compose(commission(), removed).areas[0].removed == (
        "Removed from the plan since the last paper: 1-01 Visit every child. Reason: No reason is recorded.",
    )
    assert compose(commission(since=None), removed).areas[0].removed == ()
    assert compose(commission(), plan(action(removed=LAST_TIME))).areas[0].removed == ()


def test_every_action_of_the_sample_that_answers_nothing_is_said_so(sample: Sample) -> None:
    said = [
        ref for ref, entry in entries(sample.paper).items() if "It answers no area for improvement." in entry.asides
    ]
    assert said == [entry.ref for entry in sample.plan.as_at(TODAY).actions if not entry.answers]
    assert "3-05" in said


def test_every_link_leads_to_something_that_is_printed(sample: Sample) -> None:
    paper = sample.paper
    anchors = {entry.anchor for entry in entries(paper).values()} | {section.ratings.anchor for section in paper.areas}
    links = [anchor for line in paper.summary.moved for _, anchor in line.actions if anchor]
    links += [row.anchor for row in paper.summary.red]
    links += [anchor for section in paper.areas for w in section.weaknesses for _, anchor in w.answered_by]
    assert links
    assert set(links) <= anchors


def test_page_1_the_table_the_chart_the_figures_and_the_run_report_agree(sample: Sample) -> None:
    paper = sample.paper
    total = tuple(tile.number for tile in paper.summary.tiles)
    assert tuple(tile.mark.word for tile in paper.summary.tiles) == SCHEME
    assert tuple(mark.word for mark in paper.scheme) == SCHEME
    assert total == paper.total.counts == (7, 7, 2, 3, 16, 9)
    assert sum(total) == paper.total.total == 44
    by_area = tuple(row.counts for row in paper.ratings)
    assert tuple(map(sum, zip(*by_area, strict=True))) == total
    assert tuple(counts for _, counts in paper.chart.rows) == by_area
    assert tuple(section.ratings for section in paper.areas) == paper.ratings
    attached = figures(paper, "ratings-by-area.csv").rows
    assert attached[0] == ("area", "title", "rating", *(word.lower() for word in SCHEME), "actions")
    assert [tuple(int(cell) for cell in row[3:9]) for row in attached[1:]] == [*by_area, total]
    assert [int(row[9]) for row in attached[1:]] == [row.total for row in (*paper.ratings, paper.total)]
    assert dict(paper.counts) == {"actions": 44} | {
        word.lower(): number for word, number in zip(SCHEME, total, strict=True)
    }


def test_the_numbers_count_what_is_printed_in_the_sections(sample: Sample) -> None:
    for section in sample.paper.areas:
        words = [entry.mark.word for entry in section.actions]
        assert tuple(words.count(word) for word in SCHEME) == section.ratings.counts


def test_the_chart_can_be_read_without_seeing_it(sample: Sample) -> None:
    assert sample.paper.chart.says.startswith(
        "Bar chart of the number of actions with each rating, by judgement area. 1 Children who need help and "
        "protection: 4 red, 2 amber, 1 not rated, 2 green, 1 blue; 2 Children looked after"
    )
    assert sample.paper.chart.says.endswith("Board: 1 amber, 1 grey, 3 green, 2 blue.")


def test_the_attached_table_of_actions_has_exactly_the_columns_that_are_for_print(sample: Sample) -> None:
    """Published fields only: commentary, evidence, success measures and names never leave in a file."""
    assert [table.name for table in sample.paper.figures] == ["ratings-by-area.csv", "actions.csv", "indicators.csv"]
    assert figures(sample.paper, "actions.csv").rows[0] == (
        "action",
        "area",
        "text",
        "lead",
        "partner agency",
        "rating",
        "reason",
        "lead's own rating",
        "movement",
        "first due",
        "due",
        "progress",
        "last update",
    )


def unprinted(paper: BoardPaper) -> list[str]:
    """The cells of actions.csv whose content is not to be read in the action's own entry."""
    heading, *rows = figures(paper, "actions.csv").rows
    missing = []
    for row in rows:
        cells = dict(zip(heading, row, strict=True))
        entry = entries(paper)[cells["action"]]
        text = " ".join([entry.text, entry.reason, *entry.asides, *entry.details])
        text = f"{text} {entry.mark.word} {entry.update.heading if entry.update else ''}".casefold()
        closed = re.search(r"\((complete|verified)\)", text)
        implied = {"movement": "unchanged", "progress": "100%" if closed else "0%"}
        for column, cell in cells.items():
            said = uk_date(date.fromisoformat(cell)) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else cell
            if column == "lead" and cell:
                assert labelled(entry)["Lead"].startswith(cell)
            if column not in {"action", "area"} and said != implied.get(column) and said.casefold() not in text:
                missing.append(f"{cells['action']} {column}: {said}")
    return missing


def test_no_figure_is_attached_that_is_not_printed(sample: Sample) -> None:
    assert unprinted(sample.paper) == []


@pytest.mark.parametrize(
    "entry",
    [
        action(update(LAST_TIME, progress=40), update(TODAY), due=TODAY - days(1)),
        action(update(LAST_TIME, progress=90), complete(TODAY)),
        action(update(TODAY, progress=40)),
        action(re_dated(TODAY, TODAY + days(9), 40), due=TODAY + days(1)),
        action(),
    ],
)
def test_no_figure_is_attached_that_is_not_printed_of_a_tiny_plan(entry: Action) -> None:
    assert unprinted(compose(commission(), plan(entry))) == []


def test_each_column_of_the_attached_table_holds_what_its_heading_says() -> None:
    subject = action(
        update(LAST_TIME, progress=20),
        re_dated(TODAY, date(2015, 4, 30), 40),
        partner_agency="Ourtown Council",
        success_measure="Visits made",
        due=date(2015, 3, 31),
    )
    paper = compose(commission(), plan(subject, action(ref="1-02", lead=None, due=None)))
    assert list(figures(paper, "actions.csv").rows[1:]) == [
        (
            "1-01",
            "1",
            "Visit every child.",
            "Head of Service",
            "Ourtown Council",
            "amber",
            "slipped 30 days from its original date",
            "",
            "slipped",
            "2015-03-31",
            "2015-04-30",
            "40%",
            "2015-03-17",
        ),
        (
            "1-02",
            "1",
            "Visit every child.",
            "",
            "",
            "not rated",
            "it has no due date, so progress cannot be judged",
            "",
            "unchanged",
            "",
            "",
            "",
            "",
        ),
    ]


def test_the_entries_say_what_the_plan_measures(sample: Sample) -> None:
    progress = measure(sample.plan, TODAY, LAST_TIME, THRESHOLDS, OURS)
    printed = entries(sample.paper)
    assert [(p.action.ref, OURS.word(p.rating).capitalize()) for p in progress.actions] == [
        (ref, entry.mark.word) for ref, entry in printed.items()
    ]
    assert {p.rating for p in progress.actions} == set(Rating)  # the sample shows the whole scheme


@pytest.mark.parametrize(
    ("ref", "word", "reason", "asides"),
    [
        (
            "1-01",
            "Blue",
            "complete, and verified by Chair of the Quality Assurance Sub-group on 5 March 2015.",
            ("Closed since the last paper: green to blue, complete and verified.",),
        ),
        (
            "1-02",
            "Red",
            "17 days overdue, after 3 revised dates.",
            ("The lead rates it amber.", "Slipped since the last paper: amber to red."),
        ),
        (
            "1-09",
            "Not rated",
            "it has no due date, so progress cannot be judged.",
            ("The lead rates it green.",),
        ),
        ("1-08", "Red", "off track: 55% done where 97% was to be expected.", ("The lead rates it amber.",)),
        ("4-03", "Amber", "moved with approval, 92 days later than its original date.", ()),
        ("4-07", "Grey", "due to start on 20 April 2015.", ()),
    ],
)
def test_an_entry_says_rating_reason_and_what_the_board_should_challenge(
    sample: Sample, ref: str, word: str, reason: str, asides: tuple[str, ...]
) -> None:
    entry = entries(sample.paper)[ref]
    assert (entry.mark.word, entry.reason) == (word, reason)
    assert tuple(entry.asides) == asides


def test_no_sentence_of_an_entry_is_broken(sample: Sample) -> None:
    for entry in entries(sample.paper).values():
        assert entry.reason[0] == entry.reason[0].lower()  # it is printed behind "Red: "
        for said in (*entry.asides, *labelled(entry).values()):
            assert said[0] == said[0].upper() or said.startswith("none is ")
        for said in (entry.reason, *entry.asides, *labelled(entry).values()):
            assert said.endswith((".", "!", "?"))
            assert not re.search(r"None\b(?! is)|\bno days\b|  |,\.|\.\.|\(\)", said), said


def test_the_date_of_the_evidence_stands_inside_its_sentence(sample: Sample) -> None:
    evidence = labelled(entries(sample.paper)["1-01"])["Evidence of impact (5 March 2015)"]
    assert ". (" not in evidence
    assert evidence.endswith(".")
    assert not evidence.endswith("..")


def test_no_count_from_one_to_five_is_printed_and_the_convention_is_explained_where_it_is_used(sample: Sample) -> None:
    small = re.compile(r"[1-5] \(\d")
    explained = 0
    for section in sample.paper.areas:
        table = section.indicators
        counts = {i.name for i in sample.plan.indicators if i.unit == "count"}
        cells = [cell for row in table.rows if row.name in counts for cell in (row.latest, *row.comparators)]
        assert not [cell for cell in cells if small.match(cell)]
        assert table.note or not [cell for cell in cells if cell.startswith("c (")]
        explained += bool(table.note)
    assert explained == 2  # the sample has two areas with small numbers


def test_no_small_count_of_the_sample_leaves_in_the_attached_figures(sample: Sample) -> None:
    rows = figures(sample.paper, "indicators.csv").rows
    counts = {row[7] for row in rows if row[3] == "count"}
    assert not counts & {"1", "2", "3", "4", "5"}
    in_february = {row[0]: row[7] for row in rows if row[5] == "Nottingham" and row[6] == "2015-02-28"}
    # Of 21 children 12 were missing once; 7 and 2 are hidden, or 21 less 12 and 7 would give the 2 away.
    assert [in_february[ref] for ref in ("I13", "I14", "I15", "I07")] == ["21", "12", "c", "c"]
    assert [in_february[ref] for ref in ("I03", "I16")] == ["6", "c"]  # 5 of 6


def test_every_area_of_the_sample_prints_its_indicators_and_the_board_comes_first(sample: Sample) -> None:
    for section in sample.paper.areas:
        assert section.indicators.rows
        assert section.indicators.own_series == "Nottingham"
        assert all(len(row.comparators) == len(section.indicators.series) for row in section.indicators.rows)


def test_the_key_explains_every_rating_in_the_order_of_the_scheme(sample: Sample) -> None:
    assert tuple(entry.mark.word for entry in sample.paper.key.entries) == SCHEME


def test_the_cover_says_what_the_paper_is(sample: Sample) -> None:
    assert sample.paper.cover.title == "Improvement plan: progress report"
    assert sample.paper.cover.sample
    assert list(sample.paper.cover.fields) == [
        ("Meeting", "25 March 2015"),
        ("Agenda item", "6"),
        ("Paper number", "6.1"),
        ("Purpose", "For assurance"),
        ("Assurance level", "Limited"),
        ("Report author", "Board Business Manager"),
        ("Lead officer", "Corporate Director for Children and Adults, safeguarding.board@example.org"),
        ("Considered before by", "Quality Assurance Sub-group, 11 March 2015"),
        ("Implications: finance", "None beyond budgets already agreed."),
        (
            "Implications: legal",
            "The plan answers an inspection under section 136 of the Education and Inspections Act 2006.",
        ),
        (
            "Implications: equality",
            "Actions on placements and care leavers affect groups protected by the Equality Act 2010.",
        ),
        ("Implications: risk", "The actions rated red, as page 1 lists them."),
        (
            "Implications: voice of the child",
            "What children and young people say stands in each judgement area.",
        ),
        (
            "Annexes",
            "A Judgement areas in full; B Lists in full; C All actions; D Coverage matrix; E Slippage; "
            "F How good the data is; G Key to the ratings; H Abbreviations",
        ),
        ("Data as at", "17 March 2015"),
        ("Edition", "1"),
        ("Status", "Issued"),
        ("Classification", "OFFICIAL"),
    ]


def test_composing_twice_gives_the_same_paper(sample: Sample) -> None:
    assert compose(commission(sample.board), sample.plan) == sample.paper


def test_an_area_without_anything_is_printed_as_such_and_not_left_out() -> None:
    paper = compose(commission(), plan(areas=[area(), area("2", "Leadership")]))
    assert [section.ratings.title for section in paper.areas] == ["Help and protection", "Leadership"]
    assert paper.ratings[1].reason == "it has no action"
    assert paper.chart.says.endswith("1 Help and protection: no actions; 2 Leadership: no actions.")
    assert paper.total.total == 0


def test_an_action_counts_in_its_own_area_only_whichever_weakness_it_answers() -> None:
    tiny = plan(
        action(ref="2-01", area="2", answers=["1a"]),
        areas=[area(), area("2", "Leadership")],
        weaknesses=[weakness("1a"), weakness("2a", "2")],
    )
    paper = compose(commission(), tiny)
    assert [row.total for row in paper.ratings] == [0, 1]
    assert [(w.ref, w.answered_by) for section in paper.areas for w in section.weaknesses] == [
        ("1a", (("2-01", "action-2-01"),)),
        ("2a", ()),
    ]


def test_what_is_recorded_after_the_data_cut_is_not_in_the_paper() -> None:
    entry = action(update(TODAY, progress=40), update(TODAY + days(1), progress=90))
    (printed,) = entries(compose(commission(), plan(entry))).values()
    assert printed.update is not None
    assert printed.update.heading == "17 March 2015, Team Manager (in progress, 40%)"


def test_the_paper_says_what_it_was_compared_with() -> None:
    assert ("Movement since", "the end of 10 February 2015") in compose(commission(), plan(action())).making.fields
    first = compose(commission(since=None), plan(action()))
    assert ("Movement since", "no earlier meeting") in first.making.fields


def test_page_1_gives_way_where_it_runs_over_and_the_body_where_it_does(sample: Sample) -> None:
    paper = sample.paper
    assert dict(paper.latest) == {"cover-sheet": 2, "annexes": 6}
    first = paper.shortened(["cover-sheet"])
    assert first is not None
    assert (len(paper.summary.red), len(first.summary.red)) == (5, 3)
    assert first.sections == paper.sections
    body = paper.shortened(["annexes"])
    assert body is not None
    assert body.summary == paper.summary
    assert [max(len(section.rows) for section in one.sections) for one in (paper, body)] == [6, 3]
    both = paper.shortened(["cover-sheet", "annexes"])
    assert both is not None
    assert (both.summary, both.sections) == (first.summary, body.sections)


def test_what_is_as_short_as_can_be_gives_way_no_more(sample: Sample) -> None:
    paper: BoardPaper | None = sample.paper
    rows = []
    while paper:
        last = paper
        rows.append(max(len(section.rows) for section in paper.sections))
        paper = paper.shortened(["annexes"])
    assert rows == [6, 3, 2, 1]
    assert last.shortened(["annexes"]) is None
    assert last.shortened(["cover-sheet"]) is not None
    assert last.shortened([]) is None


def test_whatever_gives_way_leaves_out_nothing_of_the_annexes(sample: Sample) -> None:
    shorter = sample.paper.shortened(["cover-sheet", "annexes"])
    assert shorter is not None
    assert (shorter.areas, shorter.actions, shorter.coverage) == (
        sample.paper.areas,
        sample.paper.actions,
        sample.paper.coverage,
    )
    assert (shorter.figures, shorter.workbook) == (sample.paper.figures, sample.paper.workbook)


def test_the_body_alone_has_page_1_and_every_section_and_empty_annexes(sample: Sample) -> None:
    body = sample.paper.body_alone()
    assert (body.summary, body.cover, body.sections) == (
        sample.paper.summary,
        sample.paper.cover,
        sample.paper.sections,
    )
    assert (body.areas, body.actions, body.coverage.rows, body.slippage.rows) == ((), (), (), ())


def test_the_config_says_how_many_sides_the_body_may_have() -> None:
    plain = commission()
    told = replace(plain, paper=plain.paper.model_copy(update={"sides": 3}))
    assert compose(told, plan()).latest["annexes"] == 4
