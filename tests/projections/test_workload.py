"""Who had which part in a case, from when to when, and what each did in it. domain.md §5.3."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.case.agreement import AgreementEffective
from domain.case.answers import WorkOrderReturned
from domain.case.consultation import ConsultationHeld
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.handling import DutyHandedOver
from domain.case.mediators import MediatorReplaced
from domain.case.reorganisation import UnitSucceeded
from domain.case.sessions import SessionHeld
from domain.codes.agreements import AgreementForm, AgreementScope
from domain.codes.matters import Difficulty
from domain.codes.mediation import ReplacementGround, SessionMode
from domain.kernel import Event
from domain.measures.workload import Left, WorkRole
from projections.workload import Activity, WorkloadRow, workload
from projections.workload.rows import activities, assignments
from tests.domain.county import (
    FORMER_OFFICE,
    LAND_OFFICE,
    ONE,
    OWNER,
    SCAN,
    TOWN,
    TWO,
    VILLAGE,
    committee_head,
    mediator,
    named,
)
from tests.domain.given import MORNING, STEP, Fact, fact, happened
from tests.domain.states import classified, merged
from tests.domain.states_ending import visited, visitor, withdrawn
from tests.domain.states_mediation import MEDIATION, SESSION, US, appointed, opened, terminated
from tests.domain.states_meetings import held, reported_in
from tests.domain.states_orders import (
    ORDER,
    TAKEN_UP,
    assigned,
    assisted,
    completed,
    conflicted,
    issued,
    recused,
    unit_head,
    upheld,
)

Part = tuple[str, str | None, WorkRole, Left | None]


def after(*facts: Fact) -> WorkloadRow:
    """The row of a case in which this happened."""
    history, _ = happened(facts)
    (row,) = workload.fold(history).values()
    return row


def parts(*facts: Fact) -> set[Part]:
    """The parts in a case: unit, person, as what, and how each ended."""
    row = after(*TAKEN_UP, *facts)
    return {(one.unit, one.person, one.role, one.left) for one in assignments(row)}


def acts(*facts: Fact) -> list[tuple[Activity, str | None, str | None, int]]:
    """What was done: kind, unit, person, minutes."""
    row = after(*TAKEN_UP, *facts)
    return [(one.kind, one.unit, one.person, one.minutes) for one in activities(row)]


def test_an_order_is_a_part_for_each_unit_and_for_each_who_handles_it() -> None:
    assert parts(issued(co_units=(VILLAGE,)), assigned(OWNER, ONE)) == {
        (LAND_OFFICE, None, WorkRole.LEAD, None),
        (VILLAGE, None, WorkRole.CO_UNIT, None),
        (LAND_OFFICE, OWNER, WorkRole.LEAD, None),
        (LAND_OFFICE, ONE, WorkRole.ASSISTANT, None),
    }


def test_an_answer_ends_every_part_in_the_order() -> None:
    found = parts(issued(co_units=(VILLAGE,)), assigned(), assisted(VILLAGE), completed())
    assert {left for *_, left in found} == {Left.DONE}


def test_a_co_unit_without_which_the_answer_went_out_has_not_done_its_part() -> None:
    answer = completed()
    alone = replace(answer, event=replace(answer.event, without_units=(VILLAGE,)))  # type: ignore[call-arg]
    assert (VILLAGE, None, WorkRole.CO_UNIT, Left.LAPSED) in parts(
        issued(co_units=(VILLAGE,)), alone
    )


def test_an_answer_that_was_sent_back_was_none() -> None:
    back = fact(WorkOrderReturned(order=ORDER, deficiencies="不足", due_on=date(2025, 4, 9)))
    told = (issued(co_units=(VILLAGE,)), assigned(), assisted(VILLAGE), completed(), back)
    assert parts(*told) == {
        (LAND_OFFICE, None, WorkRole.LEAD, None),
        (VILLAGE, None, WorkRole.CO_UNIT, Left.DONE),
        (LAND_OFFICE, OWNER, WorkRole.LEAD, None),
    }
    assert {left for *_, left in parts(*told, completed())} == {Left.DONE}


def test_an_order_that_was_not_the_units_duty_is_taken_back() -> None:
    assert parts(issued(), upheld()) == {(LAND_OFFICE, None, WorkRole.LEAD, Left.TAKEN_BACK)}


def handed(by: str = OWNER, to: str = TWO) -> Fact:
    event = DutyHandedOver(
        order=ORDER, unit=LAND_OFFICE, handed_by=by, taken_by=to, tasks=("量地",), reason="调岗",
        document=SCAN,
    )  # fmt: skip
    return fact(event, by=unit_head())


def test_a_handover_ends_one_part_and_begins_the_next_at_the_same_moment() -> None:
    row = after(*TAKEN_UP, issued(), assigned(), handed())
    gone, come = (one for one in assignments(row) if one.person in (OWNER, TWO))
    assert (gone.left, come.left) == (Left.PASSED_ON, None)
    assert gone.to_at == come.from_at
    assert not come.continued


def test_who_steps_aside_has_the_order_no_longer_and_does_not_come_back_to_it() -> None:
    back = fact(WorkOrderReturned(order=ORDER, deficiencies="不足", due_on=date(2025, 4, 9)))
    told = (issued(), assigned(), conflicted(), recused())
    assert (LAND_OFFICE, OWNER, WorkRole.LEAD, Left.PASSED_ON) in parts(*told)
    assert (LAND_OFFICE, OWNER, WorkRole.LEAD, Left.PASSED_ON) in parts(*told, completed(), back)
    row = after(*TAKEN_UP, *told)
    assert (row.stepped_aside, row.disclosed) == ((OWNER,), (OWNER,))


def test_a_matter_that_is_over_leaves_nobody_anything_to_do() -> None:
    for end in (withdrawn(), merged()):
        found = parts(issued(), assigned(), end)
        assert {left for *_, left in found} == {Left.LAPSED}


def succeeded(old: str, new: str) -> Fact:
    return fact(UnitSucceeded(from_unit=old, to_unit=new, centre=TOWN, lead_unit=new))


def test_a_merged_units_work_goes_on_in_the_same_hands_and_is_not_new() -> None:
    row = after(
        *TAKEN_UP,
        issued(lead_unit=FORMER_OFFICE),
        succeeded(FORMER_OFFICE, LAND_OFFICE),
        assigned(),
    )
    before, now, _ = assignments(row)
    assert (before.unit, before.left, before.continued) == (FORMER_OFFICE, Left.PASSED_ON, False)
    assert (now.unit, now.left, now.continued) == (LAND_OFFICE, None, True)


def test_a_unit_that_helps_and_succeeds_the_leader_leads_alone() -> None:
    found = parts(
        issued(lead_unit=FORMER_OFFICE, co_units=(LAND_OFFICE,)),
        succeeded(FORMER_OFFICE, LAND_OFFICE),
    )
    assert [one for one in found if one[3] is None] == [(LAND_OFFICE, None, WorkRole.LEAD, None)]


def test_the_mediator_named_first_leads() -> None:
    assert parts(opened(), appointed(ONE, TWO)) == {
        (TOWN, None, WorkRole.LEAD, None),
        (TOWN, ONE, WorkRole.LEAD, None),
        (TOWN, TWO, WorkRole.CO_MEDIATOR, None),
    }


def test_who_replaces_a_mediator_takes_their_part() -> None:
    change = MediatorReplaced(
        mediation=MEDIATION,
        replaced=ONE,
        replacement=US,
        ground=ReplacementGround.OTHER,
        explanation="生病",
    )
    told = (opened(), appointed(ONE, TWO), fact(change, by=committee_head()))
    assert {(person, role, left) for _, person, role, left in parts(*told) if person} == {
        (ONE, WorkRole.LEAD, Left.PASSED_ON),
        (TWO, WorkRole.CO_MEDIATOR, None),
        (US, WorkRole.LEAD, None),
    }
    assert after(*TAKEN_UP, *told).replaced == (ONE,)
    again = opened(mediation=named("mediation", "the second procedure"))
    assert after(*TAKEN_UP, *told, terminated(), again).replaced == ()


def effective(scope: AgreementScope) -> Fact:
    event = AgreementEffective(
        agreement=named("agreement", "the wall"),
        mediation=MEDIATION,
        form=AgreementForm.ORAL,
        scope=scope,
        confirmable=True,
        effective_at=MORNING,
        obligations=(),
    )
    return fact(event, by=mediator())


def test_a_failed_procedure_is_work_done_like_one_that_led_to_an_agreement() -> None:
    for end in (terminated(), effective(AgreementScope.FULL)):
        assert {left for *_, left in parts(opened(), appointed(), end)} == {Left.DONE}
    partial = effective(AgreementScope.PARTIAL)
    assert {left for *_, left in parts(opened(), appointed(), partial)} == {None}


def session(*mediators: str, minutes: int = 90, by: Any = None) -> Fact:
    event = SessionHeld(
        mediation=MEDIATION,
        session=SESSION,
        mode=SessionMode.ROOM,
        place="调解室",
        mediators=mediators or (US,),
        attended=(),
        others_present=None,
        duration_minutes=minutes,
        minutes="双方陈述意见。",
        undisputed=None,
        documents=(),
    )
    return fact(event, by=by or mediator())


def test_a_session_counts_for_each_mediator_and_for_their_organisation_once() -> None:
    assert acts(opened(), appointed(US, TWO), session(US, TWO)) == [
        (Activity.SESSION, TOWN, None, 90),
        (Activity.SESSION, TOWN, US, 90),
        (Activity.SESSION, TOWN, TWO, 90),
    ]


def test_who_writes_a_session_down_without_mediating_is_its_recorder() -> None:
    told = (opened(), appointed(TWO), session(TWO, by=committee_head()))
    head = committee_head().person
    assert (TOWN, head, WorkRole.RECORDER, None) in parts(*told)
    assert (TOWN, head, WorkRole.RECORDER, Left.DONE) in parts(*told, terminated())
    assert head not in {person for _, _, person, _ in acts(*told)}


def voided(version: int, event: str) -> Fact:
    return fact(EventVoided(version=version, event=event, reason="录错", proposed_by=OWNER))


def test_a_voided_session_is_counted_for_nobody_from_then_on() -> None:
    """The fourth entry of the case; its recorder goes with it."""
    told = (opened(), session(TWO, by=committee_head()))
    assert len(acts(*told)) == 2
    assert acts(*told, voided(4, "mediation.session_held")) == []
    assert parts(*told, voided(4, "mediation.session_held")) == {(TOWN, None, WorkRole.LEAD, None)}


def right(version: int, event: str, **changes: Any) -> Fact:
    plain: dict[str, Any] = {"field": None, "value": None, "happened_at": None, "remark": None}
    return fact(EventCorrected(version=version, event=event, reason="更正", **(plain | changes)))


def test_the_right_number_of_minutes_is_counted() -> None:
    told = (
        opened(),
        session(),
        right(4, "mediation.session_held", field="duration_minutes", value="45"),
    )
    assert {minutes for *_, minutes in acts(*told)} == {45}


def test_the_right_moment_is_counted() -> None:
    before = MORNING - timedelta(days=1)
    moved = right(3, "order.issued", happened_at=before)
    (part,) = assignments(after(*TAKEN_UP, issued(), moved))
    assert part.from_at == before
    row = after(*TAKEN_UP, issued(), completed(), right(4, "order.completed", happened_at=before))
    assert next(assignments(row)).to_at == before
    visit = after(*TAKEN_UP, visited(), right(3, "visit.made", happened_at=before))
    assert {one.on for one in activities(visit)} == {date(2025, 3, 24)}


def test_a_whistle_is_answered_when_the_unit_came() -> None:
    came = datetime(2025, 3, 20, 1, tzinfo=UTC)
    moved = right(3, "whistle.reported_in", field="arrived_at", value="2025-03-20T01:00:00Z")
    row = after(*TAKEN_UP, reported_in(), moved)
    assert {(one.kind, one.unit, one.person, one.on) for one in activities(row)} == {
        (Activity.WHISTLE, LAND_OFFICE, None, date(2025, 3, 20)),
        (Activity.WHISTLE, LAND_OFFICE, OWNER, date(2025, 3, 20)),
    }
    assert row.done[0].at == came
    late = right(3, "whistle.reported_in", happened_at=came)
    assert after(*TAKEN_UP, reported_in(), late).done[0].at == MORNING


def test_a_visit_is_the_visitors_and_their_units() -> None:
    who = visitor()
    assert acts(visited()) == [
        (Activity.VISIT, who.unit, None, 0),
        (Activity.VISIT, who.unit, who.person, 0),
    ]


def test_a_consultation_counts_for_each_unit_and_each_person_who_met() -> None:
    meeting = held()
    both = replace(meeting, event=replace(_consultation(meeting.event), people=(OWNER,)))
    assert acts(both) == [
        (Activity.CONSULTATION, LAND_OFFICE, None, 0),
        (Activity.CONSULTATION, VILLAGE, None, 0),
        (Activity.CONSULTATION, None, OWNER, 0),
    ]


def _consultation(event: Event) -> ConsultationHeld:
    assert isinstance(event, ConsultationHeld)
    return event


def test_the_last_grade_of_a_case_is_what_its_parts_weigh_by() -> None:
    row = after(*TAKEN_UP, issued())
    assert [one.difficulty for one in assignments(row)] == [Difficulty.SIMPLE]
    graded = after(*TAKEN_UP, issued(), classified())
    assert [one.difficulty for one in assignments(graded)] == [graded.difficulty]


def test_parts_begin_when_it_happened_and_say_where_it_is_recorded() -> None:
    (part,) = assignments(after(*TAKEN_UP, issued()))
    assert (part.from_at, part.from_position) == (MORNING + 2 * STEP, 3)


def test_what_changes_no_figure_leaves_the_very_row() -> None:
    history, _ = happened([*TAKEN_UP, issued(), *[fact(TAKEN_UP[1].event)]])
    rows: dict[Any, WorkloadRow] = {}
    for one in history[:3]:
        workload.apply(rows, one)
    (before,) = rows.values()
    workload.apply(rows, history[3])
    assert next(iter(rows.values())) is before
