"""A miss is recorded once, if it is one, and names who held the duty then (domain.md §5.4)."""

from datetime import datetime, timedelta

import pytest

from domain.case.deadlines import DeadlineMissed, RecordMissedDeadline
from domain.case.refusals.deadlines import (
    ClockUnknown,
    DeadlineNotMissed,
    MissOnRecord,
    NotADuty,
)
from domain.codes.risks import RiskLevel
from domain.ids import SYSTEM
from domain.kernel import SHANGHAI, Act
from domain.policy.timers import Basis, Holder
from domain.refusals import NotFound, RoleMayNot
from domain.roles import Role
from tests.domain.county import CASE, TOWN, VILLAGE, acting, clerk
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import (
    accepted,
    assessed,
    joined,
    protected,
    registered,
    supplementing,
)

LATER = timedelta(days=90)


def the_watch() -> Act:
    """The product itself."""
    return acting(Role.SYSTEM_ADMINISTRATOR, person=SYSTEM, unit=None)


def record(timer: str = "T02", scope: str = "", started: int = 1) -> RecordMissedDeadline:
    return RecordMissedDeadline(case=CASE, timer=timer, scope=scope, started=started)


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=SHANGHAI)


def missed(timer: str = "T02") -> Fact:
    """已登记超期: the decision whether to take it up did not come in time."""
    return fact(
        DeadlineMissed(
            timer=timer,
            scope="",
            started=1,
            started_at=MORNING,
            due_at=on("2025-04-02"),
            basis=Basis.DEFAULT,
            rule_version="liuhen-2026.1",
            holder=Holder.TRIAGE,
            holder_unit=TOWN,
            holder_person=None,
        ),
        by=the_watch(),
        at=on("2025-04-02"),
    )


def test_a_term_that_ended_without_a_decision_goes_on_record() -> None:
    (event,) = given(registered()).when(record(), by=the_watch(), after=LATER).then(DeadlineMissed)
    assert (event.timer, event.scope, event.started) == ("T02", "", 1)
    assert event.started_at == MORNING
    assert event.started_at < event.due_at < MORNING + LATER
    assert event.rule_version == "liuhen-2026.1"
    assert (event.holder, event.holder_unit) == (Holder.TRIAGE, TOWN)


def test_the_case_keeps_the_miss() -> None:
    then = given(registered()).when(record(), by=the_watch(), after=LATER).then_state()
    (miss,) = then.deadlines.missed
    assert (miss.timer, miss.started, miss.unit) == ("T02", 1, TOWN)


def test_a_running_clock_is_not_missed() -> None:
    given(registered()).when(record(), by=the_watch()).then_refused(
        DeadlineNotMissed, state="running"
    )


def test_at_the_last_moment_of_the_last_day_it_is_not_missed() -> None:
    (event,) = given(registered()).when(record(), by=the_watch(), after=LATER).then(DeadlineMissed)
    last = event.due_at - timedelta(seconds=1)
    given(registered()).when(record(), by=the_watch(), at=last).then_refused(DeadlineNotMissed)
    given(registered()).when(record(), by=the_watch(), at=event.due_at).then(DeadlineMissed)


def test_what_was_done_in_time_is_not_missed() -> None:
    given(registered(), accepted()).when(record(), by=the_watch(), after=LATER).then_refused(
        DeadlineNotMissed, state="met"
    )


def test_what_was_done_late_is_missed_all_the_same() -> None:
    late = fact(accepted().event, at=MORNING + timedelta(days=60))
    given(registered(), late).when(record(), by=the_watch()).then(DeadlineMissed)


def test_while_material_is_awaited_the_clock_stands_still() -> None:
    given(registered(), supplementing()).when(
        record(), by=the_watch(), at=on("2025-04-02")
    ).then_refused(DeadlineNotMissed, state="paused")


def test_a_miss_is_recorded_once() -> None:
    given(registered(), missed()).when(record(), by=the_watch(), after=LATER).then_refused(
        MissOnRecord
    )


def test_a_recorded_miss_stays_when_the_duty_is_done_later() -> None:
    given(registered(), missed(), accepted()).when(
        record(), by=the_watch(), after=LATER
    ).then_refused(MissOnRecord)


@pytest.mark.parametrize(
    "command", [record(timer="T81"), record(started=2), record(scope="order_1"), record("L01")]
)
def test_a_clock_the_case_does_not_have_is_refused(command: RecordMissedDeadline) -> None:
    given(registered()).when(command, by=the_watch(), after=LATER).then_refused(ClockUnknown)


def test_a_right_that_was_not_used_is_nobodys_miss() -> None:
    given(registered(), supplementing()).when(
        record("T04", started=2), by=the_watch(), after=LATER
    ).then_refused(NotADuty)


def test_three_days_late_names_the_holder_of_the_day_it_was_due() -> None:
    """The unit that took it over after the term had ended does not answer for it."""
    before = (registered(), assessed(RiskLevel.YELLOW), accepted(first_responsible_unit=TOWN))
    taken_over = fact(
        accepted(lead_unit=VILLAGE).event, at=MORNING + timedelta(days=80), by=clerk()
    )
    wanted = record("T30", started=3)
    (at_once,) = given(*before).when(wanted, by=the_watch(), after=LATER).then(DeadlineMissed)
    (late,) = (
        given(*before, taken_over).when(wanted, by=the_watch(), after=LATER).then(DeadlineMissed)
    )
    assert late == at_once


def test_the_watch_reaches_protected_cases_too() -> None:
    given(registered(), protected()).when(record(), by=the_watch(), after=LATER).then(
        DeadlineMissed
    )


def test_an_administrator_is_told_nothing_of_the_case() -> None:
    somebody = acting(Role.SYSTEM_ADMINISTRATOR, unit=TOWN)
    given(registered()).when(record(), by=somebody, after=LATER).then_refused(NotFound)


def test_nobody_else_records_a_miss() -> None:
    given(registered()).when(record(), by=clerk(), after=LATER).then_refused(RoleMayNot)


def test_merged_complaints_do_not_hide_a_miss() -> None:
    given(registered(), joined()).when(record(), by=the_watch(), after=LATER).then(DeadlineMissed)
