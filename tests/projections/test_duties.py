"""What is counted along the chain of duty, and what counts against whom (domain.md §5.5)."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.answers import ProgressReported, WorkOrderReturned
from domain.case.chain import chain_of
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.deadlines import DeadlineMissed
from domain.case.refusing import RefusalOverturned
from domain.case.reopening import CaseReopened
from domain.codes.duties import Breach
from domain.kernel import Recorded
from domain.policy.timers import Holder
from projections.duties import DutiesRow, DutySpanRow, duties
from projections.duties.rows import Happening, spans_of
from projections.timeline import is_late
from tests.domain.county import LAND_OFFICE, ONE, OWNER, TOWN, triage
from tests.domain.given import MORNING, Fact, fact, happened
from tests.domain.states import refused, registered
from tests.domain.states_orders import (
    DUE,
    ORDER,
    SIGNED,
    TAKEN_UP,
    assigned,
    completed,
    issued,
    objected,
    owner,
    rejected,
    unit_head,
    upheld,
)
from tests.domain.test_missed_deadlines import missed
from tests.projections.facts import random_lives

DAYS = timedelta(days=3)


def after(*facts: Fact, late: int | None = None) -> DutiesRow:
    """The row of a case after these facts; the one of a version was entered three days late."""
    found, _ = happened(facts)
    told = [
        replace(one, recorded_at=one.recorded_at + DAYS) if one.version == late else one
        for one in found
    ]
    (row,) = duties.fold(told).values()
    return row


def span(row: DutiesRow, duty: Holder, scope: str = "") -> DutySpanRow:
    """The latest span of a duty."""
    return [one for one in spans_of(row) if (one.duty, one.scope) == (duty, scope)][-1]


def against(row: DutiesRow) -> list[tuple[Breach, str | None, str | None]]:
    return [(one.kind, one.unit, one.person) for one in row.happenings]


def progress(by: str = LAND_OFFICE) -> Fact:
    report = ProgressReported(
        order=ORDER, unit=by, progress="已查档案", next_step="实地丈量", next_on=DUE
    )
    return fact(report, by=owner())


def voided(version: int, event: str = "order.progress_reported") -> Fact:
    return fact(
        EventVoided(version=version, event=event, reason="串案", proposed_by=ONE), by=unit_head()
    )


def test_acts_count_for_the_unit_and_the_person_in_whose_time_they_were_done() -> None:
    row = after(*SIGNED, assigned(), progress(), progress())
    office, person = (
        one for one in spans_of(row) if one.scope == ORDER and one.duty == "lead_unit"
    )
    assert (office.person, office.actions) == (None, 2), "the signature, and who has it in hand"
    assert (person.person, person.actions) == (OWNER, 2)
    assert (person.first_position, person.last_position) == (6, 7)
    assert person.post == owner().post


def test_of_a_duty_about_one_order_only_acts_about_it_count() -> None:
    asked = span(after(*TAKEN_UP, issued(), objected(), rejected()), Holder.ORDER_SENDER, ORDER)
    assert (asked.unit, asked.actions) == (TOWN, 1)


def test_objections_and_what_became_of_them_are_counted() -> None:
    theirs = span(after(*TAKEN_UP, issued(), objected(), rejected()), Holder.LEAD_UNIT, ORDER)
    assert (theirs.objections, theirs.objections_rejected) == (1, 1)


def test_work_that_came_back_counts_for_whoever_had_done_it() -> None:
    back = WorkOrderReturned(order=ORDER, deficiencies="未答复", due_on=DUE)
    row = after(*SIGNED, assigned(), completed(), fact(back, by=triage()))
    done, again = [one for one in spans_of(row) if one.scope == ORDER and one.person == OWNER]
    assert (done.returns, again.returns) == (1, 0)
    assert against(row) == [(Breach.RETURNED, LAND_OFFICE, OWNER)]


def test_a_rejected_objection_is_a_bounce_as_well() -> None:
    head = unit_head().person
    assert against(after(*TAKEN_UP, issued(), objected(), rejected())) == [
        (Breach.OBJECTION_REJECTED, LAND_OFFICE, head),
        (Breach.ORDER_BOUNCED, LAND_OFFICE, head),
    ]


def test_an_upheld_one_is_a_bounce_and_no_more() -> None:
    found = against(after(*TAKEN_UP, issued(), objected(), upheld()))
    assert found == [(Breach.ORDER_BOUNCED, LAND_OFFICE, unit_head().person)]


def test_a_refusal_that_was_overturned_is_of_whoever_refused() -> None:
    no = refused()
    row = after(registered(), no, fact(RefusalOverturned(reason="应予受理"), by=triage()))
    assert against(row) == [(Breach.REFUSAL_OVERTURNED, no.by.unit, no.by.person)]


def test_a_reopening_is_of_the_unit_in_the_lead() -> None:
    again = CaseReopened(reason="R01", explanation="反悔", documents=())
    assert against(after(*SIGNED, assigned(), fact(again, by=triage()))) == [
        (Breach.REOPENED, LAND_OFFICE, OWNER)
    ]


def test_a_late_entry_is_marked_for_whoever_made_it() -> None:
    row = after(*SIGNED, assigned(), progress(), late=6)
    assert span(row, Holder.LEAD_UNIT, ORDER).late_entries == 1
    assert against(row) == [(Breach.ENTERED_LATE, LAND_OFFICE, OWNER)]


def test_a_missed_term_counts_when_it_was_over() -> None:
    """Also if it is put on record weeks later, and whatever moment the record is corrected to."""
    record = missed()
    right = EventCorrected(
        version=2,
        event="deadline.missed",
        field=None,
        value=None,
        happened_at=MORNING,
        remark=None,
        reason="录入有误",
    )
    (found,) = after(registered(), record, fact(right, by=unit_head())).happenings
    assert (found.kind, found.timer, found.unit) == (Breach.DEADLINE_MISSED, "T02", TOWN)
    assert isinstance(record.event, DeadlineMissed)
    assert found.happened_at == record.event.due_at


def test_what_is_void_is_no_act_and_no_late_entry() -> None:
    row = after(*SIGNED, assigned(), progress(), voided(6), late=6)
    theirs = span(row, Holder.LEAD_UNIT, ORDER)
    assert (theirs.actions, theirs.late_entries) == (0, 0)
    assert against(row) == []
    assert span(row, Holder.LEAD_UNIT).actions == 3, "signing, naming and the voiding itself"


def test_a_corrected_moment_moves_what_happened_to_its_day() -> None:
    right = EventCorrected(
        version=6,
        event="order.progress_reported",
        field=None,
        value=None,
        happened_at=MORNING,
        remark=None,
        reason="录入有误",
    )
    (late,) = after(*SIGNED, assigned(), progress(), fact(right, by=owner()), late=6).happenings
    assert (late.kind, late.happened_at) == (Breach.ENTERED_LATE, MORNING)


@settings(max_examples=15, deadline=None)
@for_all(st.randoms(use_true_random=False))
def test_always_everything_is_counted_once(random: Random) -> None:
    facts, _ = random_lives(random, 60)
    by_case: dict[str, list[Recorded[Any]]] = {}
    for one in facts:
        by_case.setdefault(one.stream, []).append(one)
    for key, row in duties.fold(facts).items():
        theirs = by_case[key[0]]
        assert row.chain == chain_of(theirs)
        assert len(row.tallies) == len(row.chain.spans)
        assert all(one.actions >= one.late_entries >= 0 for one in row.tallies)
        assert counted(row.happenings) == expected(theirs)


def counted(happenings: tuple[Happening, ...]) -> Counter[Breach]:
    kinds = (Breach.ENTERED_LATE, Breach.DEADLINE_MISSED, Breach.REOPENED)
    return Counter(one.kind for one in happenings if one.kind in kinds)


def expected(facts: list[Recorded[Any]]) -> Counter[Breach]:
    """The same, counted another way: straight from the record."""
    void = {one.event.version for one in facts if isinstance(one.event, EventVoided)}
    found: Counter[Breach] = Counter()
    for one in facts:
        if is_late(one) and one.version not in void:
            found[Breach.ENTERED_LATE] += 1
        if isinstance(one.event, DeadlineMissed):
            found[Breach.DEADLINE_MISSED] += 1
        if isinstance(one.event, CaseReopened):
            found[Breach.REOPENED] += 1
    return found
