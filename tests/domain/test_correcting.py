"""A wrong entry is answered by another one that says what is right (domain.md §2.3 rule 1)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.corrections import (
    AnnotateEvent,
    CorrectEvent,
    EventAnnotated,
    EventCorrected,
    EventVoided,
)
from domain.case.experts import ExpertConsulted
from domain.case.notices import NoticeServed
from domain.case.refusals import IdentifierInText, ToldFromTheFuture
from domain.case.refusals.corrections import (
    CorrectionStands,
    EntryIsVoid,
    EntryUnknown,
    FieldConfidential,
    FieldUnknown,
    FieldWasDecided,
    NothingCorrected,
    NotYourEntry,
    ValueDoesNotFit,
)
from domain.codes.notices import NoticeType, ServiceMethod
from domain.refusals import BeforeTheMatter
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    ONE,
    SCAN,
    TOWN,
    TWO,
    VILLAGE,
    ZHANG,
    acting,
    clerk,
    director,
    handler,
    mediator,
    party,
    triage,
)
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import accepted, heard, registered, screened
from tests.domain.states_ending import concluded, visited, visitor
from tests.domain.states_meetings import blown

WRONG = CorrectEvent(case=CASE, version=2, reason="录入有误。")
SERVED = NoticeServed(
    notice=NoticeType.REGISTRATION,
    text_version="2025-1",
    method=ServiceMethod.ORAL,
    served_at=MORNING,
    receiver=ZHANG,
    proof=None,
    remark=None,
)
ADVICE = fact(
    ExpertConsulted(expert=ONE, question="是否越界?", opinion="越界。", documents=()),
    by=mediator(),
)
ACCEPTED = (registered(), accepted())


def right(field: str, value: str) -> CorrectEvent:
    return replace(WRONG, field=field, value=value)


def test_a_day_is_corrected_and_the_decision_stands() -> None:
    when = given(*ACCEPTED).when(right("deadline_on", "2025-05-20"), by=clerk())
    (event,) = when.then(EventCorrected)
    assert (event.version, event.event) == (2, "case.accepted")
    assert (event.field, event.value) == ("deadline_on", "2025-05-20")
    state = when.then_state()
    assert (state.stage, len(state.record)) == ("ACCEPTED", 3)


def test_the_moment_it_happened_is_corrected() -> None:
    command = replace(WRONG, happened_at=MORNING + timedelta(minutes=5))
    (event,) = given(*ACCEPTED).when(command, by=clerk()).then(EventCorrected)
    assert (event.field, event.happened_at) == (None, MORNING + timedelta(minutes=5))


def test_the_right_moment_has_passed_already() -> None:
    command = replace(WRONG, happened_at=MORNING + timedelta(days=1))
    given(*ACCEPTED).when(command, by=clerk()).then_refused(ToldFromTheFuture)


def test_only_the_registration_and_what_may_precede_it_move_before_the_matter() -> None:
    before = MORNING - timedelta(days=2)
    command = replace(WRONG, happened_at=before)
    given(*ACCEPTED).when(command, by=clerk()).then_refused(BeforeTheMatter)
    given(*ACCEPTED).when(replace(command, version=1), by=clerk()).then(EventCorrected)
    given(registered(), heard("S01")).when(command, by=clerk()).then(EventCorrected)


@pytest.mark.parametrize(
    ("given_as", "kept_as"),
    [
        ("2025-03-25T09:40:00+08:00", "2025-03-25T09:40:00+08:00"),
        ("2025-03-25T01:40:00Z", "2025-03-25T01:40:00Z"),
    ],
)
def test_a_moment_is_given_with_its_zone(given_as: str, kept_as: str) -> None:
    case = given(registered(), fact(SERVED))
    (event,) = case.when(right("served_at", given_as), by=clerk()).then(EventCorrected)
    assert event.value == kept_as


@pytest.mark.parametrize(
    "value", ["25.03.2025", "2025-13-01", "2025-03-25T09:40:00", "soon", "null", "12"]
)
def test_a_value_that_the_field_cannot_have_is_refused(value: str) -> None:
    case = given(registered(), fact(SERVED))
    case.when(right("served_at", value), by=clerk()).then_refused(ValueDoesNotFit)


def test_a_field_without_its_value_is_no_correction() -> None:
    command = replace(WRONG, field="deadline_on")
    given(*ACCEPTED).when(command, by=clerk()).then_refused(ValueDoesNotFit)
    optional = replace(WRONG, field="told_at", value="null")
    given(*ACCEPTED).when(optional, by=clerk()).then_refused(ValueDoesNotFit)


def test_a_correction_says_something() -> None:
    given(*ACCEPTED).when(WRONG, by=clerk()).then_refused(NothingCorrected)
    nameless = replace(WRONG, value="2025-05-20")
    given(*ACCEPTED).when(nameless, by=clerk()).then_refused(NothingCorrected)
    said = replace(WRONG, remark="受理窗口为二号窗口。")
    given(*ACCEPTED).when(said, by=clerk()).then(EventCorrected)


def test_a_field_the_event_does_not_have_is_refused() -> None:
    given(*ACCEPTED).when(right("summary", "x"), by=clerk()).then_refused(FieldUnknown)


def test_what_may_name_people_goes_into_the_sealed_remark() -> None:
    case = given(registered())
    aloud = CorrectEvent(
        case=CASE, version=1, reason="录入有误。", field="summary", value="对方为李某。"
    )
    case.when(aloud, by=clerk()).then_refused(FieldConfidential)
    silent = replace(aloud, value=None)
    case.when(silent, by=clerk()).then_refused(NothingCorrected)
    sealed = replace(aloud, value=None, remark="对方为李某。")
    (event,) = case.when(sealed, by=clerk()).then(EventCorrected)
    assert (event.field, event.value, event.remark) == ("summary", None, "对方为李某。")


def test_nobodys_number_is_a_right_value() -> None:
    command = replace(WRONG, version=1, field="source_ref", value="13800001234")
    given(registered()).when(command, by=clerk()).then_refused(IdentifierInText)


@pytest.mark.parametrize(
    ("field", "value"),
    [("matter_class", "REPORT"), ("lead_unit", TOWN), ("dispute", "0901"), ("procedure", "LM")],
)
def test_what_was_decided_is_not_corrected_but_decided_anew(field: str, value: str) -> None:
    given(*ACCEPTED).when(right(field, value), by=clerk()).then_refused(FieldWasDecided)


@pytest.mark.parametrize(("field", "value"), [("parties", ZHANG), ("first_visit", "false")])
def test_neither_lists_nor_flags_of_a_registration_are_corrected(field: str, value: str) -> None:
    command = replace(right(field, value), version=1)
    given(registered()).when(command, by=clerk()).then_refused(FieldWasDecided)


def test_numbers_and_plain_texts_are_corrected() -> None:
    case = given(registered())
    for field, value in (("people_count", "12"), ("source_ref", "12345-7"), ("claim", "800")):
        command = replace(right(field, value), version=1)
        (event,) = case.when(command, by=clerk()).then(EventCorrected)
        assert event.value == value


def test_of_an_entry_nothing_rests_upon_anything_is_corrected() -> None:
    case = given(registered(), ADVICE)
    (event,) = case.when(right("expert", TWO), by=mediator()).then(EventCorrected)
    assert event.value == TWO
    case.when(right("expert", SCAN), by=mediator()).then_refused(ValueDoesNotFit)


def test_which_thing_an_entry_is_about_is_not_corrected() -> None:
    case = given(registered(), blown())
    case.when(right("whistle", "x"), by=director()).then_refused(FieldWasDecided)


def test_the_receiver_of_a_notice_is_not_exchanged() -> None:
    """Decisions read who was told; the notice is voided and entered again."""
    case = given(registered(), fact(SERVED))
    case.when(right("receiver", LI), by=clerk()).then_refused(FieldWasDecided)
    case.when(right("text_version", "2025-2"), by=clerk()).then(EventCorrected)


def test_a_version_nothing_stands_at_is_refused() -> None:
    given(registered()).when(WRONG, by=clerk()).then_refused(EntryUnknown, version=2)


AMONG = [
    fact(
        EventCorrected(
            version=1,
            event="intake.registered",
            field=None,
            value=None,
            happened_at=MORNING,
            remark=None,
            reason="有误",
        )
    ),
    fact(EventAnnotated(version=1, event="intake.registered", note="补充")),
]


@pytest.mark.parametrize("entry", AMONG)
def test_a_correction_is_not_corrected_itself(entry: Fact) -> None:
    command = replace(WRONG, remark="另有情况。")
    given(registered(), entry).when(command, by=clerk()).then_refused(CorrectionStands)


def test_what_is_void_is_not_corrected() -> None:
    void = EventVoided(version=2, event="expert.consulted", reason="录错", proposed_by=ONE)
    command = replace(WRONG, remark="另有情况。")
    case = given(registered(), ADVICE, fact(void))
    case.when(command, by=mediator()).then_refused(EntryIsVoid)


def test_the_author_the_units_head_and_the_director_may() -> None:
    case = given(registered(), screened())
    command = replace(WRONG, remark="另有情况。")
    case.when(command, by=triage()).then(EventCorrected)
    case.when(command, by=acting(Role.UNIT_HEAD)).then(EventCorrected)
    case.when(command, by=director()).then(EventCorrected)
    case.when(command, by=clerk()).then_refused(NotYourEntry)
    case.where(lambda state: state.units.add(VILLAGE))
    case.when(command, by=acting(Role.UNIT_HEAD, unit=VILLAGE)).then_refused(NotYourEntry)


def test_a_party_corrects_what_they_entered() -> None:
    own = fact(heard("S01").event, by=party())
    command = replace(WRONG, remark="时间记错了。")
    given(registered(), own).when(command, by=party()).then(EventCorrected)
    given(registered(), heard("S01")).when(command, by=party()).then_refused(NotYourEntry)


def test_a_note_is_added_beside_an_entry() -> None:
    note = AnnotateEvent(case=CASE, version=2, note="原件在二号柜。")
    case = given(*ACCEPTED)
    when = case.when(note, by=clerk())
    when.then(EventAnnotated(version=2, event="case.accepted", note="原件在二号柜。"))
    assert when.then_state().record[-1].event == "event.annotated"
    case.when(replace(note, version=9), by=clerk()).then_refused(EntryUnknown)
    case.where(lambda state: state.units.add(VILLAGE))
    case.when(note, by=handler(VILLAGE)).then_refused(NotYourEntry)


def test_corrections_come_after_the_archive_too() -> None:
    """domain.md §2.7 invariant 2."""

    def archive(state: Case) -> None:
        state.stage = Stage.ARCHIVED

    case = given(*ACCEPTED).where(archive)
    case.when(right("deadline_on", "2025-05-20"), by=clerk()).then(EventCorrected)


@pytest.mark.parametrize(("value", "kept_as"), [("true", "true"), ("false", "false")])
def test_what_a_visit_heard_is_corrected_since_no_decision_reads_it(
    value: str, kept_as: str
) -> None:
    """[F24 art 32]: whether it is solved is only counted; the rating is part of the round."""
    case = given(*ACCEPTED, concluded(), visited(solved=None))
    command = replace(right("solved", value), version=4)
    (event,) = case.when(command, by=visitor()).then(EventCorrected)
    assert (event.field, event.value) == ("solved", kept_as)
    unheard = replace(command, value="maybe")
    case.when(unheard, by=visitor()).then_refused(ValueDoesNotFit)
    rating = replace(command, field="satisfaction", value="SATISFIED")
    case.when(rating, by=visitor()).then_refused(FieldWasDecided)
