"""The last signature or seal brings a written agreement into force (人民调解法 art 29)."""

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case import Case, Stage
from domain.case.agreement import AgreementEffective
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import (
    AgreementAgainstRefusal,
    AgreementNeedsProcedure,
    AgreementSignedAlready,
    AgreementUnknown,
    CertificateMissing,
    ElectronicAlone,
    GuardianSigns,
    NotASignatory,
    NotAwaitingSignature,
    SealedAlready,
    SignedOutOfOrder,
    SpecialAuthorityMissing,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.regions.agreements import ConfirmationStage
from domain.case.regions.mediations import ProcedureStage
from domain.case.signing import AgreementSealed, AgreementSigned, SealAgreement
from domain.case.values import Representation
from domain.codes.agreements import AgreementScope, SigningMethod
from domain.codes.parties import Capacity, Power, Side
from domain.kernel import Act, Command
from domain.roles import Role
from tests.domain.county import (
    CASE,
    CHILD,
    LAWYER,
    LI,
    MOTHER,
    ONE,
    SCAN,
    STRANGER,
    TWO,
    VILLAGE,
    WANG,
    ZHANG,
    acting,
    committee_head,
    mediator,
    named,
    party,
)
from tests.domain.given import STEP, Fact, Given, fact
from tests.domain.states import APPLICANT, RESPONDENT, one_party
from tests.domain.states_agreements import (
    AGREEMENT,
    MEDIATION,
    MEDIATOR,
    awaiting,
    effective,
    in_mediation,
    moment,
    reached,
    sealed,
    signed,
    signed_by_mediator,
    to_sign,
)

SEAL = SealAgreement(case=CASE, agreement=AGREEMENT)
E_SIGNED = to_sign(method=SigningMethod.ELECTRONIC, certificate="CA-2025-0001")


def speaking(person: str, represents: tuple[str, ...], *powers: Power) -> Fact:
    given = Representation(person=person, represents=represents, powers=powers, document=SCAN)
    return fact(RepresentativeAppointed(representation=given))


def test_a_party_signs_at_the_portal() -> None:
    signing = awaiting().when(to_sign(), by=party(ZHANG))
    (event,) = signing.then(AgreementSigned)
    assert (event.signer, event.signs_for) == (ZHANG, (ZHANG,))
    (agreement,) = signing.then_state().agreements.all.values()
    assert agreement.unsigned == [LI]


def test_a_mediator_records_what_was_signed_on_paper_and_signs() -> None:
    case = awaiting()
    case.when(to_sign(signer=LI), by=mediator()).then(AgreementSigned)
    signing = case.when(to_sign(), by=mediator())
    (event,) = signing.then(AgreementSigned)
    assert event.as_mediator
    (agreement,) = signing.then_state().agreements.all.values()
    assert agreement.mediators_signed == {MEDIATOR}


def test_the_seal_as_the_last_brings_it_into_force() -> None:
    case = awaiting(signed(ZHANG), signed(LI), signed_by_mediator())
    sealing = case.when(SEAL, by=committee_head(), at=moment("2025-04-28", "16:20"))
    _, event = sealing.then(AgreementSealed, AgreementEffective)
    assert event.effective_at == sealing.act.at
    state = sealing.then_state()
    (agreement,) = state.agreements.in_force
    assert agreement.complete
    assert agreement.effective_at == sealing.act.at == agreement.last_signed_at
    assert agreement.confirmation is ConfirmationStage.NOT_ADVISED
    assert state.stage is Stage.AGREED
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.AGREED
    assert len(state.agreements.unsettled) == 2


def test_a_party_or_the_mediator_may_be_the_last() -> None:
    case = awaiting(sealed(), signed(ZHANG), signed_by_mediator())
    case.when(to_sign(), by=party(LI)).then(AgreementSigned, AgreementEffective)
    case = awaiting(sealed(), signed(ZHANG), signed(LI))
    case.when(to_sign(), by=mediator()).then(AgreementSigned, AgreementEffective)


def test_nothing_takes_effect_while_a_signature_or_the_seal_is_missing() -> None:
    awaiting(signed(ZHANG), signed_by_mediator()).when(SEAL, by=committee_head()).then(
        AgreementSealed
    )
    awaiting(signed(ZHANG), signed(LI)).when(SEAL, by=committee_head()).then(AgreementSealed)
    awaiting(sealed(), signed(ZHANG)).when(to_sign(), by=party(LI)).then(AgreementSigned)
    awaiting(signed_by_mediator(), signed(ZHANG)).when(to_sign(), by=party(LI)).then(
        AgreementSigned
    )


ACTS = ((to_sign(), party(ZHANG)), (to_sign(), party(LI)), (to_sign(), mediator()))


@settings(deadline=None)
@for_all(st.permutations([*ACTS, (SEAL, committee_head())]))
def test_in_whatever_order_it_takes_effect_always_with_the_last(
    order: list[tuple[Command, Act]],
) -> None:
    """domain.md §2.7 invariant 5."""
    case = awaiting()
    for nth, (command, by) in enumerate(order, start=1):
        when = case.when(command, by=by)
        in_force = [one for one in when.decided() if isinstance(one, AgreementEffective)]
        assert len(in_force) == (nth == len(order))
        assert all(one.effective_at == when.act.at for one in in_force)
        case = Given(when.then_state(), when.act.at + STEP)


def test_a_part_agreed_in_writing_leaves_the_stage() -> None:
    part = reached(scope=AgreementScope.PARTIAL)
    case = in_mediation(part, signed(ZHANG), signed(LI), signed_by_mediator())
    state = case.when(SEAL, by=committee_head()).then_state()
    assert state.stage is Stage.IN_PROGRESS
    assert state.mediations.all[MEDIATION].partly_agreed


def test_an_agreement_no_court_confirms_says_so() -> None:
    facts = (reached(), signed(ZHANG), signed(LI), signed_by_mediator())
    case = in_mediation(*facts, kind="ADMINISTRATIVE")
    (agreement,) = case.when(SEAL, by=committee_head()).then_state().agreements.in_force
    assert agreement.confirmation is ConfirmationStage.NOT_APPLICABLE


def test_the_last_signature_is_not_dated_before_the_others() -> None:
    late = signed(LI, at=moment("2025-04-30"))
    case = awaiting(signed(ZHANG), signed_by_mediator(), late)
    case.when(SEAL, by=committee_head(), at=moment("2025-04-29")).then_refused(
        SignedOutOfOrder, last="2025-04-30"
    )
    sealing = case.when(SEAL, by=committee_head(), at=moment("2025-04-30", "10:00"))
    _, event = sealing.then(AgreementSealed, AgreementEffective)
    assert event.effective_at == moment("2025-04-30")


def test_nobody_signs_or_seals_twice() -> None:
    case = awaiting(signed(ZHANG), signed_by_mediator(), sealed())
    case.when(to_sign(), by=party(ZHANG)).then_refused(AgreementSignedAlready, person=ZHANG)
    case.when(to_sign(), by=mediator()).then_refused(AgreementSignedAlready, person=MEDIATOR)
    case.when(SEAL, by=committee_head()).then_refused(SealedAlready)


def test_nobody_signs_after_it_took_effect() -> None:
    case = in_mediation(reached(scope=AgreementScope.PARTIAL), effective(scope=PARTIAL))
    case.when(to_sign(), by=party(ZHANG)).then_refused(NotAwaitingSignature)
    case.when(SEAL, by=committee_head()).then_refused(NotAwaitingSignature)


PARTIAL = AgreementScope.PARTIAL


def test_nobody_signs_what_is_not_there() -> None:
    other = to_sign(agreement=named("agreement", "another"))
    awaiting().when(other, by=party(ZHANG)).then_refused(AgreementUnknown)


def test_a_stranger_does_not_sign() -> None:
    case = awaiting()
    case.when(to_sign(signer=STRANGER), by=mediator()).then_refused(NotASignatory)
    case.when(to_sign(signer=LI), by=party(ZHANG)).then_refused(NotASignatory)
    for_a_stranger = to_sign(signs_for=(STRANGER,))
    case.when(for_a_stranger, by=party(ZHANG)).then_refused(PartyUnknown)


def test_only_its_own_mediators_record_and_only_its_own_committee_seals() -> None:
    case = awaiting().where(lambda state: state.units.add(VILLAGE))
    case.when(to_sign(signer=LI), by=acting(Role.MEDIATOR, person=ONE)).then_refused(
        NotYourProcedure
    )
    case.when(SEAL, by=acting(Role.COMMITTEE_HEAD, unit=VILLAGE)).then_refused(NotYourProcedure)


def test_a_procedure_that_ended_or_was_refused_is_not_signed_for() -> None:
    def fail(state: Case) -> None:
        state.mediations.all[MEDIATION].stage = ProcedureStage.FAILED

    def refuse(state: Case) -> None:
        state.mediations.all[MEDIATION].refused_at = moment("2025-04-28")

    awaiting().where(fail).when(to_sign(), by=party(ZHANG)).then_refused(AgreementNeedsProcedure)
    awaiting().where(refuse).when(SEAL, by=committee_head()).then_refused(AgreementAgainstRefusal)


def test_a_representative_signs_with_special_authority_only() -> None:
    general = awaiting(speaking(LAWYER, (LI,), Power.PRESENT, Power.MEDIATE))
    for_li = to_sign(signs_for=(LI,))
    general.when(for_li, by=party(LAWYER)).then_refused(SpecialAuthorityMissing, party=LI)
    general.when(to_sign(), by=party(LAWYER)).then_refused(NotASignatory)
    special = awaiting(speaking(LAWYER, (LI,), Power.SETTLE))
    (event,) = special.when(to_sign(), by=party(LAWYER)).then(AgreementSigned)
    assert (event.signer, event.signs_for) == (LAWYER, (LI,))


def test_the_guardian_signs_for_a_child() -> None:
    child = one_party(CHILD, Side.APPLICANT, under_14=True, guardian=MOTHER, guardian_consent=SCAN)
    case = in_mediation(reached(parties=(CHILD, LI)), parties=(child, RESPONDENT))
    case.when(to_sign(), by=party(CHILD)).then_refused(GuardianSigns, party=CHILD)
    (event,) = case.when(to_sign(), by=party(MOTHER)).then(AgreementSigned)
    assert event.signs_for == (CHILD,)


def test_somebody_without_full_capacity_does_not_sign_alone() -> None:
    ill = one_party(ZHANG, Side.APPLICANT, capacity=Capacity.LIMITED, guardian=MOTHER)
    case = in_mediation(reached(), parties=(ill, RESPONDENT))
    case.when(to_sign(), by=party(ZHANG)).then_refused(GuardianSigns)
    case.when(to_sign(signer=MOTHER), by=mediator()).then(AgreementSigned)


HEIRS = (ZHANG, WANG, TWO)


def test_the_signature_of_one_heir_alone_does_not_bind_the_others() -> None:
    """domain.md §9 S4: a representative of the heirs needs special authority."""
    heirs = (APPLICANT, one_party(WANG, Side.APPLICANT), one_party(TWO, Side.APPLICANT), RESPONDENT)
    facts = (reached(parties=(*HEIRS, LI)), sealed(), signed(LI), signed_by_mediator())
    alone = in_mediation(*facts, parties=heirs, dispute="0502")
    e_signed = to_sign(method=SigningMethod.ELECTRONIC, certificate="CA-2026-0001", signs_for=HEIRS)
    alone.when(e_signed, by=party(ZHANG)).then_refused(SpecialAuthorityMissing, party=WANG)
    alone.when(E_SIGNED, by=party(ZHANG)).then(AgreementSigned)
    given = speaking(ZHANG, (WANG, TWO), Power.SETTLE)
    for_all = in_mediation(*facts, given, parties=heirs, dispute="0502")
    for_all.when(e_signed, by=party(ZHANG)).then(AgreementSigned, AgreementEffective)


def test_an_electronic_signature_names_its_certificate() -> None:
    bare = to_sign(method=SigningMethod.ELECTRONIC)
    awaiting().when(bare, by=party(ZHANG)).then_refused(CertificateMissing)
    (event,) = awaiting().when(E_SIGNED, by=party(ZHANG)).then(AgreementSigned)
    assert event.certificate == "CA-2025-0001"


def test_marriage_and_inheritance_are_not_signed_electronically_alone() -> None:
    """电子签名法 art 3."""
    for dispute in ("0101", "0102", "0103"):
        case = in_mediation(reached(), dispute=dispute)
        case.when(E_SIGNED, by=party(ZHANG)).then_refused(ElectronicAlone)
        on_paper = to_sign(
            method=SigningMethod.ELECTRONIC, certificate="CA-2025-0001", document=SCAN
        )
        case.when(on_paper, by=party(ZHANG)).then(AgreementSigned)
