"""Units: registered, changed, equipped and closed, in both lines (domain.md §4.1)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.organisation.entries import ExternalId
from domain.organisation.levels import Level, Residence
from domain.organisation.refusals import (
    AreaMismatch,
    DatesInWrongOrder,
    DutyUnknown,
    LaterEntryExists,
    UnitAboveItself,
    UnitNotInForce,
    UnitStillAbove,
    UnitStillStaffed,
    UnitUnknown,
)
from domain.organisation.units import (
    ChangeUnit,
    CloseUnit,
    EquipUnit,
    RegisterUnit,
    UnitChanged,
    UnitClosed,
    UnitEquipped,
    UnitRegistered,
)
from tests.domain.organisation.county import (
    BUREAU,
    CENTRE,
    NEXT_TOWN,
    NOWHERE,
    TOWN,
    VILLAGE,
    administrator,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    AT_WINDOW,
    TODAY,
    appointed,
    county,
    registered,
    relieved,
    yesterday,
)

REGISTER = RegisterUnit(
    name="白石镇司法所",
    level=Level.TOWN,
    kind="司法所",
    area="990101200000",
    valid_from=TODAY,
    valid_to=date(2030, 12, 31),
    parent=NEXT_TOWN,
    line_parent=BUREAU,
    residence=Residence.ROTATING,
    duties=("09", "0202", "LEGAL_SERVICE", "*"),
)
CHANGE = ChangeUnit(
    unit=TOWN,
    name="青石镇综治中心",
    kind="中心",
    area="990101100000",
    parent=CENTRE,
    line_parent=BUREAU,
    residence=Residence.ON_CALL,
    duties=("07",),
    reason="机构改革",
)
CLOSED = fact(UnitClosed(unit=NEXT_TOWN, reason="撤销"), at=yesterday())


def test_a_unit_stands_in_both_lines() -> None:
    [event] = given(*county()).when(REGISTER, by=administrator()).then(UnitRegistered)
    state = given(*county()).when(REGISTER, by=administrator()).then_state()
    found = state.units[event.unit]
    assert (found.parent, found.line_parent) == (NEXT_TOWN, BUREAU)
    assert (found.residence, found.valid_to) == (Residence.ROTATING, date(2030, 12, 31))
    assert set(state.superiors_of(event.unit)) == {NEXT_TOWN, BUREAU, CENTRE}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"parent": NOWHERE}, UnitUnknown),
        ({"line_parent": NOWHERE}, UnitUnknown),
        ({"area": "990101100000"}, AreaMismatch),
        ({"valid_to": date(2020, 1, 1)}, DatesInWrongOrder),
        ({"duties": ("DIG_WELLS",)}, DutyUnknown),
    ],
)
def test_a_unit_fits_the_register(change: dict[str, Any], refusal: type) -> None:
    command = replace(REGISTER, **change)
    given(*county()).when(command, by=administrator()).then_refused(refusal)


def test_nothing_is_registered_beneath_a_unit_that_is_closed() -> None:
    given(*county(), CLOSED).when(REGISTER, by=administrator()).then_refused(UnitNotInForce)


def test_a_unit_is_what_it_was_changed_to_from_then_on() -> None:
    case = given(*county()).when(CHANGE, by=administrator())
    case.then(UnitChanged)
    state = case.then_state()
    now, before = state.unit_at(TOWN, MORNING), state.unit_at(TOWN, yesterday())
    assert now is not None
    assert before is not None
    assert (now.name, now.residence, now.duties) == ("青石镇综治中心", Residence.ON_CALL, ("07",))
    assert (before.name, before.residence) == ("单位", Residence.PERMANENT)
    assert state.is_competent(TOWN, "DISPUTE", "0701")
    assert state.unit_at(NOWHERE, MORNING) is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"unit": NOWHERE}, UnitUnknown),
        ({"parent": VILLAGE}, AreaMismatch),
        ({"parent": TOWN}, UnitAboveItself),
        ({"line_parent": VILLAGE}, UnitAboveItself),
        ({"area": "990101300000"}, AreaMismatch),
        ({"valid_to": date(2019, 1, 1)}, DatesInWrongOrder),
        ({"duties": ("DIG_WELLS",)}, DutyUnknown),
    ],
)
def test_a_changed_unit_fits_the_register(change: dict[str, Any], refusal: type) -> None:
    """A unit whose villages would lie outside its new area is not moved either."""
    command = replace(CHANGE, **change)
    given(*county()).when(command, by=administrator()).then_refused(refusal)


def test_changes_are_entered_in_the_order_in_which_they_happened() -> None:
    changed = fact(
        UnitChanged(
            unit=TOWN,
            name="青石镇中心",
            kind="中心",
            area="990101100000",
            parent=CENTRE,
            line_parent=None,
            residence=None,
            duties=(),
            valid_to=None,
            reason="更名",
        ),
        at=yesterday(2),
    )
    given(*county(), changed).when(CHANGE, by=administrator(), at=yesterday(3)).then_refused(
        LaterEntryExists
    )
    given(*county(), changed).when(CHANGE, by=administrator()).then(UnitChanged)


def test_windows_rooms_and_numbers_are_stated_in_full() -> None:
    command = EquipUnit(
        unit=TOWN,
        windows=("一号窗口",),
        rooms=("调解室", "心理咨询室"),
        hotlines=("0000-12348",),
        external_ids=(ExternalId(system="信访系统", number="X-17"),),
    )
    case = given(*county()).when(command, by=administrator())
    case.then(UnitEquipped)
    found = case.then_state().units[TOWN]
    assert (found.windows, found.hotlines) == (("一号窗口",), ("0000-12348",))
    assert found.rooms == ("调解室", "心理咨询室")
    assert found.external_ids[0].number == "X-17"
    unknown = replace(command, unit=NOWHERE)
    given(*county()).when(unknown, by=administrator()).then_refused(UnitUnknown)


CLOSE = CloseUnit(unit=TOWN, reason="撤销")


def test_an_empty_unit_may_be_closed() -> None:
    case = given(*county()).when(CloseUnit(unit=NEXT_TOWN, reason="撤销"), by=administrator())
    case.then(UnitClosed)
    state = case.then_state()
    assert not state.is_active(NEXT_TOWN, MORNING)
    assert state.is_active(NEXT_TOWN, yesterday())


def test_a_unit_is_closed_once() -> None:
    again = CloseUnit(unit=NEXT_TOWN, reason="撤销")
    given(*county(), CLOSED).when(again, by=administrator()).then_refused(UnitNotInForce)


def test_a_unit_above_others_is_not_closed() -> None:
    given(*county()).when(CLOSE, by=administrator()).then_refused(UnitStillAbove)


def test_a_unit_with_people_is_not_closed() -> None:
    alone = [fact for fact in county() if getattr(fact.event, "unit", None) != VILLAGE]
    given(*alone, appointed()).when(CLOSE, by=administrator()).then_refused(UnitStillStaffed)
    given(*alone, appointed(), relieved(AT_WINDOW)).when(CLOSE, by=administrator()).then(UnitClosed)


def test_a_unit_ends_on_its_last_day() -> None:
    state = given(registered(CENTRE, parent=None, valid_to=date(2025, 3, 24))).state
    assert state.is_active(CENTRE, yesterday())
    assert not state.is_active(CENTRE, MORNING)
