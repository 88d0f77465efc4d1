"""A party dies or a body ends: heirs or successors are waited for (民事诉讼法 arts 153, 154)."""

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from domain.case.conclusion import CaseConcluded
from domain.case.mediation import MediationTerminated, TerminateMediation
from domain.case.merging import ComplaintsSeparated
from domain.case.parties import PartyAdded
from domain.case.refusals import GuardianConsentMissing, PartyUnknown, ToldFromTheFuture
from domain.case.refusals.standstill import (
    GoneAlready,
    JoinedBefore,
    NobodyJoined,
    NotThatKind,
    NotWaitedFor,
    SomebodyJoined,
    SuccessorIsOpponent,
    SuccessorsMissing,
)
from domain.case.standstill import MediationResumed, MediationSuspended, ResumeMediation
from domain.case.succession import (
    ConfirmSuccession,
    EndSuccession,
    JoinSuccessors,
    PartyDied,
    PartyDissolved,
    RecordDeath,
    RecordDissolution,
    SuccessionConfirmed,
    SuccessionEnded,
    Successor,
    SuccessorJoined,
)
from domain.case.withdrawal import CaseWithdrawn, WithdrawCase
from domain.codes.mediation import NoSuccession, Succession
from domain.codes.parties import Side
from domain.person import PersonKind
from domain.person.refusals import PersonUnknown
from tests.domain.county import (
    CASE,
    CHILD,
    FIVE,
    FOUR,
    LAND_BUREAU,
    LI,
    MOTHER,
    OTHER,
    SCAN,
    STRANGER,
    WANG,
    ZHANG,
    clerk,
    committee_head,
    mediator,
)
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    complaint,
    joined,
    one_party,
    protected,
    registered,
)
from tests.domain.states_ending import to_conclude
from tests.domain.states_mediation import (
    MEDIATION,
    appointed,
    consented,
    died,
    not_reached,
    opened,
    refusing,
    succeeded,
    suspended,
)

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
WAITING = (*UNDER_WAY, died(ZHANG), suspended("P02"))
DEATH = RecordDeath(case=CASE, party=ZHANG, died_on=MORNING.date(), document=SCAN)
RESUME = ResumeMediation(case=CASE, mediation=MEDIATION, reason="P02")
CONFIRM = ConfirmSuccession(case=CASE, predecessor=ZHANG, documents=(SCAN,))
CONFIRMED = fact(SuccessionConfirmed(predecessor=ZHANG, documents=(SCAN,)))
NOBODY = EndSuccession(case=CASE, predecessor=ZHANG, ground=NoSuccession.NO_HEIR)


def heir(person: str = FOUR, **changes: Any) -> Successor:
    return Successor(person=person, standing=Succession.HEIR, **changes)


def join(*successors: Successor) -> JoinSuccessors:
    return JoinSuccessors(case=CASE, predecessor=ZHANG, successors=successors)


def added(person: str, side: Side = Side.APPLICANT) -> Fact:
    return fact(PartyAdded(party=one_party(person, side)))


def test_a_death_pauses_the_procedure_under_way() -> None:
    case = given(*UNDER_WAY)
    _, pause = case.when(DEATH, by=mediator()).then(PartyDied, MediationSuspended)
    assert (pause.mediation, pause.reason) == (MEDIATION, "P02")
    state = case.when(DEATH, by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].pauses == {"P02"}
    assert state.mediations.deceased == {ZHANG}


def test_where_no_procedure_is_under_way_nothing_is_paused() -> None:
    given(registered(), accepted()).when(DEATH, by=clerk()).then(PartyDied)


def test_a_second_death_adds_no_second_pause() -> None:
    again = replace(DEATH, party=LI)
    given(*WAITING).when(again, by=clerk()).then(PartyDied)


def test_what_only_has_to_end_is_not_paused() -> None:
    given(*UNDER_WAY, refusing(LI)).when(DEATH, by=clerk()).then(PartyDied)


def test_only_a_party_who_is_there_dies_and_not_tomorrow() -> None:
    case = given(*UNDER_WAY)
    case.when(replace(DEATH, party=WANG), by=clerk()).then_refused(PartyUnknown)
    tomorrow = replace(DEATH, died_on=MORNING.date() + timedelta(days=1))
    case.when(tomorrow, by=clerk()).then_refused(ToldFromTheFuture, field="died_on")
    given(*WAITING).when(DEATH, by=clerk()).then_refused(GoneAlready, party=ZHANG)


