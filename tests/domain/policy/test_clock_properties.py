"""What is always true of clocks, whatever happened (domain.md §2.7 invariants 11, 12)."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.kernel import day_of
from domain.policy.clock import Clock, How, State
from domain.policy.clocks import Clocks, clocks_of, step
from domain.policy.daycount import Pause, due, union
from domain.policy.explain import explanation
from domain.policy.terms import Term, Unit
from tests.domain.policy.history import POLICY, It, after, at, facts, it

BEGINNING = at("2025-03-03")
MEDIATIONS = ("med_1", "med_2")


def occurrence(name: str, **payload: Any) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    drawn = {
        key: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for key, value in payload.items()
    }
    return st.tuples(st.just(name), st.fixed_dictionaries(drawn))


mediations = st.sampled_from(MEDIATIONS)
levels = st.sampled_from(["BLUE", "YELLOW", "RED"])
orders = st.sampled_from(["wo_1", "wo_2"])
received = st.sampled_from([BEGINNING, BEGINNING - timedelta(days=4)])

happenings = st.one_of(
    occurrence(
        "intake.registered",
        received_at=received,
        matter_class=st.sampled_from(["DISPUTE", "PETITION_DEMAND"]),
        channel=st.sampled_from(["WALK_IN", "HOTLINE_12345"]),
    ),
    occurrence(
        "case.accepted",
        matter_class=st.sampled_from(["DISPUTE", "PETITION_DEMAND"]),
        difficulty=st.sampled_from(["SIMPLE", "ORDINARY", "COMPLEX"]),
    ),
    occurrence("risk.assessed", level=levels),
    occurrence("risk.changed", to_level=levels),
    occurrence("risk.signal_recorded", signal="S01", red_class=True),
    occurrence("risk.plan_filed"),
    occurrence("order.issued", order=orders),
    occurrence("order.signed", order=orders),
    occurrence("order.objected", order=orders),
    occurrence("intake.supplement_requested", cause="FACTS"),
    occurrence("intake.material_received", complete=st.booleans(), received_at=received),
    occurrence(
        "mediation.opened",
        mediation=mediations,
        kind=st.sampled_from(["PEOPLES", "MEDICAL", "ADMINISTRATIVE"]),
    ),
    occurrence("mediation.session_held", mediation=mediations),
    occurrence(
        "mediation.suspended", mediation=mediations, reason=st.sampled_from(["P01", "P02", "P09"])
    ),
    occurrence(
        "mediation.resumed", mediation=mediations, reason=st.sampled_from([None, "P01", "P02"])
    ),
    occurrence("mediation.extended", mediation=mediations, days=st.integers(1, 30)),
    occurrence("mediation.terminated", mediation=mediations, reason="M03"),
    occurrence("agreement.effective", mediation=mediations, agreement="agr_1"),
    occurrence("case.merged"),
    occurrence("case.unmerged"),
    occurrence("case.withdrawn", call_back_required=st.booleans()),
    occurrence("case.concluded", outcome="AGREED_WRITTEN"),
    occurrence("case.reopened"),
)


@st.composite
def histories(draw: st.DrawFn) -> list[It]:
    """Anything in any order; most of it forward in time, some of it entered late."""
    moment, found = BEGINNING, []
    for name, payload in draw(st.lists(happenings, max_size=10)):
        moment += timedelta(hours=draw(st.integers(-30, 24 * 12)))
        found.append(replace(it(name, "2025-03-03", **payload), at=moment))
    return found


@given(histories(), st.integers(0, 10))
def test_one_event_at_a_time_gives_the_same_as_all_at_once(history: list[It], cut: int) -> None:
    every = facts(*history)
    clocks = clocks_of(every[:cut], POLICY)
    for fact in every[cut:]:
        clocks = step(clocks, fact, POLICY)
    assert clocks == clocks_of(every, POLICY)


@given(histories())
def test_at_most_one_clock_of_a_timer_and_scope_is_open(history: list[It]) -> None:
    clocks = Clocks()
    for fact in facts(*history):
        clocks = step(clocks, fact, POLICY)
        running = [one.key[:2] for one in clocks.clocks if one.is_open]
        assert len(running) == len(set(running))
        keys = [one.key for one in clocks.clocks]
        assert len(keys) == len(set(keys))


@given(histories(), st.data())
def test_a_voided_event_might_as_well_never_have_been(
    history: list[It], data: st.DataObject
) -> None:
    every = facts(*history)
    which = data.draw(st.integers(1, max(1, len(every))))
    voiding = facts(*history, it("event.voided", "2026-01-01", version=which))[-1]
    after_all = step(clocks_of(every, POLICY), voiding, POLICY)
    without = clocks_of([one for one in every if one.version != which], POLICY)
    assert after_all.clocks == without.clocks


def _standing(clocks: Clocks, scope: str) -> list[Clock]:
    """The clocks of a mediation's own term; others may begin and end differently."""
    return [one for one in clocks.clocks if one.scope == scope and one.timer in ("T20", "T23")]


