"""Escalation (提级办理): a matter is taken up to the level above, which leads from then on."""

from domain.case.duty import TAKEN_UP, unaccused
from domain.case.refusals.orders import NotALevelUp, SenderUnitMissing
from domain.case.state import Case, case
from domain.ids import CaseId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.state import Level
from domain.roles import Role
from domain.texts import Narrative


class CaseEscalated(Event, tag="case.escalated"):
    """提级办理: a unit above leads now; the one below keeps a duty beside it."""

    from_level: Level
    to_level: Level
    from_unit: UnitId
    to_unit: UnitId
    reason: Confidential


class EscalateCase(Command):
    """Take a matter up to a unit of a higher level; yours keeps a duty beside it. 提级办理"""

    case: CaseId
    to_unit: UnitId
    reason: Narrative


@case.evolves
def escalated(state: Case, event: CaseEscalated, fact: Recorded[CaseEscalated]) -> None:
    state.orders.level = event.to_level
    state.orders.co_duty.add(event.from_unit)
    state.lead_unit = event.to_unit
    state.units.update((event.from_unit, event.to_unit))


@case.decides(by=[Role.VILLAGE_HEAD, Role.CENTRE_DIRECTOR], during=TAKEN_UP)
def escalate(state: Case, command: EscalateCase, act: Act) -> Events:
    """domain.md §2.5 C: level up only, to a unit whose area the matter lies in, not complained of.

    The first responsible unit stays what it is (§2.7 invariant 3).
    """
    if act.unit is None:
        raise SenderUnitMissing
    unaccused(state, command.to_unit, act)
    levels = list(Level)
    here = levels[act.directory.rank_of(act.unit)]
    there = levels[act.directory.rank_of(command.to_unit)]
    reached = here if state.orders.level is None else max(here, state.orders.level, key=_rank)
    area = act.directory.area_of(command.to_unit) or ""
    if there.rank <= reached.rank or not state.area.startswith(area):
        raise NotALevelUp
    yield CaseEscalated(
        from_level=here,
        to_level=there,
        from_unit=act.unit,
        to_unit=command.to_unit,
        reason=command.reason,
    )


def _rank(level: Level) -> int:
    return level.rank
