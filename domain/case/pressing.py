"""Pressing (督促): which unit may be pressed to do its duty in a case, by whom, and for what."""

from datetime import date

from domain.case.refusals import DayHasPassed
from domain.case.refusals.supervision import HandlersMayNotSupervise, UnitNotOnTheCase
from domain.case.state import OPEN, Case, Stage
from domain.codes import SUPERVISION_GROUNDS
from domain.ids import UnitId
from domain.kernel import Act, day_of
from domain.roles import Role

PRESSED = (*OPEN, Stage.CONCLUDED)
"""Something is still owed: the handling, or the check, the visit and the closing after it."""

SUPERVISORS = (Role.SUPERVISOR, Role.PETITION_OFFICE, Role.POLITICAL_LEGAL_COMMITTEE)
"""Who orders and closes supervision. domain.md §4.4."""

SUPERIORS = (Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE)
"""Who may call in a unit's chief, make its failure known, and list a matter. domain.md §2.5 K."""


def may_press(state: Case, unit: UnitId, act: Act) -> None:
    """A unit that has or had work of the case. Raises `UnitNotOnTheCase` and what follows."""
    if unit not in state.units:
        raise UnitNotOnTheCase(unit=unit)
    may_supervise(state, unit, act)


def may_supervise(state: Case, unit: UnitId, act: Act) -> None:
    """domain.md §4.6 SoD-6: nobody of that unit or of one with an order, nobody who handled it.

    Raises `HandlersMayNotSupervise`.
    """
    inside = act.unit == unit or act.unit in state.orders.units
    also_inside = bool(act.directory.roles_in(act.person, unit, act.at))
    if inside or also_inside or act.person in state.hands.worked:
        raise HandlersMayNotSupervise


def grounded(ground: str, content: str, due_on: date | None, act: Act) -> None:
    """A ground of the list, and a day that lies ahead. Raises `CodeUnknown`, `DayHasPassed`."""
    SUPERVISION_GROUNDS.require(ground, day_of(act.at), content)
    if due_on is not None and due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=due_on.isoformat())
