"""A matter is taken up by a competent unit, named once (信访工作条例 art 22; 首办责任制 [F17])."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.acceptance import CaseAccepted
from domain.case.protection import IdentityProtectionGranted
from domain.case.refusals import (
    AccusedUnitMayNot,
    DayHasPassed,
    DisputeTypeMissing,
    FirstResponsibleFixed,
    ToldFromTheFuture,
    UnitNotCompetent,
)
from domain.case.refusing import RefusalOverturned
from domain.codes import CodeNeedsText, CodeUnknown
from domain.codes.matters import MatterClass
from domain.kernel import Also
from domain.organisation.refusals import UnitUnknown
from domain.refusals import Refusal, StageDoesNotFit
from tests.domain.county import (
    LAND_OFFICE,
    NOWHERE,
    THIRD,
    TOWN,
    VILLAGE,
    ZHANG,
    clerk,
    triage,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import (
    accepted,
    complaint,
    joined,
    merged,
    protected,
    refused,
    registered,
    reported,
    to_accept,
)


def test_the_first_responsible_unit_leads_unless_another_is_named() -> None:
    (event,) = given(registered()).when(to_accept(), by=clerk()).then(CaseAccepted)
    assert (event.first_responsible_unit, event.lead_unit) == (VILLAGE, VILLAGE)
    command = to_accept(lead_unit=TOWN)
    (event,) = given(registered()).when(command, by=clerk()).then(CaseAccepted)
    assert (event.first_responsible_unit, event.lead_unit) == (VILLAGE, TOWN)


def test_an_accepted_case_is_with_its_units() -> None:
    state = given(registered()).when(to_accept(lead_unit=TOWN), by=triage()).then_state()
    assert state.stage is Stage.ACCEPTED
    assert {TOWN, VILLAGE} <= state.units


def test_a_unit_whose_duty_it_is_not_is_not_responsible() -> None:
    for command in (
        to_accept(first_responsible_unit=LAND_OFFICE),
        to_accept(lead_unit=LAND_OFFICE),
    ):
        given(registered()).when(command, by=clerk()).then_refused(UnitNotCompetent)


def test_a_unit_nobody_registered_is_not_responsible() -> None:
    command = to_accept(first_responsible_unit=NOWHERE)
    given(registered()).when(command, by=clerk()).then_refused(UnitUnknown)


def test_the_first_responsible_unit_is_written_once() -> None:
    """domain.md §2.7 invariant 3."""
    again = given(registered(), accepted(), refused(), fact(RefusalOverturned(reason="误拒")))
    again.when(to_accept(), by=clerk()).then(CaseAccepted)
    other = to_accept(first_responsible_unit=TOWN)
    again.when(other, by=clerk()).then_refused(FirstResponsibleFixed, unit=VILLAGE)


def test_a_dispute_is_accepted_under_a_type() -> None:
    case = given(registered(dispute=None))
    case.when(to_accept(), by=clerk()).then_refused(DisputeTypeMissing)
    case.when(to_accept(dispute="0201"), by=clerk()).then(CaseAccepted)


def test_a_question_needs_no_type() -> None:
    command = to_accept(matter_class=MatterClass.CONSULT, first_responsible_unit=TOWN)
    given(registered(dispute=None)).when(command, by=clerk()).then(CaseAccepted)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"dispute": "0204"}, CodeUnknown),
        ({"procedure": "MAGIC"}, CodeUnknown),
        ({"procedure": "OTHER"}, CodeNeedsText),
        ({"deadline_on": date(2025, 3, 24)}, DayHasPassed),
        ({"told_at": MORNING + timedelta(hours=1)}, ToldFromTheFuture),
    ],
)
def test_what_the_applicant_is_told_makes_sense(
    changes: dict[str, object], refusal: type[Refusal]
) -> None:
    given(registered()).when(to_accept(**changes), by=clerk()).then_refused(refusal)


@pytest.mark.parametrize("before", [refused(), merged(), accepted()])
def test_only_a_registered_case_is_accepted(before: object) -> None:
    case = given(registered(), before)  # type: ignore[arg-type]
    case.when(to_accept(), by=clerk()).then_refused(StageDoesNotFit)


def test_the_unit_complained_of_in_a_report_is_not_responsible() -> None:
    """信访工作条例 arts 22, 30, 46."""
    case = given(reported(dispute="1101"), protected(clerk().person))
    command = to_accept(
        matter_class=MatterClass.REPORT, first_responsible_unit=TOWN, lead_unit=LAND_OFFICE
    )
    case.when(command, by=clerk()).then_refused(AccusedUnitMayNot, unit=LAND_OFFICE)
    case.when(replace(command, lead_unit=None), by=clerk()).then(CaseAccepted)


def test_what_turns_out_to_be_a_report_is_protected_from_then_on() -> None:
    command = to_accept(matter_class=MatterClass.REPORT, first_responsible_unit=TOWN)
    outcomes = given(registered()).when(command, by=clerk())
    _, granted = outcomes.then(CaseAccepted, IdentityProtectionGranted)
    assert [one.person for one in granted.scope] == [ZHANG]
    assert outcomes.then_state().parties[ZHANG].label.startswith("举报人-")


def test_complaints_joined_to_a_report_are_protected_with_it() -> None:
    command = to_accept(matter_class=MatterClass.REPORT, first_responsible_unit=TOWN)
    case = given(registered(), joined(complaint(THIRD)))
    *_, granted, also = case.when(command, by=triage()).decided()
    assert also == Also(stream=THIRD, event=granted)