def test_people_die_and_bodies_end() -> None:
    body = one_party(LAND_BUREAU, Side.RESPONDENT, kind=PersonKind.ORGANISATION)
    parties = registered(parties=(APPLICANT, body))
    case = given(parties, accepted(), *consented(ZHANG, LAND_BUREAU), opened())
    end = RecordDissolution(
        case=CASE, party=LAND_BUREAU, dissolved_on=date(2025, 3, 20), document=SCAN
    )
    case.when(end, by=clerk()).then(PartyDissolved, MediationSuspended)
    state = case.when(end, by=clerk()).then_state()
    assert state.present_on(Side.RESPONDENT) == []
    case.when(replace(end, party=ZHANG), by=clerk()).then_refused(NotThatKind)
    dead = replace(DEATH, party=LAND_BUREAU)
    case.when(dead, by=clerk()).then_refused(NotThatKind)
    later = replace(end, dissolved_on=date(2025, 4, 1))
    case.when(later, by=clerk()).then_refused(ToldFromTheFuture)


def test_heirs_take_the_place_on_the_same_side() -> None:
    case = given(*WAITING)
    outcomes = case.when(join(heir(FOUR), heir(FIVE)), by=clerk()).then(
        PartyAdded, PartyAdded, SuccessorJoined, SuccessorJoined
    )
    assert {one.party.side for one in outcomes[:2]} == {Side.APPLICANT}
    state = case.when(join(heir(FOUR), heir(FIVE)), by=clerk()).then_state()
    assert state.present_on(Side.APPLICANT) == [FOUR, FIVE]
    assert state.mediations.successors == {ZHANG: {FOUR, FIVE}}
    assert state.mediations.deceased == {ZHANG}, "their papers are not in yet"


def test_an_heir_who_is_a_party_already_stays_one() -> None:
    spouse = registered(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), RESPONDENT))
    case = given(spouse, accepted(), died(ZHANG))
    case.when(join(heir(WANG)), by=clerk()).then(SuccessorJoined)


def test_nobody_steps_in_from_the_other_side_or_twice_or_unknown() -> None:
    case = given(*WAITING)
    case.when(join(heir(LI)), by=clerk()).then_refused(SuccessorIsOpponent, person=LI)
    case.when(join(heir(ZHANG)), by=clerk()).then_refused(GoneAlready)
    case.when(join(heir(STRANGER)), by=clerk()).then_refused(PersonUnknown)
    case = given(*WAITING, added(FOUR), succeeded(FOUR))
    case.when(join(heir(FOUR)), by=clerk()).then_refused(JoinedBefore, person=FOUR)


def test_a_child_inherits_with_a_guardians_consent() -> None:
    """个人信息保护法 art 31."""
    case = given(*WAITING)
    child = heir(CHILD, under_14=True, guardian=MOTHER)
    case.when(join(child), by=clerk()).then_refused(GuardianConsentMissing)
    agreed = replace(child, guardian_consent=SCAN)
    case.when(join(agreed), by=clerk()).then(PartyAdded, SuccessorJoined)


def test_heirs_of_a_protected_applicant_are_protected() -> None:
    case = given(registered(), protected(clerk().person), accepted(), died(ZHANG))
    added_party, _ = case.when(join(heir(FOUR)), by=clerk()).then(PartyAdded, SuccessorJoined)
    assert added_party.party.label.startswith("受保护人-")


def test_nobody_takes_the_place_of_the_living() -> None:
    case = given(*UNDER_WAY)
    for command in (join(heir()), CONFIRM, NOBODY):
        case.when(command, by=clerk()).then_refused(NotWaitedFor, party=ZHANG)


def test_it_goes_on_when_all_have_joined_and_their_papers_are_in() -> None:
    case = given(*WAITING)
    case.when(CONFIRM, by=clerk()).then_refused(NobodyJoined)
    case = given(*WAITING, added(FOUR), succeeded(FOUR))
    case.when(RESUME, by=mediator()).then_refused(SuccessorsMissing, missing=[ZHANG])
    case.when(CONFIRM, by=clerk()).then(SuccessionConfirmed)
    assert case.when(CONFIRM, by=clerk()).then_state().mediations.deceased == set()
    case = given(*WAITING, added(FOUR), succeeded(FOUR), CONFIRMED)
    case.when(RESUME, by=mediator()).then(MediationResumed)


