"""The public answer to the inspection: the source's structure, part for part."""

import re
from dataclasses import replace

import pytest
from domain.conftest import action, area, plan, weakness

from papers.conftest import Sample, commission, tiny_board
from reporter.domain.plan import Footnote, Judgement
from reporter.papers.inspection_response import AreaSection, Segment, compose
from reporter.settings import Words


def section(sample: Sample, ref: str) -> AreaSection:
    return next(area for area in sample.response.areas if area.ref == ref)


def test_the_areas_stand_in_the_order_of_the_source(sample: Sample) -> None:
    assert [(area.ref, area.title, area.nested) for area in sample.response.areas] == [
        ("1", "Children who need help and protection", False),
        ("2", "Children looked after and achieving permanence", False),
        ("2.1", "Adoption performance", True),
        ("2.2", "Experiences and progress of care leavers", True),
        ("3", "Leadership, management and governance", False),
        ("4", "Review of the effectiveness of the Local Safeguarding Children Board", False),
    ]


@pytest.mark.parametrize(
    ("ref", "strengths", "areas_for_improvement", "action_paragraphs"),
    [("1", 14, 6, 5), ("2", 11, 4, 4), ("2.1", 6, 4, 3), ("2.2", 12, 3, 4), ("3", 13, 5, 3), ("4", 14, 6, 3)],
)
def test_an_area_has_exactly_the_counts_of_the_source(
    sample: Sample, ref: str, strengths: int, areas_for_improvement: int, action_paragraphs: int
) -> None:
    area = section(sample, ref)
    found = (len(area.strengths), len(area.areas_for_improvement), len(area.taking_action))
    assert found == (strengths, areas_for_improvement, action_paragraphs)
    assert 1 <= len(area.looked_for) <= 5


def test_nothing_is_empty_and_nothing_is_said_twice(sample: Sample) -> None:
    said = [
        text
        for area in sample.response.areas
        for text in (*area.strengths, *area.areas_for_improvement, *area.taking_action, *area.pull_quotes)
    ]
    assert len(said) == 70 + 28 + 22 + 4
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (
            "1",
            "Ofsted judged the experiences and progress of children who need help and protection to require "
            "improvement.",
        ),
        (
            "2",
            "Ofsted judged the experiences and progress of children looked after and achieving permanence to require "
            "improvement.",
        ),
        ("2.1", "Ofsted judged adoption performance to require improvement."),
        ("2.2", "Ofsted judged the experiences and progress of care leavers to require improvement."),
        ("3", "Ofsted judged leadership, management and governance to require improvement."),
        ("4", "Ofsted judged the effectiveness of the Local Safeguarding Children Board to require improvement."),
    ],
)
def test_the_judgement_is_a_sentence(sample: Sample, ref: str, said: str) -> None:
    assert section(sample, ref).judgement == said


def test_a_pull_quote_stands_before_each_whole_area_and_before_no_other(sample: Sample) -> None:
    assert [(area.ref, len(area.pull_quotes)) for area in sample.response.areas] == [
        ("1", 1),
        ("2", 1),
        ("2.1", 0),
        ("2.2", 0),
        ("3", 1),
        ("4", 1),
    ]


def test_the_footnotes_of_area_4_cite_the_act_and_the_regulations_where_they_are_named(sample: Sample) -> None:
    hung = [
        (segment.text, segment.note)
        for area in sample.response.areas
        for paragraph in area.looked_for
        for segment in paragraph
        if segment.note
    ]
    assert len(hung) == 2
    (first, act), (second, regulations) = hung
    assert first.endswith("Children Act 2004")
    assert act.startswith("[Children Act 2004](https://www.legislation.gov.uk/")
    assert second.endswith("Local Safeguarding Children Boards Regulations 2006")
    assert regulations.startswith(
        "[Local Safeguarding Children Boards Regulations 2006](https://www.legislation.gov.uk/"
    )
    assert {segment.note for paragraph in section(sample, "4").looked_for for segment in paragraph} >= {
        act,
        regulations,
    }


def test_cutting_a_paragraph_for_its_footnotes_loses_no_letter(sample: Sample) -> None:
    for recorded, printed in zip(sample.plan.areas, sample.response.areas, strict=True):
        assert ["".join(s.text for s in paragraph) for paragraph in printed.looked_for] == list(recorded.looked_for)


def test_three_posts_sign_the_foreword(sample: Sample) -> None:
    assert [(who.post, who.organisation) for who in sample.response.signatories] == [
        ("Portfolio Holder for Children's Services", "Nottingham City Council"),
        ("Corporate Director for Children and Adults", "Nottingham City Council"),
        ("Independent Chair", "Nottingham City Safeguarding Children Board"),
    ]
    assert len(sample.response.foreword) == 10


