"""Whoever has something to do in a case can see it, where they naturally stand (domain.md §4.4).

A role that gives a command but never sees a case could never act.
"""

import pytest
from msgspec.structs import replace

from domain.case.archive import ArchiveCase
from domain.case.confirmation import ConfirmationApplied
from domain.case.sight import reads_narrative, sees
from domain.case.triage import RecordSignal, RiskSignalRecorded
from domain.codes.ending import Retention
from domain.codes.risks import RiskLevel, SignalSource
from domain.kernel import Act
from domain.refusals import NotFound
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    GRID,
    LAND_OFFICE,
    LEADER,
    NEXT_TOWN,
    TOWN,
    VILLAGE,
    acting,
)
from tests.domain.given import MORNING, Fact, fact, folded, given
from tests.domain.states import accepted, assessed, bundled, petitioned, raised, registered
from tests.domain.states_agreements import AGREEMENT, COURT, LI, SCAN, ZHANG, liaison
from tests.domain.states_ending import checked, closed, concluded, to_visit, visited
from tests.domain.states_meetings import blown
from tests.domain.states_orders import issued
from tests.domain.states_petition import review_asked, taken_up

TAKEN = (registered(), accepted())
BUNDLED = (*TAKEN, assessed(RiskLevel.BLUE), raised(RiskLevel.RED), bundled())
AT_COURT = NEXT_TOWN
"""Any unit outside the case may stand for the court here."""
CONFIRMING = fact(
    ConfirmationApplied(
        agreement=AGREEMENT, applicants=(ZHANG, LI), court=COURT, unit=AT_COURT, document=SCAN
    ),
    by=liaison(),
)


@pytest.mark.parametrize(
    ("role", "unit", "facts"),
    [
        (Role.WINDOW_CLERK, TOWN, TAKEN),
        (Role.TRIAGE_OFFICER, COUNTY, TAKEN),
        (Role.HANDLER, VILLAGE, TAKEN),
        (Role.HANDLER, LAND_OFFICE, (*TAKEN, issued())),
        (Role.UNIT_HEAD, LAND_OFFICE, (*TAKEN, blown())),
        (Role.MEDIATOR, TOWN, TAKEN),
        (Role.COMMITTEE_HEAD, VILLAGE, TAKEN),
        (Role.CENTRE_DIRECTOR, COUNTY, TAKEN),
        (Role.SUPERVISOR, COUNTY, TAKEN),
        (Role.RETURN_VISITOR, TOWN, (*TAKEN, concluded())),
        (Role.COURT_LIAISON, TOWN, TAKEN),
        (Role.PETITION_OFFICE, COUNTY, (petitioned(),)),
        (Role.UNIT_HEAD, COUNTY, (*taken_up(), review_asked())),
        (Role.JUSTICE_BUREAU, COUNTY, TAKEN),
        (Role.POLITICAL_LEGAL_COMMITTEE, COUNTY, TAKEN),
        (Role.ACCOUNTABILITY_REVIEWER, COUNTY, TAKEN),
        (Role.COMPLIANCE_AUDITOR, COUNTY, TAKEN),
        (Role.ARCHIVIST, TOWN, TAKEN),
        (Role.MACHINE_CLIENT, TOWN, TAKEN),
    ],
)
def test_a_role_sees_the_case_it_works_on(role: Role, unit: str, facts: tuple[Fact, ...]) -> None:
    state, _ = folded(facts)
    assert state is not None
    assert sees(state, acting(role, unit=unit))


def test_the_leader_of_a_bundled_case_sees_it_from_any_unit() -> None:
    state, _ = folded(BUNDLED)
    assert state is not None
    assert sees(state, acting(Role.LEADER, person=LEADER, unit=NEXT_TOWN))
    assert not sees(state, acting(Role.LEADER, unit=NEXT_TOWN))


def test_the_court_that_was_asked_sees_the_case_and_reads_nothing() -> None:
    state, _ = folded(TAKEN)
    assert state is not None
    at_court = acting(Role.COURT_LIAISON, unit=AT_COURT)
    assert not sees(state, at_court)
    state.units.add(AT_COURT)  # what `confirmation.applied` does for the court's unit
    assert sees(state, at_court)
    assert not _reads(at_court, state.units)


@pytest.mark.parametrize(
    "role", [Role.RETURN_VISITOR, Role.ARCHIVIST, Role.GRID_WORKER, Role.SUPERVISOR]
)
def test_who_sees_only_an_extract_reads_no_words(role: Role) -> None:
    """The read matrix of domain.md §4.4: ◐."""
    assert not _reads(acting(role), {TOWN})


def _reads(act: Act, units: set[str]) -> bool:
    return reads_narrative(act.person, act.unit, act.roles, units, (), protected=False)


def test_a_grid_worker_reports_danger_of_matters_in_the_grid_and_of_no_others() -> None:
    """[seed 000 二(四)]: who hears of danger first; domain.md §4.4: any member of staff."""
    hear = RecordSignal(case=CASE, signal="S13", source=SignalSource.NEIGHBOUR, heard_at=MORNING)
    worker = acting(Role.GRID_WORKER, unit=GRID)
    in_the_grid = registered(area=worker.area)
    given(in_the_grid).when(hear, by=worker).then(RiskSignalRecorded)
    state, _ = folded((registered(area=worker.area[:-2]),))
    assert state is not None
    assert not sees(state, worker)
    in_the_town = registered(area="990101200")
    given(in_the_town).when(hear, by=acting(Role.GRID_WORKER, unit=NEXT_TOWN)).then_refused(
        NotFound
    )


def test_the_visitor_and_the_archivist_of_the_centre_can_act() -> None:
    case = given(*TAKEN, concluded(), checked())
    case.when(to_visit(), by=acting(Role.RETURN_VISITOR)).decided()
    done = given(*TAKEN, concluded(), checked(), visited(), closed())
    keep = ArchiveCase(
        case=CASE, volume="云调字第12号", retention=Retention.YEARS_10, package_hash="0" * 64
    )
    done.when(keep, by=acting(Role.ARCHIVIST)).decided()
    elsewhere = acting(Role.ARCHIVIST, unit=NEXT_TOWN)
    assert done.state is not None
    assert not sees(done.state, replace(elsewhere, roles=frozenset({Role.ARCHIVIST})))
