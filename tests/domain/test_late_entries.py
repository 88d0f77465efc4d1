"""A late entry is explained, and stays marked as late (domain.md §2.3 rule 2)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import case
from domain.case.corrections import ExplainLateEntry, LateEntryExplained
from domain.case.refusals.corrections import EntryNotLate, EntryUnknown, NotYourEntry
from domain.case.regions.record import LATE_AFTER
from tests.domain.county import CASE, clerk, triage
from tests.domain.given import Given, folded, given, recorded
from tests.domain.states import registered, screened

EXPLAIN = ExplainLateEntry(case=CASE, version=2, reason="当日系统停机,先作纸质登记。")


def entered_after(lag: timedelta) -> Given:
    """A screening that was recorded so long after it happened."""
    state, at = folded([registered()])
    assert state is not None
    late = replace(recorded(screened().event, triage(), at, version=2), recorded_at=at + lag)
    return Given(case.evolve(state, late), at + lag)


def test_a_late_entry_is_explained_and_stays_late() -> None:
    when = entered_after(timedelta(days=3)).when(EXPLAIN, by=triage())
    when.then(LateEntryExplained(version=2, event="triage.screened", reason=EXPLAIN.reason))
    state = when.then_state()
    assert [entry.late for entry in state.record] == [False, True, False]


@pytest.mark.parametrize("lag", [timedelta(0), LATE_AFTER])
def test_what_came_in_time_needs_no_explanation(lag: timedelta) -> None:
    entered_after(lag).when(EXPLAIN, by=triage()).then_refused(EntryNotLate)


def test_only_who_answers_for_it_explains() -> None:
    late = entered_after(timedelta(days=3))
    late.when(EXPLAIN, by=clerk()).then_refused(NotYourEntry)


def test_a_version_nothing_stands_at_is_not_explained() -> None:
    given(registered()).when(EXPLAIN, by=clerk()).then_refused(EntryUnknown)
