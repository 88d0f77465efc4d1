"""案事件: what grew out of a case is on record, and each is reviewed once (§2.7 invariant 15)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.incidents import (
    IncidentOccurred,
    LinkReview,
    RecordIncident,
    ReviewLinked,
    ReviewWaived,
    WaiveReview,
)
from domain.case.refusals.emergency import IncidentSettled, IncidentUnknown
from domain.case.state import NOT_ARCHIVED
from domain.codes.emergency import IncidentKind
from domain.kernel import Command, Event
from domain.refusals import Refusal, RoleMayNot, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    acting,
    director,
    machine,
    named,
    political_legal_committee,
    triage,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_emergency import INCIDENT, REVIEW, alarmed, incident, over

RECORD = RecordIncident(
    case=CASE,
    kind=IncidentKind.GROUP_EVENT,
    facts="多人堵路,一人受伤。",
    further_kinds=(IncidentKind.CIVIL_TO_CRIMINAL, IncidentKind.GROUP_EVENT),
    people_count=43,
    injured=1,
    police_number="A2025-0926",
)
LINK = LinkReview(case=CASE, incident=INCIDENT, review=REVIEW)
WAIVE = WaiveReview(case=CASE, incident=INCIDENT, reason="与本事项无因果关系。")


def test_an_incident_is_of_one_kind_and_perhaps_of_others() -> None:
    case = given(registered(), accepted()).when(RECORD, by=director())
    (event,) = case.then(IncidentOccurred)
    assert event.further_kinds == (IncidentKind.CIVIL_TO_CRIMINAL,)
    found = case.then_state().emergency.incidents[event.incident]
    assert (found.kind, found.occurred_at) == (IncidentKind.GROUP_EVENT, case.act.at)
    assert not found.settled


def test_an_incident_opens_an_emergency() -> None:
    emergency = given(registered()).when(RECORD, by=director()).then_state().emergency
    assert emergency.open
    assert not emergency.known_above


def test_an_incident_changes_nothing_of_an_emergency_that_is_open() -> None:
    emergency = given(registered(), alarmed()).when(RECORD, by=director()).then_state().emergency
    assert emergency.open
    assert emergency.known_above


def test_an_incident_after_the_end_opens_another() -> None:
    case = given(registered(), alarmed(), over())
    assert case.when(RECORD, by=director()).then_state().emergency.open


def test_an_incident_may_have_happened_before_the_case_was_registered() -> None:
    before = MORNING - timedelta(days=2)
    given(registered()).when(RECORD, by=director(), at=before).then(IncidentOccurred)


def test_who_records_an_incident() -> None:
    case = given(registered())
    for by in (director(), machine(), acting(Role.JUSTICE_BUREAU)):
        case.when(RECORD, by=by).then(IncidentOccurred)
    case.when(RECORD, by=triage()).then_refused(RoleMayNot)


@pytest.mark.parametrize("stage", NOT_ARCHIVED)
def test_an_incident_happens_at_any_stage(stage: Stage) -> None:
    case = given(registered()).where(_at(stage))
    case.when(RECORD, by=director()).then(IncidentOccurred)


def test_nothing_happens_to_the_archive_but_a_review() -> None:
    case = given(registered(), incident()).where(_at(Stage.ARCHIVED))
    case.when(RECORD, by=director()).then_refused(StageDoesNotFit)
    case.when(LINK, by=political_legal_committee()).then(ReviewLinked)


def test_a_review_is_linked() -> None:
    case = given(registered(), incident()).when(LINK, by=political_legal_committee())
    case.then(ReviewLinked(incident=INCIDENT, review=REVIEW))
    assert case.then_state().emergency.incidents[INCIDENT].review == REVIEW


def test_or_it_is_decided_with_reasons_that_none_is_needed() -> None:
    case = given(registered(), incident()).when(WAIVE, by=political_legal_committee())
    case.then(ReviewWaived)
    assert case.then_state().emergency.incidents[INCIDENT].waived


@pytest.mark.parametrize("command", [LINK, WAIVE])
def test_an_incident_is_settled_once(command: Command) -> None:
    for event in (
        ReviewLinked(incident=INCIDENT, review=REVIEW),
        ReviewWaived(incident=INCIDENT, reason="无因果关系。"),
    ):
        case = given(registered(), incident(), fact(event))
        case.when(command, by=political_legal_committee()).then_refused(IncidentSettled)


@pytest.mark.parametrize("command", [LINK, WAIVE])
def test_the_superior_decides_about_an_incident_of_the_case(command: Command) -> None:
    case = given(registered())
    case.when(command, by=political_legal_committee()).then_refused(IncidentUnknown)
    case.when(command, by=director()).then_refused(RoleMayNot)


@settings(max_examples=40, deadline=None)
@for_all(st.lists(st.sampled_from(["link", "other link", "waive"]), max_size=6))
def test_never_more_than_one_review_or_waiver(tries: list[str]) -> None:
    """domain.md §2.7 invariant 15."""
    other = named("review", "a second one")
    commands = {"link": LINK, "other link": replace(LINK, review=other), "waive": WAIVE}
    facts = [registered(), incident()]
    settled: list[Event] = []
    for one in tries:
        try:
            (event,) = given(*facts).when(commands[one], by=political_legal_committee()).decided()
        except Refusal:
            continue
        settled.append(event)
        facts.append(fact(event))
    assert len(settled) == min(1, len(tries))


def _at(stage: Stage) -> Callable[[Case], None]:
    def change(state: Case) -> None:
        state.stage = stage

    return change
