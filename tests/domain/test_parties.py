"""Who joins a case, and on which terms (个人信息保护法 art 31)."""

from msgspec.structs import replace

from domain.case.parties import AddParty, PartyAdded
from domain.case.refusals import GuardianConsentMissing, PartyTwice
from domain.case.values import PartyEntry
from domain.codes.parties import Capacity, Side
from domain.person.refusals import PersonUnknown
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, CHILD, MOTHER, SCAN, STRANGER, WANG, ZHANG, clerk
from tests.domain.given import given
from tests.domain.states import protected, refused, registered, reported

WITNESS = AddParty(case=CASE, party=PartyEntry(person=WANG, side=Side.THIRD_PARTY))
CHILD_ENTRY = PartyEntry(
    person=CHILD,
    side=Side.APPLICANT,
    capacity=Capacity.NONE,
    under_14=True,
    guardian=MOTHER,
    guardian_consent=SCAN,
)


def test_a_registered_person_joins_under_a_label() -> None:
    (event,) = given(registered()).when(WITNESS, by=clerk()).then(PartyAdded)
    assert (event.party.person, event.party.label) == (WANG, "王*")


def test_an_unknown_person_does_not_join() -> None:
    command = AddParty(case=CASE, party=PartyEntry(person=STRANGER, side=Side.THIRD_PARTY))
    given(registered()).when(command, by=clerk()).then_refused(PersonUnknown, person=STRANGER)


def test_nobody_joins_twice() -> None:
    command = AddParty(case=CASE, party=PartyEntry(person=ZHANG, side=Side.THIRD_PARTY))
    given(registered()).when(command, by=clerk()).then_refused(PartyTwice, person=ZHANG)


def test_a_child_joins_with_the_guardians_consent() -> None:
    adding = given(registered()).when(AddParty(case=CASE, party=CHILD_ENTRY), by=clerk())
    (event,) = adding.then(PartyAdded)
    assert (event.party.guardian, event.party.guardian_consent) == (MOTHER, SCAN)
    assert MOTHER in adding.then_state().people


def test_a_child_does_not_join_without_consent() -> None:
    for entry in (
        replace(CHILD_ENTRY, guardian_consent=None),
        replace(CHILD_ENTRY, guardian=None),
    ):
        command = AddParty(case=CASE, party=entry)
        given(registered()).when(command, by=clerk()).then_refused(GuardianConsentMissing)


def test_an_applicant_who_joins_a_report_has_a_pseudonym_from_the_start() -> None:
    """domain.md §4.5."""
    command = AddParty(case=CASE, party=PartyEntry(person=WANG, side=Side.APPLICANT))
    case = given(reported(), protected(clerk().person))
    (event,) = case.when(command, by=clerk()).then(PartyAdded)
    assert event.party.label.startswith("举报人-")


def test_nobody_joins_a_case_that_was_refused() -> None:
    given(registered(), refused()).when(WITNESS, by=clerk()).then_refused(StageDoesNotFit)
