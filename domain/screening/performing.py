"""Performing (排查登记): one entry for each window, linked to its finds, withdrawn if wrong."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.sight import sees
from domain.case.state import Case
from domain.codes.disputes import DISPUTES
from domain.codes.matters import Channel
from domain.codes.screening import Rhythm, ScreeningKind
from domain.ids import ORGANISATION, CaseId, ScreeningId, StreamId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.organisation.guards import unit_in_force
from domain.organisation.refusals import UnitNotYours
from domain.organisation.state import Organisation
from domain.refusals import NotFound
from domain.roles import Role
from domain.screening.duties import grids_on, owed
from domain.screening.refusals import (
    DisputeLinkedAlready,
    FoundTwice,
    GridCoveredTwice,
    GridNotItsOwn,
    LateScreeningUnexplained,
    MoreThanFound,
    NilReturnContradicted,
    NilReturnUnsaid,
    NoGridCovered,
    NoSuchWindow,
    NotFoundByScreening,
    NothingScreened,
    ScreeningEntered,
    ScreeningNotOwed,
    ScreeningYourOwn,
    WindowNotBegun,
)
from domain.screening.state import Screening, screening, screening_id
from domain.screening.windows import Window, window_of
from domain.texts import Label, Narrative
from domain.values import Value

SCREENERS = (Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD, Role.JUSTICE_BUREAU)
"""Who enters a screening, of the own unit: whoever heads the committee, and the justice line."""
ABOVE = (Role.JUSTICE_BUREAU, Role.POLITICAL_LEGAL_COMMITTEE)
"""Who withdraws an entry of a unit in their area."""

Number = Annotated[int, Meta(ge=0, le=10_000_000)]


class DisputesFound(Value):
    """发现纠纷: how many of a type were found."""

    dispute: Label
    number: Annotated[int, Meta(ge=1, le=10_000)]


class ScreeningPerformed(Event, tag="screening.performed"):
    """排查完成: a unit screened for a window; where, how much, and what it found, or nothing."""

    screening: ScreeningId
    unit: UnitId
    rhythm: Rhythm
    first_on: date
    last_on: date
    kind: ScreeningKind
    grids: tuple[UnitId, ...]
    households: int
    people: int
    found: tuple[DisputesFound, ...]
    nil_return: bool


class DisputeDiscovered(Event, tag="screening.dispute_discovered"):
    """发现纠纷: a dispute the screening found has become this case."""

    case: CaseId


class ScreeningWithdrawn(Event, tag="screening.withdrawn"):
    """排查登记撤销: the entry for the window was wrong and counts no more; it stays visible."""

    reason: Confidential


class PerformScreening(Command):
    """Enter the screening of a window, named by its first day, with its finds. 登记排查"""

    unit: UnitId
    first_on: date
    kind: ScreeningKind
    households: Number
    people: Number
    grids: Annotated[tuple[UnitId, ...], Meta(max_length=2_000)] = ()
    found: Annotated[tuple[DisputesFound, ...], Meta(max_length=100)] = ()
    nil_return: bool = False


class LinkDiscoveredDispute(Command):
    """Say which case a dispute found by screening has become. 关联发现的纠纷"""

    screening: ScreeningId
    case: CaseId


class WithdrawScreening(Command):
    """Withdraw, from above, an entry that is wrong; the window is open again. 撤销排查登记"""

    screening: ScreeningId
    reason: Narrative


@screening.evolves
def performed(
    state: Screening, event: ScreeningPerformed, fact: Recorded[ScreeningPerformed]
) -> None:
    state.unit = event.unit
    state.first_on, state.last_on = event.first_on, event.last_on
    state.began_at = fact.occurred_at
    state.stands = True
    state.entered_by = fact.actor.person
    state.found = sum(one.number for one in event.found)
    state.cases = set()


@screening.evolves
def dispute_discovered(
    state: Screening, event: DisputeDiscovered, fact: Recorded[DisputeDiscovered]
) -> None:
    state.cases.add(event.case)


@screening.evolves
def withdrawn(
    state: Screening, event: ScreeningWithdrawn, fact: Recorded[ScreeningWithdrawn]
) -> None:
    state.stands = False


def _task_and_register(state: None, command: PerformScreening) -> list[StreamId]:
    return [screening_id(command.unit, command.first_on), ORGANISATION]


@screening.opens(by=SCREENERS, needs=_task_and_register)
def perform(command: PerformScreening, act: Act) -> Events:
    """[seed 001 三(一)], domain.md §3.2 T70-T72: by the unit that owes the window, once.

    What lies ahead is not entered; what is done after the window's last day, or entered a day
    after it was done, says why. Nothing found is a nil return, said in so many words (§2.5 R).
    """
    register = act.others.get(ORGANISATION) or Organisation()
    unit_in_force(register, command.unit, act.at)
    if act.unit != command.unit:
        raise UnitNotYours(unit=command.unit)
    rhythm, window = _window(register, command, act)
    task = screening_id(command.unit, command.first_on)
    before = act.others.get(task)
    if isinstance(before, Screening) and before.stands:
        raise ScreeningEntered(**_days(window))
    _in_time(window, act)
    _covered(register, command)
    _found(command, act)
    yield ScreeningPerformed(
        screening=task,
        unit=command.unit,
        rhythm=rhythm,
        first_on=window.first_on,
        last_on=window.last_on,
        kind=command.kind,
        grids=command.grids,
        households=command.households,
        people=command.people,
        found=command.found,
        nil_return=command.nil_return,
    )


def _the_case(state: Screening | None, command: LinkDiscoveredDispute) -> list[StreamId]:
    return [command.case]


@screening.decides(by=SCREENERS, needs=_the_case)
def link_discovered_dispute(state: Screening, command: LinkDiscoveredDispute, act: Act) -> Events:
    """domain.md §2.5 R, S1-09: a find has its disposal; the case came in by SCREENING since."""
    if act.unit != state.unit:
        raise UnitNotYours(unit=state.unit)
    if not state.stands:
        raise NothingScreened
    found = act.others.get(command.case)
    if not isinstance(found, Case) or not sees(found, act):
        raise NotFound
    if found.channel is not Channel.SCREENING or _came(found) < state.first_on:
        raise NotFoundByScreening
    if command.case in state.cases:
        raise DisputeLinkedAlready
    if len(state.cases) >= state.found:
        raise MoreThanFound(found=state.found)
    yield DisputeDiscovered(case=command.case)


@screening.decides(by=ABOVE)
def withdraw_screening(state: Screening, command: WithdrawScreening, act: Act) -> Events:
    """domain.md §2.3 rule 1, §4.4: from above, by nobody who screened; then it is entered anew."""
    if not state.stands:
        raise NothingScreened
    if act.unit == state.unit or act.person == state.entered_by:
        raise ScreeningYourOwn
    yield ScreeningWithdrawn(reason=command.reason)


def _window(register: Organisation, command: PerformScreening, act: Act) -> tuple[Rhythm, Window]:
    """The window that is meant, which the unit owes. Raises `ScreeningNotOwed`, `NoSuchWindow`."""
    on = command.first_on
    for one in owed(register, [command.unit], act.book):
        if one.from_on <= on <= one.to_on:
            window = window_of(one.rhythm, on)
            if window.first_on != on:
                raise NoSuchWindow(first_on=on.isoformat(), rhythm=one.rhythm)
            return one.rhythm, window
    raise ScreeningNotOwed(unit=command.unit)


def _in_time(window: Window, act: Act) -> None:
    """Raises `WindowNotBegun`, `LateScreeningUnexplained`."""
    on = day_of(act.at)
    if on < window.first_on:
        raise WindowNotBegun(**_days(window))
    late = on > window.last_on or act.now - act.at > act.book.number("late_entry_lag").span
    if late and not act.late_reason:
        raise LateScreeningUnexplained(last_on=window.last_on.isoformat())


def _covered(register: Organisation, command: PerformScreening) -> None:
    """Raises `GridCoveredTwice`, `GridNotItsOwn`, `NoGridCovered`."""
    own = grids_on(register, command.unit, command.first_on)
    seen: set[UnitId] = set()
    for grid in command.grids:
        if grid in seen:
            raise GridCoveredTwice(grid=grid)
        if grid not in own:
            raise GridNotItsOwn(grid=grid)
        seen.add(grid)
    if own and not seen:
        raise NoGridCovered


def _found(command: PerformScreening, act: Act) -> None:
    """Raises `NilReturnUnsaid`, `NilReturnContradicted`, `CodeUnknown`, `FoundTwice`."""
    if not command.found and not command.nil_return:
        raise NilReturnUnsaid
    if command.found and command.nil_return:
        raise NilReturnContradicted
    types: set[str] = set()
    for one in command.found:
        DISPUTES.known(one.dispute, day_of(act.at))
        if one.dispute in types:
            raise FoundTwice(dispute=one.dispute)
        types.add(one.dispute)


def _came(found: Case) -> date:
    return date.min if found.received_at is None else day_of(found.received_at)


def _days(window: Window) -> dict[str, str]:
    return {"first_on": window.first_on.isoformat(), "last_on": window.last_on.isoformat()}
