"""Identities are protected, and named people work with the case (信访工作条例 arts 30, 46)."""

from domain.case.protection import IdentityProtectionGranted, ProtectIdentity
from domain.case.refusals import ExplanationNeeded, PartyUnknown, StaffIsParty
from domain.codes.parties import ProtectionGround
from domain.kernel import Also
from domain.person.refusals import PersonUnknown
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, LI, ONE, OWNER, STRANGER, THIRD, WANG, ZHANG, director
from tests.domain.given import given
from tests.domain.states import complaint, joined, merged, protected, registered


def protect(
    *people: str,
    custodians: tuple[str, ...] = (),
    ground: ProtectionGround = ProtectionGround.REQUEST,
) -> ProtectIdentity:
    return ProtectIdentity(case=CASE, ground=ground, protected=people, custodians=custodians)


def test_a_protected_person_is_known_by_a_pseudonym_from_then_on() -> None:
    state = given(registered()).when(protect(ZHANG), by=director()).then_state()
    assert state.parties[ZHANG].label.startswith("受保护人-")
    assert state.parties[LI].label == "李*"


def test_a_pseudonym_once_given_stays() -> None:
    case = given(registered(), protected())
    state = case.when(protect(ZHANG, custodians=(OWNER,)), by=director()).then_state()
    assert state.parties[ZHANG].label == "受保护人-0A1B"
    assert state.custodians == {OWNER}


def test_only_parties_are_protected() -> None:
    given(registered()).when(protect(WANG), by=director()).then_refused(PartyUnknown)


def test_a_custodian_is_a_registered_person() -> None:
    command = protect(ZHANG, custodians=(STRANGER,))
    given(registered()).when(command, by=director()).then_refused(PersonUnknown)


def test_no_party_guards_its_own_case() -> None:
    """domain.md §2.7 invariant 10."""
    command = protect(ZHANG, custodians=(LI,))
    case = given(registered())
    case.others[LI] = case.others[ZHANG]
    case.when(command, by=director()).then_refused(StaffIsParty, person=LI)


def test_another_ground_is_explained() -> None:
    command = protect(ZHANG, ground=ProtectionGround.OTHER)
    given(registered()).when(command, by=director()).then_refused(ExplanationNeeded)


def test_joined_complaints_are_protected_with_their_main_case() -> None:
    main = given(registered(), joined(complaint(THIRD)))
    granted, also = main.when(protect(ZHANG, custodians=(ONE,)), by=director()).decided()
    assert isinstance(granted, IdentityProtectionGranted)
    assert also == Also(stream=THIRD, event=granted)


def test_a_merged_case_is_protected_through_its_main_case() -> None:
    given(registered(), merged()).when(protect(ZHANG), by=director()).then_refused(StageDoesNotFit)