@given(
    st.sampled_from(["PEOPLES", "MEDICAL"]),
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 60), st.sampled_from(["P01", "P02"])),
        max_size=5,
    ),
    st.integers(1, 40),
)
def test_pausing_never_shortens_a_term(
    kind: str, pauses: list[tuple[int, int, str]], days: int
) -> None:
    opened = it("mediation.opened", "2025-03-03", mediation="m", kind=kind)
    plain = after(opened).clocks[0]
    history, moment = [opened], BEGINNING
    for wait, length, reason in pauses:
        for name, hours in (("mediation.suspended", wait), ("mediation.resumed", length)):
            moment += timedelta(hours=hours)
            history.append(replace(it(name, "2025-03-03", mediation="m", reason=reason), at=moment))
    paused = after(*history).clocks[0]
    assert paused.due.at >= plain.due.at
    extended = replace(it("mediation.extended", "2025-03-03", mediation="m", days=days), at=moment)
    assert after(*history, extended).clocks[0].due.at >= paused.due.at


@given(histories())
def test_pauses_of_a_clock_never_overlap_once_joined(history: list[It]) -> None:
    for one in after(*history).clocks:
        covered = union(
            Pause(from_at=gap.from_at, to_at=gap.ends_at) for gap in one.gaps if gap.ends_at
        )
        assert all(first.to_at < second.from_at for first, second in pairwise(covered))
        assert all(gap.from_at >= one.started_at for gap in covered)


@given(histories())
def test_a_clock_that_is_over_is_never_paused(history: list[It]) -> None:
    clocks = Clocks()
    for fact in facts(*history):
        before = {one.key: one for one in clocks.clocks}
        clocks = step(clocks, fact, POLICY)
        for one in clocks.clocks:
            was = before.get(one.key)
            if was is not None and was.state(fact.occurred_at) is State.MISSED:
                assert not one.is_paused(fact.occurred_at) or one.gaps == was.gaps


@given(histories())
def test_what_has_ended_stays_ended_unless_the_merger_is_undone(history: list[It]) -> None:
    clocks = Clocks()
    for fact in facts(*history):
        before = {one.key: one for one in clocks.clocks}
        clocks = step(clocks, fact, POLICY)
        for one in clocks.clocks:
            was = before.get(one.key)
            if was is not None and was.end is not None and was.end.how is not How.MOVED:
                assert one == was


@given(histories())
def test_every_clock_can_be_explained(history: list[It]) -> None:
    clocks = after(*history)
    lines = explanation(clocks, POLICY.rules, POLICY.calendar, at("2025-12-31"))
    assert len([line for line in lines if not line.startswith(" ")]) == len(clocks.clocks)
    for one in clocks.clocks:
        assert [step.due for step in one.steps][-1] == one.due
        assert one.state(at("2025-12-31")) in State


@given(histories())
def test_what_is_kept_in_mind_of_the_clocks_is_always_what_they_say(history: list[It]) -> None:
    """Which are open and which ended late is followed, event by event, and never looked up."""
    clocks = Clocks()
    for fact in facts(*history):
        clocks = step(clocks, fact, POLICY)
        assert clocks == clocks.with_clocks(clocks.clocks)


@given(histories(), st.integers(1, 10))
def test_a_correction_no_rule_reads_leaves_every_clock_as_it_is(
    history: list[It], which: int
) -> None:
    clocks = after(*history)
    correction = it("event.corrected", "2026-01-01", version=which, field="summary", value="x")
    assert replace(after(*history, correction), corrected={}) == clocks


@given(histories(), st.integers(1, 10))
def test_counting_again_gives_what_was_counted_before(history: list[It], which: int) -> None:
    """An event that happened when it is said, now, to have happened: all is counted once more."""
    moment = history[which - 1].at if which <= len(history) else BEGINNING
    correction = it("event.corrected", "2026-01-01", version=which, field=None, happened_at=moment)
    assert after(*history, correction).clocks == after(*history).clocks


@given(st.integers(0, 24 * 400), st.integers(1, 40), st.integers(-200_000, 200_000))
def test_a_term_of_days_ends_with_its_last_day(hours: int, days: int, seconds: int) -> None:
    """§3.1 D1: the last day ends at 24:00, so what happens on it happens in time."""
    term = due(
        BEGINNING + timedelta(hours=hours), Term(amount=days, unit=Unit.DAY), POLICY.calendar
    )
    moment = term.at + timedelta(seconds=seconds)
    assert term.kept_by(moment) == (day_of(moment) <= term.on)