def test_the_cover_names_partners_inspection_and_promise(sample: Sample) -> None:
    response = sample.response
    assert response.cover.title == "Our response to the inspection of services for children"
    assert response.partners == (
        "Nottingham City Council, Nottingham City Clinical Commissioning Group and Nottinghamshire Police"
    )
    assert response.inspected == "11 March to 2 April 2014"
    assert response.report == "Report published 14 May 2014"
    assert len(response.promise) == 1
    assert re.search(r"celebrate .* get better, .* doing about it", response.promise[0])
    assert "thank you" in " ".join(response.closing).casefold()


def test_the_counts_the_run_is_told_are_those_of_the_paper(sample: Sample) -> None:
    assert dict(sample.response.counts) == {"judgement areas": 6, "strengths": 70, "areas for improvement": 28}


def test_the_figures_say_what_the_paper_prints_and_nothing_more(sample: Sample) -> None:
    (figures,) = sample.response.figures
    assert figures.name == "judgements.csv"
    assert list(figures.rows) == [
        ("area", "title", "judgement", "strengths", "areas for improvement"),
        *(
            (a.ref, a.title, "requires improvement", str(len(a.strengths)), str(len(a.areas_for_improvement)))
            for a in sample.response.areas
        ),
    ]


def test_every_grade_has_its_own_sentence_in_the_words_of_the_board() -> None:
    grades = [
        replace(area(ref), judged="adoption", judgement=grade) for ref, grade in zip("1234", Judgement, strict=True)
    ]
    response = compose(commission(name="inspection-response"), plan(areas=grades))
    assert [area.judgement for area in response.areas] == [
        "Ofsted judged adoption to be outstanding.",
        "Ofsted judged adoption to be good.",
        "Ofsted judged adoption to require improvement.",
        "Ofsted judged adoption to be inadequate.",
    ]


def test_an_area_without_paragraphs_on_action_tells_its_actions() -> None:
    tiny = plan(action(text="Visit."), action(ref="1-02", text="Listen."), action(ref="2-01", area="2"))
    assert compose(commission(name="inspection-response"), tiny).areas[0].actions == ("Visit.", "Listen.")


def test_an_action_that_is_not_in_the_plan_yet_is_not_told() -> None:
    entry = action(text="Visit.", added=commission().occasion.dated)
    assert compose(commission(name="inspection-response"), plan(entry)).areas[0].actions == ()


@pytest.mark.parametrize(
    ("paragraph", "notes", "segments"),
    [
        ("No note here.", [], [("No note here.", None)]),
        ("As the Act says.", [("the Act", "1989")], [("As the Act", "1989"), (" says.", None)]),
        (
            "The Act and the Rules.",
            [("the Rules", "2006"), ("The Act", "2004")],
            [("The Act", "2004"), (" and the Rules", "2006"), (".", None)],
        ),
        ("By the Act", [("the Act", "1989")], [("By the Act", "1989"), ("", None)]),
        ("Nothing of it.", [("the Act", "1989")], [("Nothing of it.", None)]),
    ],
)
def test_a_footnote_hangs_on_the_end_of_its_phrase(
    paragraph: str, notes: list[tuple[str, str]], segments: list[tuple[str, str | None]]
) -> None:
    entry = replace(area(), looked_for=(paragraph,), footnotes=tuple(Footnote(mark, text) for mark, text in notes))
    printed = compose(commission(name="inspection-response"), plan(areas=[entry])).areas[0]
    assert printed.looked_for == (tuple(Segment(text, note) for text, note in segments),)


def test_a_footnote_is_printed_once() -> None:
    entry = replace(area(), looked_for=("By the Act.", "As the Act says."), footnotes=(Footnote("the Act", "1989"),))
    printed = compose(commission(name="inspection-response"), plan(areas=[entry])).areas[0]
    assert printed.looked_for == (
        (Segment("By the Act", "1989"), Segment(".", None)),
        (Segment("As the Act says.", None),),
    )


def test_an_empty_plan_still_makes_a_paper() -> None:
    response = compose(commission(name="inspection-response"), plan(areas=[], weaknesses=[weakness()]))
    assert (response.areas, response.report, response.partners) == ((), "", "")


def test_inspectors_that_are_no_name_still_begin_their_sentence_with_a_capital() -> None:
    board = tiny_board(Words(inspectorate="the joint inspectors"))
    good = replace(area(), judged="adoption", judgement=Judgement.GOOD)
    response = compose(commission(board, "inspection-response"), plan(areas=[good]))
    assert response.areas[0].judgement == "The joint inspectors judged adoption to be good."
    assert response.inspectorate == "the joint inspectors"
