"""Every matter is registered, whatever it is and whoever is asked (信访工作条例 arts 19, 44)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.code import read_code
from domain.case.intake import IntakeRegistered
from domain.case.protection import IdentityProtectionGranted
from domain.case.refusals import (
    CentreMissing,
    CentreNotYours,
    PartyTwice,
    PlaceOutsideArea,
    ToldFromTheFuture,
)
from domain.case.values import PartyEntry, Place
from domain.codes import CodeUnknown
from domain.codes.matters import MatterClass
from domain.codes.parties import Side
from domain.organisation.refusals import UnitUnknown
from domain.person.refusals import PersonUnknown
from domain.roles import Role
from tests.domain.county import (
    CHILD,
    COUNTY,
    GRID,
    LI,
    MOTHER,
    NEXT_TOWN,
    NOWHERE,
    SCAN,
    STRANGER,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    clerk,
    machine,
    party,
)
from tests.domain.given import MORNING, given
from tests.domain.states import to_register


@pytest.mark.parametrize("matter_class", MatterClass)
def test_every_class_of_matter_is_registered(matter_class: MatterClass) -> None:
    command = to_register(matter_class=matter_class)
    state = given().when(command, by=clerk()).then_state()
    assert state.stage is Stage.REGISTERED


def test_a_matter_without_any_party_or_type_is_registered() -> None:
    command = to_register(parties=(), dispute=None)
    given().when(command, by=clerk()).then(IntakeRegistered)


def test_the_record_holds_a_label_and_no_name() -> None:
    (event,) = given().when(to_register(), by=clerk()).then(IntakeRegistered)
    assert [entered.label for entered in event.parties] == ["张*", "李*"]


def test_a_matter_gets_a_code_from_the_day_it_was_received() -> None:
    command = to_register(received_at=MORNING - timedelta(days=2))
    (event,) = given().when(command, by=clerk()).then(IntakeRegistered)
    assert event.code.startswith("20250323-")
    assert read_code(event.code) == event.code


def test_what_was_received_lies_before_the_registration() -> None:
    command = to_register(received_at=MORNING + timedelta(seconds=1))
    given().when(command, by=clerk()).then_refused(ToldFromTheFuture, field="received_at")


def test_a_party_is_a_registered_person() -> None:
    command = to_register(parties=(PartyEntry(person=STRANGER, side=Side.APPLICANT),))
    given().when(command, by=clerk()).then_refused(PersonUnknown, person=STRANGER)


def test_a_person_takes_one_side() -> None:
    both = tuple(PartyEntry(person=ZHANG, side=side) for side in (Side.APPLICANT, Side.RESPONDENT))
    given().when(to_register(parties=both), by=clerk()).then_refused(PartyTwice)


def test_a_dispute_type_is_one_of_the_list() -> None:
    refused = given().when(to_register(dispute="0204"), by=clerk()).then_refused(CodeUnknown)
    assert refused.details["code_list"] == "DISPUTES"


def test_the_summary_says_what_another_type_is() -> None:
    given().when(to_register(dispute="0299"), by=clerk()).then(IntakeRegistered)


def test_a_window_registers_for_its_own_centre() -> None:
    (event,) = given().when(to_register(), by=clerk()).then(IntakeRegistered)
    assert (event.centre, event.area) == (TOWN, "990101100")


def test_a_window_does_not_register_for_another_centre() -> None:
    given().when(to_register(centre=COUNTY), by=clerk()).then_refused(CentreNotYours)


def test_the_portal_names_the_centre() -> None:
    (event,) = given().when(to_register(centre=TOWN), by=party()).then(IntakeRegistered)
    assert event.centre == TOWN
    given().when(to_register(), by=party()).then_refused(CentreMissing)
    given().when(to_register(centre=NOWHERE), by=party()).then_refused(UnitUnknown)


def test_a_machine_of_no_unit_names_the_centre() -> None:
    roving = replace(machine(), unit=None, post=None, area="")
    given().when(to_register(centre=TOWN), by=roving).then(IntakeRegistered)
    given().when(to_register(), by=roving).then_refused(CentreMissing)


def test_the_place_decides_the_area() -> None:
    command = to_register(place=Place(unit=VILLAGE, grid=GRID))
    (event,) = given().when(command, by=clerk()).then(IntakeRegistered)
    assert event.area == "990101100201"


def test_the_place_may_be_wider_than_the_window() -> None:
    command = to_register(place=Place(unit=TOWN))
    by = acting(Role.VILLAGE_HEAD, unit=VILLAGE)
    (event,) = given().when(command, by=by).then(IntakeRegistered)
    assert event.area == "990101100"


def test_a_place_elsewhere_is_left_out_and_the_matter_registered_all_the_same() -> None:
    elsewhere = to_register(place=Place(unit=NEXT_TOWN))
    given().when(elsewhere, by=clerk()).then_refused(PlaceOutsideArea)
    given().when(replace(elsewhere, place=None), by=clerk()).then(IntakeRegistered)


def test_places_and_units_named_are_in_the_register() -> None:
    for place in (Place(unit=NOWHERE), Place(grid=NOWHERE)):
        given().when(to_register(place=place), by=clerk()).then_refused(UnitUnknown)
    entry = PartyEntry(person=LI, side=Side.RESPONDENT, unit=NOWHERE)
    given().when(to_register(parties=(entry,)), by=clerk()).then_refused(UnitUnknown)


def test_a_child_is_registered_at_once_and_the_consent_kept_when_there_is_one() -> None:
    child = PartyEntry(person=CHILD, side=Side.APPLICANT, under_14=True, guardian=MOTHER)
    given().when(to_register(parties=(child,)), by=clerk()).then(IntakeRegistered)
    with_consent = replace(child, guardian_consent=SCAN)
    command = to_register(parties=(with_consent,))
    (event,) = given().when(command, by=clerk()).then(IntakeRegistered)
    assert event.parties[0].guardian_consent == SCAN


def test_a_guardian_is_a_registered_person() -> None:
    child = PartyEntry(person=CHILD, side=Side.APPLICANT, under_14=True, guardian=STRANGER)
    given().when(to_register(parties=(child,)), by=clerk()).then_refused(PersonUnknown)


def test_a_request_for_protection_hides_the_applicants_label() -> None:
    command = to_register(protected_requested=True)
    (event,) = given().when(command, by=clerk()).then(IntakeRegistered)
    labels = {entered.person: entered.label for entered in event.parties}
    assert labels[ZHANG].startswith("受保护人-")
    assert labels[LI] == "李*"


def test_a_report_is_protected_from_its_first_moment() -> None:
    """信访工作条例 arts 22, 30; domain.md §4.5."""
    command = to_register(matter_class=MatterClass.REPORT, dispute=None)
    event, granted = (
        given().when(command, by=clerk()).then(IntakeRegistered, IdentityProtectionGranted)
    )
    labels = {entered.person: entered.label for entered in event.parties}
    assert labels[ZHANG].startswith("举报人-")
    assert [(one.person, one.label) for one in granted.scope] == [(ZHANG, labels[ZHANG])]
    assert granted.custodians == ()
