"""Who died agrees and signs through those who took the place (民事诉讼法 art 153, by analogy)."""

from datetime import date
from typing import Any

from domain.case import Case, Stage
from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementAmended, AmendAgreement
from domain.case.fulfilment import FulfilmentRecorded, RecordFulfilment
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals.agreements import (
    AgreementAwaitsSuccessor,
    AgreementLeavesOut,
    NotASignatory,
    OneSidedAgreement,
)
from domain.case.refusals.fulfilment import NotYourObligation
from domain.case.refusals.shared import NotAllAgree
from domain.case.regions.mediations import Delegation, ProcedureStage
from domain.case.signing import AgreementSealed, AgreementSigned, SealAgreement
from domain.case.succession import SuccessionConfirmed, SuccessionEnded
from domain.case.values import Representation
from domain.codes.agreements import AgreementForm, ProofKind
from domain.codes.mediation import Entrustment, NoSuccession
from domain.codes.parties import Power, Side
from tests.domain.county import (
    CASE,
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
from tests.domain.given import Fact, fact
from tests.domain.states import APPLICANT, RESPONDENT, one_party
from tests.domain.states_agreements import (
    AGREEMENT,
    MEDIATION,
    WALL,
    awaiting,
    in_force,
    in_mediation,
    moment,
    sealed,
    signed,
    signed_by_mediator,
    to_pay,
    to_reach,
    to_sign,
)
from tests.domain.states_mediation import died, succeeded

HEIRS = (one_party(WANG, Side.RESPONDENT), one_party(MOTHER, Side.RESPONDENT))
FAMILY: dict[str, Any] = {"parties": (APPLICANT, RESPONDENT, *HEIRS)}
"""The other side is a family: whoever is left takes the place of who dies."""

SEAL = SealAgreement(case=CASE, agreement=AGREEMENT)


def confirmed(predecessor: str = LI) -> Fact:
    return fact(SuccessionConfirmed(predecessor=predecessor, documents=(SCAN,)))


def nobody_left(predecessor: str = LI) -> Fact:
    ended = SuccessionEnded(
        predecessor=predecessor, ground=NoSuccession.NO_HEIR, explanation=None, documents=()
    )
    return fact(ended)


LI_IS_FOLLOWED = (died(LI), succeeded(WANG, LI), succeeded(MOTHER, LI), confirmed())


def test_the_dead_agree_to_nothing_and_their_successors_must() -> None:
    case = in_mediation(*LI_IS_FOLLOWED, **FAMILY)
    among = (to_pay(debtor=WANG),)
    with_the_dead = to_reach(parties=(ZHANG, LI, WANG, MOTHER), obligations=among)
    case.when(with_the_dead, by=mediator()).then_refused(AgreementAwaitsSuccessor, party=LI)
    without_one = to_reach(parties=(ZHANG, WANG), obligations=among)
    case.when(without_one, by=mediator()).then_refused(AgreementLeavesOut, missing=[MOTHER])
    whole = to_reach(parties=(ZHANG, WANG, MOTHER), obligations=among)
    case.when(whole, by=mediator()).then(AgreementReached)


def test_each_successor_signs_what_the_dead_had_not() -> None:
    case = awaiting(signed(ZHANG), signed_by_mediator(), *LI_IS_FOLLOWED, **FAMILY)
    case.when(to_sign(), by=party(LI)).then_refused(NotASignatory)
    case.when(to_sign(), by=party(WANG)).then(AgreementSigned)
    case.when(SEAL, by=committee_head()).then(AgreementSealed)


def test_the_last_successors_signature_brings_it_into_force() -> None:
    before = (signed(ZHANG), signed_by_mediator(), sealed(), *LI_IS_FOLLOWED, signed(WANG))
    case = awaiting(*before, **FAMILY)
    signing = case.when(to_sign(), by=party(MOTHER))
    signing.then(AgreementSigned, AgreementEffective)
    assert signing.then_state().stage is Stage.AGREED


def test_what_was_signed_while_alive_stands() -> None:
    case = awaiting(signed(LI), *LI_IS_FOLLOWED, signed_by_mediator(), sealed(), **FAMILY)
    case.when(to_sign(), by=party(ZHANG)).then(AgreementSigned, AgreementEffective)


def test_nobody_signs_while_successors_are_waited_for() -> None:
    case = awaiting(died(LI), **FAMILY)
    case.when(to_sign(), by=party(ZHANG)).then_refused(AgreementAwaitsSuccessor, party=LI)


def test_nothing_binds_a_side_that_nobody_is_left_of() -> None:
    case = awaiting(died(LI), nobody_left())
    case.when(to_sign(), by=party(ZHANG)).then_refused(OneSidedAgreement)


def test_what_was_promised_passes_with_the_place() -> None:
    done = RecordFulfilment(
        case=CASE,
        obligation=WALL,
        done_on=date(2025, 5, 6),
        proof_kind=ProofKind.PHOTO,
        proof=SCAN,
    )
    case = in_force(*LI_IS_FOLLOWED).where(_with_heirs)
    case.when(done, by=party(WANG), at=moment("2025-05-06")).then(FulfilmentRecorded)
    case.when(done, by=party(LI), at=moment("2025-05-06")).then_refused(NotYourObligation)


def _with_heirs(state: Case) -> None:
    state.own_parties.update({heir.person: heir for heir in HEIRS})


def test_a_change_needs_every_successor() -> None:
    change = AmendAgreement(
        case=CASE,
        agreement=AGREEMENT,
        clauses=("分两期支付。",),
        agreed_by=(ZHANG, WANG),
        documents=(SCAN,),
        obligations=(to_pay(debtor=WANG),),
    )
    case = in_force(*LI_IS_FOLLOWED).where(_with_heirs)
    case.when(change, by=mediator()).then_refused(NotAllAgree, missing=[MOTHER])
    by_all = AmendAgreement(
        case=CASE,
        agreement=AGREEMENT,
        clauses=("分两期支付。",),
        agreed_by=(ZHANG, WANG, MOTHER),
        documents=(SCAN,),
        obligations=(to_pay("3000", debtor=WANG),),
        explanation="分期",
    )
    case.when(by_all, by=mediator()).then(AgreementAmended)


def test_a_power_ends_with_who_gave_it() -> None:
    given = Representation(person=LAWYER, represents=(LI,), powers=(Power.SETTLE,), document=SCAN)
    empowered = fact(RepresentativeAppointed(representation=given))
    case = awaiting(empowered, *LI_IS_FOLLOWED, **FAMILY)
    case.when(to_sign(), by=party(LAWYER)).then_refused(NotASignatory)


def test_an_agreement_on_everything_ends_the_procedure_and_what_it_rested_on() -> None:
    def as_entrusted(state: Case) -> None:
        state.mediations.consents.update({ZHANG: True, LI: True})
        state.mediations.applied.add("PEOPLES")
        state.mediations.delegation = Delegation(entrustment=Entrustment.BEFORE_FILING)

    case = in_mediation().where(as_entrusted)
    state = case.when(to_reach(form=AgreementForm.ORAL), by=mediator()).then_state()
    mediations = state.mediations
    assert mediations.under_way is None
    assert mediations.all[MEDIATION].stage is ProcedureStage.AGREED
    assert (mediations.consents, mediations.applied, mediations.delegation) == ({}, set(), None)
