"""A first report in writing reaches everyone who must know ([seed 000 二(四)5]; F02 art 25)."""

import pytest
from msgspec.structs import replace

from domain.case.emergency import EmergencyReported, ReportEmergency
from domain.case.refusals.emergency import RecipientsMissing
from domain.codes.emergency import EmergencyChannel, EmergencyReportStage
from tests.domain.county import CASE, director
from tests.domain.given import given
from tests.domain.states import petitioned, registered

WRITTEN = ReportEmergency(
    case=CASE,
    stage=EmergencyReportStage.INITIAL,
    channel=EmergencyChannel.WRITTEN,
    to=("PARTY_AND_GOVERNMENT", "DEPARTMENT"),
    facts="数十人在路口聚集。",
)
OF_A_PETITION = (*WRITTEN.to, "JOINT_CONFERENCE", "UPPER_PETITION_OFFICE")


def test_the_party_committee_the_government_and_the_department_are_told() -> None:
    given(registered()).when(WRITTEN, by=director()).then(EmergencyReported)


@pytest.mark.parametrize("channel", [EmergencyChannel.WRITTEN, EmergencyChannel.SYSTEM])
@pytest.mark.parametrize("left", ["PARTY_AND_GOVERNMENT", "DEPARTMENT"])
def test_none_of_them_is_left_out(channel: EmergencyChannel, left: str) -> None:
    command = replace(WRITTEN, channel=channel, to=(left,))
    refused = given(registered()).when(command, by=director()).then_refused(RecipientsMissing)
    assert len(refused.details["missing"]) == 1


def test_a_call_may_go_to_one_of_them_first() -> None:
    call = replace(WRITTEN, channel=EmergencyChannel.PHONE, to=("DEPARTMENT",))
    given(registered()).when(call, by=director()).then(EmergencyReported)


def test_of_a_petition_two_more_are_told() -> None:
    case = given(petitioned())
    case.when(WRITTEN, by=director()).then_refused(RecipientsMissing)
    case.when(replace(WRITTEN, to=OF_A_PETITION), by=director()).then(EmergencyReported)
