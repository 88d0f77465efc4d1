"""Reorganisation (机构改革): a unit was merged, and its successor has its duties in the case.

The register of the organisation says that units were merged; in each case it is put on record when
the duties pass, with the person who did it. One event ends one unit's duty and begins the other's,
so there is no moment between them, and no clock stands still or begins again.
"""

from domain.case.refusals import AccusedUnitMayNot
from domain.case.refusals.reorganisation import NothingToTakeOver, NotTheirSuccessor, UnitNotMerged
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.ids import CaseId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded
from domain.organisation.refusals import UnitUnknown
from domain.roles import Role

CENTRE = frozenset({Role.TRIAGE_OFFICER, Role.CENTRE_DIRECTOR})
"""They act for any unit of a case they see; heads act for their own."""


class UnitSucceeded(Event, tag="duty.unit_succeeded"):
    """单位职责承接: the unit a merged one went into has its duties in the case from here on.

    `centre` and `lead_unit` say who has these duties now.
    """

    from_unit: UnitId
    to_unit: UnitId
    centre: UnitId
    lead_unit: UnitId | None


class TakeOverDuties(Command):
    """Put on record that the successor of a merged unit has its duties now. 承接合并单位职责"""

    case: CaseId
    from_unit: UnitId


@case.evolves
def unit_succeeded(state: Case, event: UnitSucceeded, fact: Recorded[UnitSucceeded]) -> None:
    old, new = event.from_unit, event.to_unit
    state.centre = event.centre
    state.lead_unit = event.lead_unit
    state.units.add(new)
    state.orders.follow(old, new)
    state.petition.follow(old, new)
    for procedure in state.mediations.all.values():
        if procedure.organisation == old:
            procedure.organisation = new
    for item in state.meetings.items.values():
        if item.unit == old:
            item.unit = new
    for whistle in state.meetings.whistles.values():
        if whistle.blown_by == old:
            whistle.blown_by = new
    for supervision in state.supervisions.all.values():
        if supervision.unit == old:
            supervision.unit = new
    if old in state.hands.handling_units:
        state.hands.handling_units.add(new)
    state.hands.followed[old] = new


@case.decides(
    by=[Role.TRIAGE_OFFICER, Role.CENTRE_DIRECTOR, Role.UNIT_HEAD, Role.COMMITTEE_HEAD],
    during=NOT_ARCHIVED,
)
def take_over_duties(state: Case, command: TakeOverDuties, act: Act) -> Events:
    """信访工作条例 art 24; domain.md §2.6: the unit that goes on with the work answers for it.

    Open orders, procedures, tasks and supervision pass; the terms run on. Which unit was
    responsible first is never rewritten (§2.7 invariant 3). Whistles and terms that name the old
    unit keep its name, and the successor answers. Posts of the old unit go on until then, so its
    head may hand the work over. Nothing passes to a unit that the matter is a complaint about.
    """
    old = command.from_unit
    if act.directory.area_of(old) is None:
        raise UnitUnknown(unit=old)
    new = act.directory.successor_of(old, act.at)
    if new == old:
        raise UnitNotMerged(unit=old)
    if old not in _with_duties(state):
        raise NothingToTakeOver(unit=old)
    if not act.roles & CENTRE and act.unit not in (old, new):
        raise NotTheirSuccessor(unit=new)
    if new in state.accused_units:
        raise AccusedUnitMayNot(unit=new)
    yield UnitSucceeded(
        from_unit=old,
        to_unit=new,
        centre=new if state.centre == old else state.centre,
        lead_unit=new if state.lead_unit == old else state.lead_unit,
    )


def _with_duties(state: Case) -> set[UnitId]:
    """Units of the case whose duties nobody has taken over yet."""
    return {unit for unit in state.units if unit not in state.hands.followed}
