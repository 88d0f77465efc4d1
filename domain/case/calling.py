"""Calling together (调集): which units may be called to a case, and which people may come."""

from collections.abc import Iterable

from domain.case.refusals import AccusedUnitMayNot, StaffIsParty
from domain.case.refusals.whistle import RecusedMayNotCome
from domain.case.registers import registered_unit
from domain.case.state import Case
from domain.ids import PersonId, UnitId
from domain.kernel import Act


def may_be_called(state: Case, units: Iterable[UnitId], act: Act) -> tuple[UnitId, ...]:
    """The units, each once. Raises `UnitUnknown`, `AccusedUnitMayNot`.

    信访工作条例 arts 22, 30; domain.md §4.5 no. 3: the unit complained of is not called to settle
    the complaint; of a protected matter nothing goes to the units below it either.
    """
    called = tuple(dict.fromkeys(units))
    for unit in called:
        registered_unit(act, unit)
        named = {unit, *(act.directory.superiors_of(unit) if state.protected else ())}
        if named & state.accused_units:
            raise AccusedUnitMayNot(unit=unit)
    return called


def may_come(state: Case, people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """The people, each once. Raises `StaffIsParty`, `RecusedMayNotCome`.

    Nobody works on their own case, nor after having stepped aside [F02 art 28].
    """
    coming = tuple(dict.fromkeys(people))
    for person in coming:
        if person in state.participants:
            raise StaffIsParty(person=person)
        if person in state.hands.recused:
            raise RecusedMayNotCome(person=person)
    return coming
