"""A unit receives a whistle, or declines it as not its duty; somebody else decides (§2.5 D)."""

from msgspec.structs import replace

from domain.case.refusals import SamePerson, UnitIsCompetent
from domain.case.refusals.whistle import (
    AnswerDoesNotFit,
    DeclinedBefore,
    JudgesItself,
    UnitNotCalled,
    WhistleUnknown,
)
from domain.case.regions.whistles import WhistleStanding
from domain.case.whistle import (
    DecideWhistleDecline,
    DeclineWhistle,
    ReceiveWhistle,
    WhistleDeclined,
    WhistleDeclineRejected,
    WhistleDeclineUpheld,
    WhistleReceived,
)
from domain.organisation.refusals import UnitUnknown
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    NOWHERE,
    TOWN,
    VILLAGE,
    acting,
    director,
    named,
    political_legal_committee,
)
from tests.domain.given import Given, given
from tests.domain.states import registered
from tests.domain.states_meetings import (
    WHISTLE,
    blown,
    decline_decided,
    declined,
    received,
    reported_in,
    unit_head,
)

RECEIVE = ReceiveWhistle(case=CASE, whistle=WHISTLE)
DECLINE = DeclineWhistle(
    case=CASE, whistle=WHISTLE, reason="不属本所职责。", legal_basis="三定方案第四条。"
)
DECIDE = DecideWhistleDecline(
    case=CASE, whistle=WHISTLE, unit=LAND_OFFICE, upheld=True, reason="已核对职责清单。"
)


def standing(case: Given) -> WhistleStanding:
    assert case.state is not None
    return case.state.meetings.whistles[WHISTLE].standing(LAND_OFFICE)


def test_a_unit_receives_once() -> None:
    when = given(registered(), blown()).when(RECEIVE, by=unit_head())
    when.then(WhistleReceived(whistle=WHISTLE, unit=LAND_OFFICE))
    assert when.then_state().meetings.whistles[WHISTLE].received == {LAND_OFFICE}
    again = given(registered(), blown(), received()).when(RECEIVE, by=unit_head())
    again.then_refused(AnswerDoesNotFit, standing=WhistleStanding.RECEIVED)


def test_a_unit_that_was_not_called_does_not_answer() -> None:
    case = given(registered(), blown())
    case.when(RECEIVE, by=unit_head(TOWN)).then_refused(UnitNotCalled)
    case.when(DECLINE, by=unit_head(TOWN)).then_refused(UnitNotCalled)
    case.when(replace(DECIDE, unit=VILLAGE), by=director()).then_refused(UnitNotCalled)


def test_a_whistle_that_was_never_blown_is_not_answered() -> None:
    command = replace(RECEIVE, whistle=named("whistle", "another"))
    given(registered(), blown()).when(command, by=unit_head()).then_refused(WhistleUnknown)


def test_a_unit_declines_with_its_legal_basis() -> None:
    when = given(registered(), blown(), received()).when(DECLINE, by=unit_head())
    (event,) = when.then(WhistleDeclined)
    assert (event.unit, event.legal_basis) == (LAND_OFFICE, "三定方案第四条。")
    whistle = when.then_state().meetings.whistles[WHISTLE]
    assert whistle.standing(LAND_OFFICE) is WhistleStanding.DECLINING
    assert whistle.open


def test_what_the_catalogue_names_is_the_units_duty() -> None:
    land = given(registered(dispute="0901"), blown())
    land.when(DECLINE, by=unit_head()).then_refused(UnitIsCompetent)


def test_who_has_come_does_not_decline() -> None:
    case = given(registered(), blown(), reported_in())
    case.when(DECLINE, by=unit_head()).then_refused(AnswerDoesNotFit)


def test_a_suggested_unit_exists() -> None:
    command = replace(DECLINE, suggested_unit=NOWHERE)
    given(registered(), blown()).when(command, by=unit_head()).then_refused(UnitUnknown)
    elsewhere = replace(DECLINE, suggested_unit=VILLAGE)
    given(registered(), blown()).when(elsewhere, by=unit_head()).then(WhistleDeclined)


def test_an_upheld_decline_excuses_the_unit() -> None:
    when = given(registered(), blown(), declined()).when(DECIDE, by=director())
    when.then(WhistleDeclineUpheld)
    whistle = when.then_state().meetings.whistles[WHISTLE]
    assert whistle.standing(LAND_OFFICE) is WhistleStanding.EXCUSED
    assert not whistle.open


def test_a_rejected_decline_brings_the_unit_back() -> None:
    command = replace(DECIDE, upheld=False)
    when = given(registered(), blown(), declined()).when(command, by=political_legal_committee())
    when.then(WhistleDeclineRejected)
    assert when.then_state().meetings.whistles[WHISTLE].received == {LAND_OFFICE}


def test_a_unit_declines_once() -> None:
    case = given(registered(), blown(), declined(), decline_decided(upheld=False))
    assert standing(case) is WhistleStanding.RECEIVED
    case.when(DECLINE, by=unit_head()).then_refused(DeclinedBefore)


def test_an_excused_unit_has_nothing_to_answer() -> None:
    case = given(registered(), blown(), declined(), decline_decided(upheld=True))
    case.when(RECEIVE, by=unit_head()).then_refused(AnswerDoesNotFit)
    case.when(DECIDE, by=director()).then_refused(AnswerDoesNotFit)


def test_the_unit_that_declined_does_not_decide() -> None:
    own = acting(Role.CENTRE_DIRECTOR, unit=LAND_OFFICE)
    given(registered(), blown(), declined()).when(DECIDE, by=own).then_refused(JudgesItself)


def test_who_declined_does_not_decide_in_another_post() -> None:
    same = acting(Role.CENTRE_DIRECTOR, person=unit_head().person)
    given(registered(), blown(), declined()).when(DECIDE, by=same).then_refused(SamePerson)
