"""The extract for an agency: its own actions alone, what is asked of it, and a plain word where it has none."""

from dataclasses import replace

import pytest
from domain.conftest import LAST_TIME, TODAY, action, area, days, plan, re_dated, update, weakness

from papers.conftest import Sample, commission
from papers.printed import printed
from reporter.domain.paper import PaperKind
from reporter.domain.plan import Action
from reporter.papers.agency_extract import AgencyExtract, Asked, compose
from reporter.papers.commission import Commission

POLICE, HOSPITAL = "Ourshire Police", "Ourtown Hospitals"


def asked(agency: str = POLICE) -> Commission:
    found = commission()
    return replace(found, paper=found.paper.model_copy(update={"kind": PaperKind.AGENCY_EXTRACT, "agency": agency}))


def extract_of(*actions: Action, agency: str = POLICE) -> AgencyExtract:
    return compose(asked(agency), plan(*actions, areas=[area(), area("2", "Leadership")], weaknesses=[weakness()]))


def refs(extract: AgencyExtract) -> list[str]:
    return [entry.ref for one in extract.areas for entry in one.actions]


OF_POLICE = action(update(TODAY, progress=10), ref="1-01", due=TODAY - days(10), partner_agency=POLICE)
OF_BOTH = action(update(TODAY, progress=60), ref="2-01", area="2", partner_agency=f"{HOSPITAL}; ourshire  police ")
OF_NOBODY = action(due=None, ref="1-03")
OF_OTHERS = action(due=None, ref="1-04", partner_agency="Ourshire Police Federation")
ALL = (OF_POLICE, OF_BOTH, OF_NOBODY, OF_OTHERS)


@pytest.mark.parametrize(
    ("agency", "own"),
    [(POLICE, ["1-01", "2-01"]), (HOSPITAL, ["2-01"]), ("OURSHIRE POLICE", ["1-01", "2-01"]), ("Police", [])],
)
def test_it_holds_the_actions_that_name_the_agency_whatever_the_capitals_and_no_others(
    agency: str, own: list[str]
) -> None:
    extract = extract_of(*ALL, agency=agency)
    assert refs(extract) == own
    assert [row[0] for table in extract.figures for row in table.rows if "-0" in row[0]] == own
    assert [row[0] for sheet in extract.workbook for row in sheet.rows] == own


def test_its_share_of_the_plan_is_told_by_rating() -> None:
    extract = extract_of(*ALL)
    assert extract.headline == "Ourshire Police: you answer for 2 of 4 actions in the plan: 1 red and 1 green."
    told = {share.mark.word: (share.own, share.whole) for share in extract.shares}
    assert told == {
        "Red": (1, 1),
        "Amber": (0, 0),
        "Not rated": (0, 2),
        "Grey": (0, 0),
        "Green": (1, 1),
        "Blue": (0, 0),
    }
    assert extract.total == (2, 4)
    assert extract.explanation == "You share 2-01 with others."


def test_only_what_is_asked_about_its_own_actions_is_asked_of_it() -> None:
    later = action(re_dated(TODAY, TODAY + days(60), 40), ref="1-01", due=TODAY + days(9), partner_agency=POLICE)
    questions, escalated, decisions = extract_of(later, OF_NOBODY, OF_OTHERS).asked
    assert questions.title == "Questions to you"
    assert [said[:5] for said in questions.said] == ["1-01 "]
    assert questions.said[0].endswith("(To: Head of Service)")
    assert escalated == Asked(
        "Escalated by rule, and who must answer", ("1-01, to the lead: moved once. Head of Service must answer.",)
    )
    assert decisions.title == "What the Board is asked to decide about your actions"
    assert decisions.said == (
        "Approve or refuse that 1-01 moves from 26 March 2015 to 16 May 2015 (moved once; 51 days after the first "
        "date).",
    )


def test_a_weakness_that_has_the_ref_of_an_action_is_not_taken_for_it() -> None:
    whole = plan(replace(OF_BOTH, ref="1a", answers=()), areas=[area(), area("2", "Leadership")])
    (questions,) = compose(asked(), whole).asked
    assert questions.title == "Questions to you"


def test_an_action_has_its_due_date_with_its_revisions_and_its_latest_update() -> None:
    moved = re_dated(LAST_TIME, TODAY + days(60), 40)
    extract = extract_of(action(moved, partner_agency=POLICE, due=TODAY))
    ((entry,),) = (one.actions for one in extract.areas)
    assert "Due: 16 May 2015, 60 days later than the first date, 17 March 2015; no approval" in entry.details[0]
    assert entry.update
    assert entry.update.heading.startswith("10 February 2015, Team Manager")


def test_an_agency_without_an_action_gets_a_paper_that_says_so_and_whom_to_tell() -> None:
    extract = extract_of(OF_NOBODY)
    assert extract.headline == "The plan names no action for Ourshire Police."
    assert "please tell the Business Manager (board@example.org)" in extract.explanation
    assert (extract.shares, extract.asked, extract.areas, extract.figures, extract.workbook) == ((), (), (), (), ())


@pytest.mark.parametrize("actions", [(), (OF_NOBODY,), ALL, tuple(replace(OF_POLICE, ref=f"1-{n}") for n in range(60))])
def test_it_conforms_with_none_one_and_many(actions: tuple[Action, ...]) -> None:
    pages = printed(PaperKind.AGENCY_EXTRACT, extract_of(*actions)).pages
    assert "How this paper was made" in pages[-1]


def test_the_extract_of_the_sample_says_what_the_plan_says_of_the_police(sample: Sample) -> None:
    content = compose(commission(sample.board, "extract-police"), sample.plan)
    printed_now = printed(PaperKind.AGENCY_EXTRACT, content)
    assert "Nottinghamshire Police: you answer for 1 of 44 actions in the plan: 1 green." in printed_now.pages[0]
    assert refs(content) == ["4-05"]
    assert b"Relaunch the escalation policy" in printed_now.twin
