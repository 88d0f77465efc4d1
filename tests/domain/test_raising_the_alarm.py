"""Anybody on the staff raises the alarm (人民调解法 art 25; [F68]; [seed 003 二] 直报)."""

from msgspec.structs import replace

from domain.case.alarm import (
    DirectReported,
    MakeMandatoryReport,
    MandatoryReportMade,
    PoliceReported,
    ReportDirectly,
    ReportToPolice,
)
from domain.case.refusals import CopyToAccused
from domain.case.refusals.emergency import PoliceNotTold
from domain.codes.emergency import EmergencyChannel, MandatoryReportKind, ReportedTo
from domain.person.refusals import PersonUnknown
from domain.refusals import RoleMayNot
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LEADER,
    STRANGER,
    clerk,
    director,
    mediator,
    party,
    triage,
)
from tests.domain.given import given
from tests.domain.states import protected, registered, reported

TO_POLICE = ReportToPolice(case=CASE, organ="青石派出所", facts="扬言报复。", police_number="P-17")
MINOR = MakeMandatoryReport(
    case=CASE,
    kind=MandatoryReportKind.MINOR,
    to=(ReportedTo.POLICE, ReportedTo.CIVIL_AFFAIRS, ReportedTo.EDUCATION),
    organ="青石派出所",
    facts="发现未成年人被殴打。",
)
VIOLENCE = replace(MINOR, kind=MandatoryReportKind.DOMESTIC_VIOLENCE)
DIRECT = ReportDirectly(
    case=CASE, leaders=(LEADER, LEADER), channel=EmergencyChannel.PHONE, facts="情况紧急。"
)


def test_any_member_of_staff_tells_the_police() -> None:
    case = given(registered())
    for by in (mediator(), clerk(), triage(), director()):
        case.when(TO_POLICE, by=by).then(PoliceReported)
    case.when(TO_POLICE, by=party()).then_refused(RoleMayNot)


def test_any_member_of_staff_makes_the_report_the_law_demands() -> None:
    case = given(registered())
    case.when(MINOR, by=mediator()).then(MandatoryReportMade)
    case.when(VIOLENCE, by=clerk()).then(MandatoryReportMade)
    case.when(MINOR, by=party()).then_refused(RoleMayNot)


def test_domestic_violence_is_reported_to_the_police() -> None:
    """反家庭暴力法 art 14."""
    elsewhere = (ReportedTo.CIVIL_AFFAIRS,)
    case = given(registered())
    case.when(replace(VIOLENCE, to=elsewhere), by=clerk()).then_refused(PoliceNotTold)
    case.when(replace(MINOR, to=elsewhere), by=clerk()).then(MandatoryReportMade)


def test_a_director_tells_leaders_directly() -> None:
    case = given(registered())
    (event,) = case.when(DIRECT, by=director()).then(DirectReported)
    assert event.leaders == (LEADER,)
    case.when(replace(DIRECT, leaders=(STRANGER,)), by=director()).then_refused(PersonUnknown)
    case.when(DIRECT, by=triage()).then_refused(RoleMayNot)


def test_a_report_is_not_told_to_those_it_accuses() -> None:
    """信访工作条例 arts 30, 46."""
    case = given(reported(), protected(director().person))
    case.when(replace(DIRECT, leaders=(LAND_BUREAU,)), by=director()).then_refused(CopyToAccused)


def test_the_alarm_leaves_the_case_where_it_was() -> None:
    case = given(registered())
    for command in (TO_POLICE, MINOR, DIRECT):
        state = case.when(command, by=director()).then_state()
        assert not state.emergency.open
        assert state.record[-1].unit == director().unit