def test_where_nobody_takes_the_place_of_a_whole_side_it_can_only_end() -> None:
    """民事诉讼法 art 154; domain.md §7.10 M09."""
    case = given(*WAITING)
    case.when(NOBODY, by=clerk()).then(SuccessionEnded)
    state = case.when(NOBODY, by=clerk()).then_state()
    assert (state.mediations.deceased, state.mediations.extinct) == (set(), {ZHANG})
    ended = fact(
        SuccessionEnded(
            predecessor=ZHANG, ground=NoSuccession.NO_HEIR, explanation=None, documents=()
        )
    )
    case = given(*WAITING, ended)
    case.when(RESUME, by=mediator()).then_refused(SuccessorsMissing, missing=[ZHANG])
    end = TerminateMediation(case=CASE, mediation=MEDIATION, reason="M09")
    case.when(end, by=mediator()).then(MediationTerminated)


def test_others_of_the_side_go_on_without_them() -> None:
    both = registered(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), RESPONDENT))
    facts = (both, accepted(), *consented(ZHANG, WANG, LI), opened(), appointed())
    ended = fact(
        SuccessionEnded(
            predecessor=ZHANG, ground=NoSuccession.RENOUNCED, explanation=None, documents=()
        )
    )
    case = given(*facts, died(ZHANG), suspended("P02"), ended)
    case.when(RESUME, by=mediator()).then(MediationResumed)


def test_a_place_that_is_taken_is_not_empty() -> None:
    case = given(*WAITING, added(FOUR), succeeded(FOUR))
    case.when(NOBODY, by=clerk()).then_refused(SomebodyJoined)


def test_heirs_withdraw_in_the_place_of_the_dead() -> None:
    case = given(registered(), accepted(), died(ZHANG), added(FOUR), succeeded(FOUR), CONFIRMED)
    wish = WithdrawCase(
        case=CASE, withdrawn_by=(FOUR,), reason="已和解。", voluntary_statement=SCAN
    )
    case.when(wish, by=clerk()).then(CaseWithdrawn)


def test_who_leaves_with_a_complaint_is_not_waited_for() -> None:
    other = complaint(OTHER, one_party(WANG, Side.APPLICANT))
    apart = fact(ComplaintsSeparated(complaints=(OTHER,)))
    known = (refusing(WANG), not_reached(MORNING, WANG), died(WANG), succeeded(FOUR, WANG))
    state = given(registered(), joined(other), *known, apart, *consented()).state
    assert state is not None
    mediations = state.mediations
    assert (mediations.deceased, mediations.gone, mediations.successors) == (set(), set(), {})
    assert (mediations.attempts, set(mediations.consents)) == ({}, {ZHANG, LI})


def test_a_withdrawn_matter_has_no_procedure_under_way() -> None:
    wish = WithdrawCase(
        case=CASE, withdrawn_by=(ZHANG,), reason="已和解。", voluntary_statement=SCAN
    )
    state = given(*UNDER_WAY).when(wish, by=clerk()).then_state()
    assert state.mediations.under_way is None


def test_from_the_death_to_the_procedure_that_goes_on() -> None:
    """domain.md §2.6 当事人死亡: the whole path."""
    case = given(*UNDER_WAY)
    case.went(DEATH, PartyDied, MediationSuspended, by=mediator())
    case.went(join(heir()), PartyAdded, SuccessorJoined, by=clerk())
    case.went(CONFIRM, SuccessionConfirmed, by=clerk())
    case.went(RESUME, MediationResumed, by=mediator())
    assert case.now.mediations.under_way is not None
    assert not case.now.mediations.all[MEDIATION].pauses


def test_from_the_death_to_the_end_where_nobody_follows() -> None:
    """民事诉讼法 art 154 by analogy: ended, and concluded as ABATED."""
    case = given(*UNDER_WAY)
    case.went(DEATH, PartyDied, MediationSuspended, by=mediator())
    case.went(NOBODY, SuccessionEnded, by=clerk())
    end = TerminateMediation(case=CASE, mediation=MEDIATION, reason="M09")
    case.went(end, MediationTerminated, by=mediator())
    abated = to_conclude(outcome="ABATED", resolved_level=None)
    case.went(abated, CaseConcluded, by=committee_head())
    assert case.now.outcome == "ABATED"
