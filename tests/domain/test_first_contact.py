"""The applicant is spoken to soon (domain.md §3.2 T03, [seed 004] 即接即办)."""

import pytest

from domain.case.contact import ContactRecorded, RecordContact
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals.ending import ContactNotWithApplicant
from domain.case.values import Representation
from domain.codes.ending import ContactMethod
from domain.codes.parties import Power
from domain.kernel import Act
from domain.refusals import StageDoesNotFit
from tests.domain.county import (
    CASE,
    LAWYER,
    LI,
    SCAN,
    STRANGER,
    ZHANG,
    clerk,
    mediator,
    triage,
)
from tests.domain.given import fact, given
from tests.domain.states import accepted, redirected, registered


def contact(person: str = ZHANG) -> RecordContact:
    return RecordContact(
        case=CASE, contacted=person, method=ContactMethod.PHONE, content="告知办理安排。"
    )


@pytest.mark.parametrize("by", [clerk(), triage(), mediator()])
def test_contact_with_the_applicant_is_recorded(by: Act) -> None:
    given(registered(), accepted()).when(contact(), by=by).then(
        ContactRecorded(contacted=ZHANG, method=ContactMethod.PHONE, content="告知办理安排。")
    )


def test_it_stands_in_the_record_of_the_case() -> None:
    state = given(registered()).when(contact(), by=clerk()).then_state()
    assert state.record[-1].event == "case.contact_recorded"


def test_who_speaks_for_the_applicant_may_be_spoken_to() -> None:
    given_power = RepresentativeAppointed(
        representation=Representation(
            person=LAWYER, represents=(ZHANG,), powers=(Power.PRESENT,), document=SCAN
        )
    )
    given(registered(), fact(given_power)).when(contact(LAWYER), by=clerk()).then(ContactRecorded)


@pytest.mark.parametrize("person", [LI, STRANGER])
def test_contact_with_anybody_else_is_not_contact_with_the_applicant(person: str) -> None:
    given(registered()).when(contact(person), by=clerk()).then_refused(ContactNotWithApplicant)


def test_after_the_end_there_is_no_first_contact() -> None:
    given(registered(), redirected()).when(contact(), by=clerk()).then_refused(StageDoesNotFit)
