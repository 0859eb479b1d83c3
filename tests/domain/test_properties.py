"""What holds for every action and every plan, tried on many that hypothesis makes up."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.conftest import THRESHOLDS, TODAY, action, plan
from reporter.domain.movement import Movement, measure
from reporter.domain.plan import Action, ImprovementPlan, Rating, Status, Update
from reporter.domain.progress import rate, roll_up
from reporter.domain.scheme import OURS
from reporter.domain.thresholds import Thresholds

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

DAYS = st.dates(TODAY - timedelta(days=700), TODAY + timedelta(days=400))
SOME_DAY = st.none() | DAYS
WORDS = st.sampled_from(["", "Audit: 9 of 10 good."])


@st.composite
def updates(draw: st.DrawFn) -> Update:
    status = draw(st.sampled_from(Status))
    return Update(
        dated=draw(DAYS),
        author="Team Manager",
        status=status,
        progress=draw(st.none() | st.integers(0, 100)),
        commentary="Work goes on.",
        revised_due=draw(SOME_DAY),
        approved_by=draw(st.none() | st.just("the Board")),
        lead_rating=draw(st.none() | st.sampled_from(Rating)),
        evidence_of_impact=draw(WORDS) or None,
        verified_by="the Vice Chair" if status is Status.VERIFIED else None,
    )


@st.composite
def actions(draw: st.DrawFn, ref: str = "1-01") -> Action:
    """Consistent as the sources check it: due not before start, removed not before added, verified by somebody."""
    start, due = draw(SOME_DAY), draw(SOME_DAY)
    added, removed = draw(SOME_DAY), draw(SOME_DAY)
    if start and due:
        start, due = sorted((start, due))
    if added and removed:
        added, removed = sorted((added, removed))
    history = sorted(draw(st.lists(updates(), max_size=5)), key=lambda entry: entry.dated)
    return action(*history, ref=ref, start=start, due=due, added=added, removed=removed)


@st.composite
def plans(draw: st.DrawFn) -> ImprovementPlan:
    return plan(*(draw(actions(f"1-{number:02}")) for number in range(draw(st.integers(0, 4)))))


THRESHOLD = st.builds(
    lambda stale, amber, more, share: Thresholds(stale, amber, min(100, amber + more), share),
    st.integers(1, 400),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(1, 100),
)


@quick
@given(actions(), DAYS, THRESHOLD)
def test_every_consistent_action_gets_a_rating_with_a_reason(entry: Action, day: date, thresholds: Thresholds) -> None:
    result = rate(entry.as_at(day), day, thresholds)
    assert result.rating in Rating
    assert result.reason == result.reason.strip() != ""
    assert "None" not in result.reason
    assert not result.reason.endswith(".")


@quick
@given(actions(), DAYS)
def test_no_open_action_past_its_due_date_is_anything_but_red(entry: Action, day: date) -> None:
    known = entry.as_at(day)
    if known.status in {Status.NOT_STARTED, Status.IN_PROGRESS} and known.current_due and known.current_due < day:
        assert rate(known, day, THRESHOLDS).rating is Rating.RED


@quick
@given(actions(), DAYS)
def test_no_open_action_without_a_due_date_is_rated(entry: Action, day: date) -> None:
    known = entry.as_at(day)
    if known.status in {Status.NOT_STARTED, Status.IN_PROGRESS} and known.current_due is None:
        assert rate(known, day, THRESHOLDS).rating is Rating.NOT_RATED


@quick
@given(actions(), DAYS)
def test_blue_is_verified_with_evidence_and_nothing_else_is(entry: Action, day: date) -> None:
    known = entry.as_at(day)
    proven = known.status is Status.VERIFIED and known.evidence is not None
    assert (rate(known, day, THRESHOLDS).rating is Rating.BLUE) == proven


@quick
@given(st.lists(st.sampled_from(Rating), max_size=30), THRESHOLD)
def test_the_roll_up_counts_every_action_once_and_names_a_true_number(
    ratings: list[Rating], thresholds: Thresholds
) -> None:
    result = roll_up(ratings, thresholds, OURS)
    assert result.total == sum(result.counts.values()) == len(ratings)
    assert set(result.counts) == set(Rating)
    assert result.counts[Rating.RED] == ratings.count(Rating.RED)
    assert result.reason != ""
    if result.rating is Rating.GREEN:
        assert {Rating.GREEN, Rating.COMPLETE} & set(ratings)


@quick
@given(st.lists(st.sampled_from(Rating), max_size=30), THRESHOLD)
@example([Rating.RED, Rating.NOT_RATED], Thresholds(area_share=51))
def test_the_reason_of_a_roll_up_counts_at_least_one_action(ratings: list[Rating], thresholds: Thresholds) -> None:
    assert not roll_up(ratings, thresholds, OURS).reason.startswith("0 ")


@quick
@given(plans(), DAYS)
def test_the_areas_add_up_to_the_plan(whole: ImprovementPlan, day: date) -> None:
    progress = measure(whole, day, None, THRESHOLDS, OURS)
    assert progress.total.total == len(progress.actions) == sum(area.total for area in progress.areas.values())


@quick
@given(plans(), DAYS)
def test_between_equal_days_nothing_moves(whole: ImprovementPlan, day: date) -> None:
    progress = measure(whole, day, day, THRESHOLDS, OURS)
    assert {(p.movement, p.moved) for p in progress.actions} <= {(Movement.UNCHANGED, "unchanged")}
    assert progress.removed == ()


@quick
@given(plans(), DAYS, DAYS)
def test_nothing_leaves_the_plan_unseen(whole: ImprovementPlan, one: date, other: date) -> None:
    since, as_at = sorted((one, other))
    before = {entry.ref for entry in whole.as_at(since).actions}
    progress = measure(whole, as_at, since, THRESHOLDS, OURS)
    now = {p.action.ref for p in progress.actions}
    assert {entry.ref for entry in progress.removed} == before - now
    assert {p.action.ref for p in progress.moved(Movement.NEW)} == now - before
