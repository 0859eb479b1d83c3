"""What was worded anew since the paper before, and what is gone without a word."""

from dataclasses import replace

from domain.conftest import TODAY, action, plan
from reporter.domain.plan import ImprovementPlan
from reporter.domain.rewording import Reworded, Vanished, reworded, vanished


def after(*said_before: tuple[str, str]) -> ImprovementPlan:
    """A plan with the actions 1-01 and 1-02 after a paper in which these things were said."""
    actions = (action(ref="1-01", text="Visit each child weekly."), action(ref="1-02", text="Train all staff."))
    return replace(plan(*actions), said_before=said_before)


def test_an_action_with_other_words_is_reworded_and_keeps_its_old_ones() -> None:
    whole = after(("1-01", "Visit each child monthly."), ("1-02", "Train all staff."))
    assert reworded(whole.as_at(TODAY)) == (Reworded(whole.actions[0], "Visit each child monthly."),)


def test_capitals_spaces_and_full_stops_are_no_other_words() -> None:
    assert reworded(after(("1-01", "Visit  each Child weekly"), ("1-02", "Train all\nstaff."))) == ()


def test_a_first_paper_and_a_new_action_have_no_earlier_words() -> None:
    assert reworded(after()) == reworded(after(("1-02", "Train all staff."))) == ()


def test_an_action_whose_row_is_gone_has_vanished() -> None:
    assert vanished(after(("1-01", "Visit."), ("1-09", "Hold a summit."))) == (Vanished("1-09", "Hold a summit."),)


def test_an_action_that_was_removed_by_its_date_has_not_vanished() -> None:
    whole = replace(plan(action(ref="1-09", removed=TODAY)), said_before=(("1-09", "Hold a summit."),))
    assert whole.as_at(TODAY).actions == ()
    assert vanished(whole) == ()
