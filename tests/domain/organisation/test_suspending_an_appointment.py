"""A suspended appointment brings nothing until it is reinstated (domain.md §4.2)."""

import pytest

from domain.kernel import Command
from domain.organisation.appointments import (
    AppointmentReinstated,
    AppointmentSuspended,
    ReinstateAppointment,
    RelievePerson,
    SuspendAppointment,
)
from domain.organisation.refusals import (
    AppointmentEnded,
    AppointmentIsSuspended,
    AppointmentNotSuspended,
    AppointmentUnknown,
    LaterEntryExists,
)
from tests.domain.organisation.county import QIAN, administrator
from tests.domain.organisation.given import MORNING, given
from tests.domain.organisation.states import (
    AT_WINDOW,
    WINDOW,
    appointed,
    county,
    relieved,
    suspended,
    yesterday,
)

SUSPEND = SuspendAppointment(appointment=AT_WINDOW, reason="配合核查")
REINSTATE = ReinstateAppointment(appointment=AT_WINDOW, reason="核查结束")
RELIEVE = RelievePerson(appointment=AT_WINDOW, reason="调离")


def test_it_stops_working_at_that_moment() -> None:
    case = given(*county(), appointed()).when(SUSPEND, by=administrator())
    case.then(AppointmentSuspended)
    state = case.then_state()
    assert state.posts_of(QIAN, MORNING) == []
    assert state.posts_of(QIAN, yesterday()) == [WINDOW]
    assert list(state.holders_of(WINDOW, MORNING)) == []


def test_it_works_again_once_it_is_reinstated() -> None:
    case = given(*county(), appointed(), suspended()).when(REINSTATE, by=administrator())
    case.then(AppointmentReinstated)
    state = case.then_state()
    assert state.posts_of(QIAN, MORNING) == [WINDOW]
    assert state.posts_of(QIAN, yesterday()) == []


def test_it_is_suspended_once_and_reinstated_once() -> None:
    resting = given(*county(), appointed(), suspended())
    resting.when(SUSPEND, by=administrator()).then_refused(AppointmentIsSuspended)
    working = given(*county(), appointed())
    working.when(REINSTATE, by=administrator()).then_refused(AppointmentNotSuspended)


@pytest.mark.parametrize("command", [SUSPEND, REINSTATE, RELIEVE])
def test_what_has_ended_is_not_suspended(command: Command) -> None:
    over = given(*county(), appointed(), relieved())
    over.when(command, by=administrator()).then_refused(AppointmentEnded)
    given(*county()).when(command, by=administrator()).then_refused(AppointmentUnknown)


@pytest.mark.parametrize("command", [REINSTATE, RELIEVE])
def test_what_happened_is_entered_in_order(command: Command) -> None:
    resting = given(*county(), appointed(), suspended())
    resting.when(command, by=administrator(), at=yesterday(2)).then_refused(LaterEntryExists)


def test_a_suspended_appointment_may_end() -> None:
    state = given(*county(), appointed(), suspended()).when(RELIEVE, by=administrator())
    assert state.then_state().posts_of(QIAN, MORNING) == []
