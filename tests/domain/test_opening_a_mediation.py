"""A procedure is opened by the head who mediates, with everyone's consent (人民调解法 art 17)."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Stage
from domain.case.mediation import MediationOpened, OpenMediation
from domain.case.refusals.mediation import (
    ApplicationMissing,
    ConsentMissing,
    DelegationMissing,
    NotMediable,
    OrganisationIsParty,
    OtherSideMissing,
    PartyRefuses,
    ProcedureOpen,
)
from domain.case.refusals.standstill import SuccessorsMissing
from domain.codes.matters import MatterClass
from domain.codes.mediation import Docking, Entrustment, MediationKind
from domain.codes.parties import Side
from domain.organisation.refusals import UnitUnknown
from domain.organisation.state import Level
from domain.refusals import Refusal, StageDoesNotFit
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LI,
    NOWHERE,
    TOWN,
    VILLAGE,
    WANG,
    ZHANG,
    committee_head,
)
from tests.domain.given import given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    complaint,
    joined,
    one_party,
    registered,
    reported,
)
from tests.domain.states_mediation import (
    MEDIATION,
    applied,
    consented,
    delegated,
    died,
    opened,
    overtaken,
    refusing,
    taken_on,
    terminated,
    village_committee_head,
)

OPEN = OpenMediation(case=CASE, kind=MediationKind.PEOPLES)
READY = (registered(), accepted(), *consented())


def test_it_is_opened_with_everyones_consent() -> None:
    case = given(*READY)
    (event,) = case.when(OPEN, by=committee_head()).then(MediationOpened)
    assert (event.organisation, event.level, event.kind) == (TOWN, Level.TOWN, "PEOPLES")
    assert event.mediation.startswith("mediation_")


def test_the_matter_is_in_progress_and_its_organisation_sees_it() -> None:
    state = given(*READY).when(OPEN, by=village_committee_head()).then_state()
    assert state.stage is Stage.IN_PROGRESS
    assert VILLAGE in state.units & state.hands.handling_units
    assert state.mediations.under_way is not None
    assert state.mediations.under_way.organisation == VILLAGE


def test_one_missing_consent_bars_it() -> None:
    case = given(registered(), accepted(), *consented(ZHANG))
    case.when(OPEN, by=committee_head()).then_refused(ConsentMissing, missing=[LI])


def test_one_refusal_bars_it() -> None:
    case = given(*READY, refusing(LI))
    case.when(OPEN, by=committee_head()).then_refused(PartyRefuses, refusing=[LI])


def test_an_application_of_everybody_is_everybodys_consent() -> None:
    case = given(registered(), accepted(), applied(ZHANG, LI))
    case.when(OPEN, by=committee_head()).then(MediationOpened)


def test_joined_complainants_are_asked_too() -> None:
    other = complaint(CASE, one_party(WANG, Side.APPLICANT))
    case = given(registered(), accepted(), joined(other), *consented())
    case.when(OPEN, by=committee_head()).then_refused(ConsentMissing, missing=[WANG])


def test_third_parties_are_not_needed() -> None:
    bystander = one_party(WANG, Side.THIRD_PARTY)
    parties = registered(parties=(APPLICANT, RESPONDENT, bystander))
    given(parties, accepted(), *consented()).when(OPEN, by=committee_head()).then(MediationOpened)


@for_all(st.lists(st.sampled_from([None, True, False]), min_size=3, max_size=3))
def test_it_never_opens_without_everyones_consent(answers: list[bool | None]) -> None:
    """domain.md §2.7 invariant 4."""
    people = (ZHANG, WANG, LI)
    sides = (Side.APPLICANT, Side.APPLICANT, Side.RESPONDENT)
    parties = registered(parties=tuple(map(one_party, people, sides)))
    said = [
        refusing(person) if answer is False else consented(person)[0]
        for person, answer in zip(people, answers, strict=True)
        if answer is not None
    ]
    case = given(parties, accepted(), *said).when(OPEN, by=committee_head())
    if all(answers):
        case.then(MediationOpened)
    else:
        with pytest.raises(Refusal):
            case.decided()


def test_it_takes_two_sides() -> None:
    """domain.md §7.8 N11."""
    case = given(registered(parties=(APPLICANT,)), accepted(), *consented(ZHANG))
    case.when(OPEN, by=committee_head()).then_refused(OtherSideMissing)


def test_there_is_one_procedure_at_a_time() -> None:
    case = given(*READY, opened())
    case.when(OPEN, by=committee_head()).then_refused(ProcedureOpen)


def test_a_further_procedure_needs_everyone_anew() -> None:
    case = given(*READY, opened(), terminated())
    case.when(OPEN, by=committee_head()).then_refused(ConsentMissing, missing=[ZHANG, LI])
    case = given(*READY, opened(), terminated(), *consented())
    state = case.when(OPEN, by=committee_head()).then_state()
    assert len(state.mediations.all) == 2
    assert not state.mediations.all[MEDIATION].under_way


def test_nobody_mediates_their_own_dispute() -> None:
    a_unit = one_party(LAND_BUREAU, Side.RESPONDENT, unit=TOWN)
    case = given(registered(parties=(APPLICANT, a_unit)), accepted())
    case.when(OPEN, by=committee_head()).then_refused(OrganisationIsParty)


def test_what_a_court_has_taken_up_is_not_opened() -> None:
    case = given(*READY, overtaken())
    case.when(OPEN, by=committee_head()).then_refused(NotMediable, reason="N04")


def test_a_report_is_not_opened() -> None:
    case = given(reported(), accepted(matter_class=MatterClass.REPORT), *consented())
    by = committee_head()
    state = case.state
    assert state is not None
    state.protection.custodians.add(by.person)
    case.when(OPEN, by=by).then_refused(NotMediable, reason="N16")


def test_heirs_are_waited_for() -> None:
    case = given(*READY, died(ZHANG))
    case.when(OPEN, by=committee_head()).then_refused(SuccessorsMissing, missing=[ZHANG])


COURT = {
    MediationKind.COURT_BEFORE_FILING: Entrustment.BEFORE_FILING,
    MediationKind.COURT_ORDINARY: Entrustment.AFTER_FILING,
    MediationKind.COURT_SUMMARY: Entrustment.AFTER_FILING,
}


@pytest.mark.parametrize("kind", COURT)
def test_a_courts_mediation_needs_its_confirmed_entrustment(kind: MediationKind) -> None:
    """在线调解规则 art 12."""
    command = replace(OPEN, kind=kind, docking=Docking.COURT_BEFORE_FILING)
    head = committee_head()
    given(*READY).when(command, by=head).then_refused(DelegationMissing)
    right = delegated(COURT[kind])
    given(*READY, right).when(command, by=head).then_refused(DelegationMissing)
    wrong = next(one for one in Entrustment if one is not COURT[kind])
    case = given(*READY, delegated(wrong), taken_on())
    case.when(command, by=head).then_refused(DelegationMissing)
    given(*READY, right, taken_on()).when(command, by=head).then(MediationOpened)


def test_the_organisation_that_took_it_on_opens_it() -> None:
    command = replace(OPEN, kind=MediationKind.COURT_BEFORE_FILING)
    case = given(*READY, delegated(), taken_on())
    case.when(command, by=village_committee_head()).then_refused(DelegationMissing)


def test_labour_mediation_begins_with_an_application() -> None:
    """劳动争议调解仲裁法 art 14: its term is counted from there."""
    command = replace(OPEN, kind=MediationKind.LABOUR)
    given(*READY).when(command, by=committee_head()).then_refused(ApplicationMissing)
    asked = applied(ZHANG, kind=MediationKind.LABOUR)
    given(*READY, asked).when(command, by=committee_head()).then(MediationOpened)


def test_the_organisation_is_registered() -> None:
    lost = replace(committee_head(), unit=NOWHERE)

    case = given(*READY)
    assert case.state is not None
    case.state.units.add(NOWHERE)
    case.when(OPEN, by=lost).then_refused(UnitUnknown)


def test_only_what_is_accepted_is_mediated() -> None:
    given(registered(), *consented()).when(OPEN, by=committee_head()).then_refused(StageDoesNotFit)
