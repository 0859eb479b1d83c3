"""Each section concludes in a sentence of which the numbers agree, for none, one, two and many."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from domain.conftest import (
    LAST_TIME,
    TODAY,
    action,
    complete,
    days,
    plan,
    re_dated,
    update,
    verified,
    weakness,
)

from papers.conftest import tiny_board
from reporter.domain.analysis import analyse
from reporter.domain.plan import Action, ImprovementPlan
from reporter.papers.listing import Listing, Room
from reporter.papers.sections import Sections
from reporter.settings import Words

NEWS = "4 of 9 are done."
BEFORE = LAST_TIME - days(1)
WINDOW = "since 10 February 2015 or for 62 days."
Make = Callable[[str], Action]


def sections(whole: ImprovementPlan, rows: int = 6, board_word: str = "Board") -> Sections:
    analysis = analyse(whole, TODAY, LAST_TIME, tiny_board().rules)
    return Sections(whole, analysis, board_word, Room(rows, ": the annexes have all"))


def section(anchor: str, whole: ImprovementPlan, rows: int = 6) -> Listing:
    return next(one for one in sections(whole, rows).all() if one.anchor == anchor)


def good(ref: str) -> Action:
    """An action that no section has anything to say of."""
    return action(update(BEFORE, progress=1, commentary=NEWS), update(progress=60, commentary=NEWS), ref=ref)


def asked(ref: str) -> Action:
    return action(re_dated(TODAY, TODAY + days(60), 40), ref=ref, due=TODAY + days(9))


def late(ref: str) -> Action:
    return action(update(BEFORE, progress=40), update(progress=50, commentary=NEWS), ref=ref, due=TODAY - days(400))


def still(ref: str) -> Action:
    return action(update(BEFORE, progress=40), update(progress=40, commentary=NEWS), ref=ref)


def awaiting(ref: str) -> Action:
    return action(complete(TODAY - days(7), "Audit of 9 files."), ref=ref)


def hollow(ref: str) -> Action:
    return action(update(BEFORE, progress=1), update(progress=60, commentary="Going well."), ref=ref)


def stray(ref: str) -> Action:
    return replace(good(ref), answers=())


def removed(ref: str) -> Action:
    return replace(good(ref), removed=TODAY)


SAID: dict[str, tuple[Make, Sequence[str], Sequence[str], Sequence[str]]] = {
    "extensions": (
        asked,
        ["Since the last paper no later dates were asked of the Board."],
        ["Since the last paper 1 later date was asked of the Board, and nobody has approved it yet."],
        ["Since the last paper 2 later dates were asked of the Board, and nobody has approved them yet."],
    ),
    "escalated": (
        late,
        ["No actions are escalated by rule."],
        ["1 action is escalated by rule: 1 to the board chair."],
        ["2 actions are escalated by rule: 2 to the board chair."],
    ),
    "little-progress": (
        still,
        ["Every action not yet reported complete has made progress."],
        [f"Of 2 actions not yet reported complete, 1 has made little or no progress {WINDOW}"],
        [f"Of 3 actions not yet reported complete, 2 have made little or no progress {WINDOW}"],
    ),
    "closing": (
        awaiting,
        [
            "No actions are complete and verified by somebody other than the lead. "
            "No others are merely said to be complete."
        ],
        [
            "No actions are complete and verified by somebody other than the lead. "
            "1 other is merely said to be complete."
        ],
        [
            "No actions are complete and verified by somebody other than the lead. "
            "2 others are merely said to be complete."
        ],
    ),
    "empty-words": (
        hollow,
        ["Every latest update has a number, a date or evidence of impact."],
        [
            "1 latest update says nothing of what has changed for children: no number, no date, no evidence, or the "
            "same words as months ago."
        ],
        [
            "2 latest updates say nothing of what has changed for children: no number, no date, no evidence, or the "
            "same words as months ago."
        ],
    ),
    "coverage": (
        stray,
        ["Every area for improvement has an action."],
        ["Every area for improvement has an action.", "1 action answers no area for improvement."],
        ["Every area for improvement has an action.", "2 actions answer no area for improvement."],
    ),
    "changed-words": (
        removed,
        ["No action was worded anew or taken out since the last paper."],
        ["Since the last paper no actions were worded anew, 1 action was removed, and no actions are gone without a "
         "word."],
        ["Since the last paper no actions were worded anew, 2 actions were removed, and no actions are gone without a "
         "word."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("anchor", SAID)
def test_a_section_concludes_for_none_one_two_and_many(anchor: str) -> None:
    make, none, one, two = SAID[anchor]
    for number, said in enumerate((none, one, two)):
        found = section(anchor, plan(good("1-00"), *(make(f"1-0{ref}") for ref in range(1, number + 1))))
        assert list(found.says) == said
        assert [row.ref for row in found.rows] == [f"1-0{ref}" for ref in range(1, number + 1)]
        assert bool(found.headings) == bool(number)
        assert {len(row.cells) + 1 for row in found.rows} <= {len(found.headings)}
    many = section(anchor, plan(good("1-00"), *(make(f"2-{ref:02}") for ref in range(40))))
    assert (len(many.rows), many.more) == (6, "34 more rows: the annexes have all.")


def test_the_sections_come_in_the_order_in_which_the_board_needs_them() -> None:
    assert [one.anchor for one in sections(plan(good("1"))).all()] == [
        "extensions",
        "escalated",
        "little-progress",
        "in-doubt",
        "closing",
        "empty-words",
        "coverage",
        "changed-words",
    ]


def test_an_empty_plan_has_a_sentence_in_every_section_and_no_row() -> None:
    for found in sections(plan(weaknesses=())).all():
        assert all(said.endswith(".") for said in found.says)
        assert found.says
        assert (found.rows, found.headings, found.more) == ((), (), "")


def test_a_later_date_is_told_with_every_date_and_why() -> None:
    subject = action(re_dated(TODAY, date(2015, 5, 31)), ref="1-06", due=date(2015, 3, 31))
    (row,) = section("extensions", plan(subject)).rows
    assert row.cells == ("31 Mar 2015", "31 Mar 2015", "31 May 2015", "1", "Work goes on.")


def test_a_later_date_without_a_reason_is_said_to_have_none() -> None:
    subject = action(update(TODAY, commentary="", revised_due=TODAY + days(60)), due=TODAY + days(9))
    (row,) = section("extensions", plan(subject)).rows
    assert row.cells[-1] == "No reason is given."


def test_later_dates_that_were_approved_are_named() -> None:
    granted = [action(re_dated(TODAY, TODAY + days(60), 40, approved_by="the Board"), ref=ref) for ref in ("1", "2")]
    granted = [replace(one, due=TODAY + days(9)) for one in granted]
    assert section("extensions", plan(granted[0])).says[1] == "Since the last paper 1 later date was approved: 1."
    assert section("extensions", plan(*granted)).says[1] == "Since the last paper 2 later dates were approved: 1 and 2."


def test_the_board_is_called_what_it_calls_itself() -> None:
    assert sections(plan(), board_word="Partnership").extensions().says == (
        "Since the last paper no later dates were asked of the Partnership.",
    )


def test_the_chair_is_the_partnerships_where_the_board_is_one() -> None:
    whole = plan(late("1-01"))
    rules = tiny_board(Words(board="Partnership")).rules
    found = Sections(whole, analyse(whole, TODAY, LAST_TIME, rules), "Partnership", Room(6)).escalated()
    assert found.says == ("1 action is escalated by rule: 1 to the partnership chair.",)
    assert found.rows[0].cells == ("Partnership chair", "Red for 62 days or more.", "Chair of the Partnership.")


def test_who_must_answer_and_why_stands_beside_each_escalated_action() -> None:
    (row,) = section("escalated", plan(late("1-01"))).rows
    assert row.cells == ("Board chair", "Red for 62 days or more.", "Chair of the Board.")


def test_little_progress_quotes_what_was_last_said() -> None:
    (row,) = section("little-progress", plan(still("1-01"))).rows
    assert row.cells == ("No progress since 9 February 2015 (36 days): in progress, 40% done.",
                         "17 Mar 2015: 4 of 9 are done.")  # fmt: skip


def test_what_is_in_doubt_is_said_kind_by_kind() -> None:
    unchanged = action(update(BEFORE, progress=60, commentary=NEWS), ref="unchanged")
    overdue = action(update(BEFORE, progress=95), update(progress=96), ref="overdue", due=TODAY - days(1))
    silent = action(update(TODAY - days(90), progress=20, commentary=NEWS), ref="silent")
    found = section("in-doubt", plan(unchanged, overdue, silent))
    assert found.says == (
        "1 action once green is overdue now; 1 action is green and unchanged; nothing was heard of 1 action.",
    )
    assert [(row.ref, row.cells[0]) for row in found.rows] == [
        ("overdue", "Green, then overdue"),
        ("unchanged", "Green, but unchanged"),
        ("silent", "Nothing heard"),
    ]
    assert section("in-doubt", plan(good("1"))).says == ("Nothing gives cause for doubt.",)


def test_what_somebody_else_has_verified_is_counted_and_not_listed() -> None:
    found = section("closing", plan(action(verified()), awaiting("1-02")))
    assert found.says == (
        "1 action is complete and verified by somebody other than the lead. 1 other is merely said to be complete.",
    )
    assert [row.ref for row in found.rows] == ["1-02"]


def test_what_is_merely_said_to_be_complete_has_no_evidence_waits_or_was_verified_by_its_own_lead() -> None:
    own = action(verified(by="Head of Service"), ref="own")
    bare = action(complete(TODAY - days(3)), ref="bare")
    found = section("closing", plan(awaiting("waits"), own, bare))
    assert [(row.ref, *row.cells) for row in found.rows] == [
        ("bare", "Complete since 14 March 2015, without evidence of impact.", "3 days"),
        ("waits", "Complete, with evidence of impact; it has waited for verification since 10 March 2015 (7 days).",
         "7 days"),
        ("own", "Verified by its own lead, Head of Service, on 17 March 2015.", "No days"),
    ]  # fmt: skip


def test_a_weakness_that_nobody_answers_comes_before_actions_that_answer_nothing() -> None:
    whole = plan(stray("1-01"), weaknesses=[weakness("1a"), weakness("1b", paragraph="67")])
    found = section("coverage", whole)
    assert found.says == (
        "Of 2 areas for improvement, 2 have no action.",
        "1 action answers no area for improvement.",
    )
    assert [(row.ref, row.anchor, *row.cells) for row in found.rows] == [
        ("1a", "weakness-1a", "No action answers it.", "None"),
        ("1b", "weakness-1b", "No action answers it.", "67"),
        ("1-01", "action-1-01", "It answers no area for improvement.", "None"),
    ]


def test_what_is_gone_comes_before_what_was_removed_and_that_before_what_was_worded_anew() -> None:
    whole = plan(good("1-01"), removed("1-02"))
    whole = replace(whole, said_before=(("1-01", "See some children"), ("1-02", "Visit every child."), ("1-03", "Ask")))
    found = section("changed-words", whole)
    assert found.says == (
        "Since the last paper 1 action was worded anew, 1 action was removed, and 1 action is gone without a word.",
    )
    assert [(row.ref, row.anchor, *row.cells) for row in found.rows] == [
        ("1-03", "", "Gone: nobody recorded why."),
        ("1-02", "", "Removed. No reason is recorded."),
        ("1-01", "action-1-01", "Before: See some children."),
    ]
