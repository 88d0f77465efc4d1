"""People's mediation rests on consent: who asks, who agrees, who refuses (人民调解法 art 17)."""

from msgspec.structs import replace

from domain.case import Case
from domain.case.consent import (
    ApplyForMediation,
    ConsentRecorded,
    ConsentRefused,
    MediationApplied,
    MediationOffered,
    OfferMediation,
    RecordConsent,
)
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import PartyUnknown, StaffIsParty
from domain.case.refusals.mediation import NoSayForParty, NotMediable
from domain.case.refusals.shared import SteppedAside
from domain.case.regions.petition import PetitionStage
from domain.case.values import Representation
from domain.codes.mediation import ConsentForm, MediationKind
from domain.codes.parties import Capacity, Power, Side
from domain.kernel import Act
from tests.domain.county import (
    CASE,
    CHILD,
    LAWYER,
    LI,
    MOTHER,
    SCAN,
    WANG,
    ZHANG,
    committee_head,
    mediator,
    party,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import RESPONDENT, accepted, one_party, registered, reported
from tests.domain.states_mediation import delegated, overtaken, taken_on

APPLY = ApplyForMediation(case=CASE, kind=MediationKind.PEOPLES, form=ConsentForm.WRITTEN)
OFFER = OfferMediation(case=CASE, kind=MediationKind.PEOPLES)
OF_A_CHILD = registered(
    parties=(one_party(CHILD, Side.APPLICANT, under_14=True, guardian=MOTHER), RESPONDENT)
)


def says(person: str, *, yes: bool = True, given_by: str | None = None) -> RecordConsent:
    return RecordConsent(
        case=CASE, party=person, agrees=yes, form=ConsentForm.ORAL, given_by=given_by
    )


def speaking(*powers: Power) -> Fact:
    return fact(
        RepresentativeAppointed(
            representation=Representation(
                person=LAWYER, represents=(ZHANG,), powers=powers, document=SCAN
            )
        )
    )


def test_a_mediator_records_what_each_party_says() -> None:
    (event,) = given(registered()).when(says(LI), by=mediator()).then(ConsentRecorded)
    assert (event.party, event.given_by) == (LI, LI)
    case = given(registered())
    case.when(says(LI, yes=False), by=mediator()).then(ConsentRefused)


def test_consents_are_remembered_and_may_change_before_the_opening() -> None:
    case = given(registered(), accepted())
    assert case.when(says(LI), by=mediator()).then_state().mediations.consents == {LI: True}
    state = case.when(says(LI, yes=False), by=party(LI)).then_state()
    assert state.mediations.consents == {LI: False}


def test_a_party_speaks_at_the_portal_for_themselves_only() -> None:
    case = given(registered())
    (event,) = case.when(says(LI, given_by=ZHANG), by=party(LI)).then(ConsentRecorded)
    assert event.given_by == LI
    case.when(says(ZHANG), by=party(LI)).then_refused(NoSayForParty, person=LI)


def test_only_a_party_is_asked() -> None:
    case = given(registered())
    case.when(says(WANG), by=mediator()).then_refused(PartyUnknown, person=WANG)


def test_a_representative_needs_the_power_to_mediate() -> None:
    case = given(registered(), speaking(Power.PRESENT))
    answer = says(ZHANG, given_by=LAWYER)
    case.when(answer, by=mediator()).then_refused(NoSayForParty, person=LAWYER)
    case = given(registered(), speaking(Power.MEDIATE))
    case.when(answer, by=mediator()).then(ConsentRecorded)


def test_a_child_agrees_through_the_guardian() -> None:
    """民法典 arts 19, 20, 23."""
    case = given(OF_A_CHILD)
    case.when(says(CHILD), by=mediator()).then_refused(NoSayForParty, person=CHILD)
    case.when(says(CHILD, given_by=MOTHER), by=mediator()).then(ConsentRecorded)


def test_who_lacks_full_capacity_does_not_agree_alone() -> None:
    limited = one_party(WANG, Side.APPLICANT, capacity=Capacity.LIMITED, guardian=MOTHER)
    case = given(registered(parties=(limited, RESPONDENT)))
    case.when(says(WANG), by=mediator()).then_refused(NoSayForParty)
    case.when(says(WANG), by=party(MOTHER)).then(ConsentRecorded)


def test_who_applies_agrees() -> None:
    case = given(registered(), accepted())
    together = replace(APPLY, applied_by=(ZHANG, LI))
    (event,) = case.when(together, by=mediator()).then(MediationApplied)
    assert event.parties == (ZHANG, LI)
    state = case.when(together, by=mediator()).then_state()
    assert state.mediations.consents == {ZHANG: True, LI: True}
    assert state.mediations.applied == {MediationKind.PEOPLES}


def test_a_party_applies_at_the_portal() -> None:
    (event,) = given(registered()).when(APPLY, by=party(ZHANG)).then(MediationApplied)
    assert (event.applied_by, event.parties) == ((ZHANG,), (ZHANG,))


def test_a_guardian_applies_for_the_child() -> None:
    (event,) = given(OF_A_CHILD).when(APPLY, by=party(MOTHER)).then(MediationApplied)
    assert (event.applied_by, event.parties) == ((MOTHER,), (CHILD,))


def test_who_speaks_for_nobody_does_not_apply() -> None:
    case = given(registered(), speaking(Power.PRESENT))
    case.when(APPLY, by=party(LAWYER)).then_refused(NoSayForParty, person=LAWYER)
    asked = replace(APPLY, applied_by=(ZHANG, WANG))
    case.when(asked, by=mediator()).then_refused(NoSayForParty, person=WANG)


def test_a_mediator_offers_to_mediate() -> None:
    given(registered()).when(OFFER, by=mediator()).then(MediationOffered)
    state = given(registered()).when(OFFER, by=mediator()).then_state()
    assert state.mediations.consents == {}


def test_a_report_is_not_mediated() -> None:
    """domain.md §7.8 N16."""

    def knows(state: Case) -> None:
        state.protection.custodians.add(mediator().person)

    case = given(reported()).where(knows)
    case.when(OFFER, by=mediator()).then_refused(NotMediable, reason="N16")


def test_a_finished_petition_is_not_mediated() -> None:
    def final(state: Case) -> None:
        state.petition.stage = PetitionStage.FINAL

    case = given(registered()).where(final)
    case.when(OFFER, by=mediator()).then_refused(NotMediable, reason="N07")


def test_what_a_court_has_is_mediated_only_if_it_entrusted_it() -> None:
    """domain.md §7.8 N04."""
    case = given(registered(), accepted(), overtaken())
    case.when(APPLY, by=party(ZHANG)).then_refused(NotMediable, reason="N04")
    case = given(registered(), accepted(), overtaken(), delegated())
    case.when(OFFER, by=mediator()).then_refused(NotMediable)
    case = given(registered(), accepted(), overtaken(), delegated(), taken_on())
    case.when(OFFER, by=mediator()).then(MediationOffered)


def test_who_is_a_party_or_has_stepped_aside_does_not_act_as_staff() -> None:
    own = replace(mediator(), person=LI)
    given(registered()).when(OFFER, by=own).then_refused(StaffIsParty, person=LI)

    def aside(state: Case) -> None:
        state.hands.recused.add(mediator().person)

    case = given(registered()).where(aside)
    for command, by in ((OFFER, mediator()), (says(LI), mediator())):
        case.when(command, by=by).then_refused(SteppedAside, person=mediator().person)
    given(registered()).when(says(LI), by=_head_too()).then(ConsentRecorded)


def _head_too() -> Act:
    return replace(mediator(), roles=mediator().roles | committee_head().roles)
