"""Terms in the figures: decided and contacted in time, as known at any moment. domain.md §5.2."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.contact import ContactRecorded
from domain.case.deadlines import DeadlineMissed
from domain.case.intake import MaterialReceived, SupplementRequested
from domain.case.merging import CaseUnmerged, ComplaintsSeparated
from domain.case.notices import NoticeServed
from domain.case.petition import ReceiptNotified
from domain.case.refusing import RefusalOverturned
from domain.case.reorganisation import UnitSucceeded
from domain.case.window import HandedBackToCentre
from domain.codes.ending import ContactMethod
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.petitions import ReceiptResult
from domain.codes.risks import RiskLevel
from domain.kernel import Recorded
from domain.measures.terms import JUDGED_BY, KINDS, counts, standing
from domain.policy.packaged import packaged_policy
from domain.policy.timers import Basis, Holder
from projections.clocks import ClocksRow, tracked
from projections.figures.rows import Told
from tests.domain.county import LAND_OFFICE, OTHER, TOWN, VILLAGE, ZHANG, director, triage
from tests.domain.given import Fact, fact
from tests.domain.states import (
    accepted,
    complaint,
    joined,
    merged,
    petitioned,
    raised,
    redirected,
    refused,
    registered,
    reported,
    supplementing,
)
from tests.domain.states_agreements import moment
from tests.domain.states_ending import resolved, withdrawn
from tests.domain.states_petition import forwarded, unit_head
from tests.domain.test_chain_of_duty import played
from tests.projections.counting import CLOCKS, at, corrected, count, month, terms, voided
from tests.projections.facts import random_lives

DECISION = ("DECISION_ON_TIME", "DECISION_LATE", "DECISION_OVERDUE")
CONTACT = ("CONTACT_ON_TIME", "CONTACT_LATE", "CONTACT_OVERDUE")
IN_TIME, LATE, OVERDUE, NOTHING = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)
FIRST = registered()
"""Registered on Tuesday, 25 March 2025, at ten past nine: contact is due on the 26th, a decision
on Friday, the 28th."""


def missed(timer: str, unit: str = TOWN, started: int = 1) -> Fact:
    event = DeadlineMissed(
        timer=timer,
        scope="",
        started=started,
        started_at=moment("2025-03-25", "09:10"),
        due_at=moment("2025-03-29", "00:00"),
        basis=Basis.DEFAULT,
        rule_version="liuhen-2026.1",
        holder=Holder.TRIAGE,
        holder_unit=unit,
        holder_person=None,
    )
    return fact(event)


def contacted() -> Fact:
    return fact(ContactRecorded(contacted=ZHANG, method=ContactMethod.PHONE, content=None))


def material(complete: bool = True) -> Fact:
    event = MaterialReceived(
        items=(1,), documents=(), received_at=moment("2025-04-02"), complete=complete
    )
    return fact(event)


# ── decided in time 及时受理 ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("decision", [accepted(), refused(), redirected(), resolved()])
def test_a_decision_in_time_is_on_time_whatever_it_says(decision: Fact) -> None:
    assert count(terms(FIRST, at("2025-03-28", decision)), *DECISION) == IN_TIME


def test_a_decision_counts_by_the_day_it_was_due() -> None:
    found = terms(at("2025-03-31", FIRST), at("2025-03-31", accepted()))
    assert count(found, *DECISION, period=month(3)) == NOTHING
    assert count(found, *DECISION, period=month(4)) == IN_TIME


def test_a_decision_is_overdue_from_the_day_after_its_last_until_it_is_made_late() -> None:
    found = terms(FIRST, at("2025-04-01", accepted()))
    known = [count(found, *DECISION, known_at=moment(day)) for day in ("2025-03-28", "2025-03-29")]
    assert known == [NOTHING, OVERDUE]
    assert count(found, *DECISION, known_at=moment("2025-04-01", "16:19")) == OVERDUE
    assert count(found, *DECISION) == LATE


def test_a_term_that_stands_still_without_end_is_not_due() -> None:
    """T02 stands still while the applicant supplements."""
    found = terms(
        FIRST,
        at("2025-03-27", supplementing()),
        at("2025-04-02", material()),
        at("2025-04-03", accepted()),
    )
    known = {day: count(found, *DECISION, known_at=moment(day)) for day in DAYS}
    assert set(known.values()) == {NOTHING}
    assert count(found, *DECISION, period=month(3)) == NOTHING
    assert count(found, *DECISION, period=month(4)) == IN_TIME


DAYS = ("2025-03-26", "2025-03-28", "2025-03-31", "2025-04-02")


def test_the_pause_that_was_entered_too_late_does_not_help() -> None:
    found = terms(FIRST, at("2025-03-31", supplementing()))
    assert count(found, *DECISION) == OVERDUE


def test_a_miss_on_record_stays_whatever_is_entered_later() -> None:
    """domain.md §2.5 K."""
    found = terms(
        FIRST,
        at("2025-03-29", missed("T02")),
        at("2025-04-01", accepted()),
        at("2025-04-02", corrected(3, "case.accepted", happened_at=moment("2025-03-27"))),
    )
    assert count(found, *DECISION, known_at=moment("2025-03-29")) == LATE
    assert count(found, *DECISION) == LATE


def test_a_corrected_moment_counts_from_then_on() -> None:
    found = terms(
        FIRST,
        at("2025-04-01", accepted()),
        at("2025-04-02", corrected(2, "case.accepted", happened_at=moment("2025-03-27"))),
    )
    assert count(found, *DECISION, known_at=moment("2025-04-01")) == LATE
    assert count(found, *DECISION) == IN_TIME


def test_a_voided_decision_is_still_owed() -> None:
    found = terms(FIRST, at("2025-03-26", accepted()), at("2025-04-02", voided(2, "case.accepted")))
    assert count(found, *DECISION, known_at=moment("2025-04-01")) == IN_TIME
    assert count(found, *DECISION) == OVERDUE


def test_a_refusal_that_is_overturned_is_decided_twice() -> None:
    undone = fact(RefusalOverturned(reason="属本中心。"), by=director())
    found = terms(FIRST, at("2025-03-26", refused()), at("2025-04-01", undone))
    assert count(found, *DECISION) == (1, 0, 1)
    again = terms(
        FIRST,
        at("2025-03-26", refused()),
        at("2025-04-01", undone),
        at("2025-04-02", accepted()),
    )
    assert count(again, *DECISION) == (2, 0, 0)
    assert count(again, *DECISION, known_at=moment("2025-03-31")) == IN_TIME


@pytest.mark.parametrize("gone", [merged(), withdrawn()])
def test_what_nobody_needs_any_more_was_due_only_if_it_was_missed_by_then(gone: Fact) -> None:
    assert count(terms(FIRST, at("2025-03-28", gone)), *DECISION) == NOTHING
    assert count(terms(FIRST, at("2025-03-31", gone)), *DECISION) == LATE


def test_a_complaint_taken_out_of_its_main_case_is_due_again() -> None:
    out = fact(CaseUnmerged(out_of=OTHER, complaints=(), reason="两件事。"), by=triage())
    found = terms(FIRST, at("2025-03-26", merged()), at("2025-04-01", out))
    assert count(found, *DECISION, known_at=moment("2025-03-31")) == NOTHING
    assert count(found, *DECISION) == OVERDUE


def test_the_main_case_is_due_by_its_earliest_complaint() -> None:
    """D12."""
    early = replace(complaint(OTHER), received_at=moment("2025-03-24"))
    apart = fact(ComplaintsSeparated(complaints=(OTHER,)), by=triage())
    found = terms(
        at("2025-03-25", FIRST), at("2025-03-26", joined(early)), at("2025-03-28", accepted())
    )
    assert count(found, *DECISION) == LATE
    assert count(found, *DECISION, period=(DUE_SOONER, DUE_SOONER)) == LATE
    separated = terms(
        at("2025-03-25", FIRST),
        at("2025-03-26", joined(early)),
        at("2025-03-26", apart),
        at("2025-03-28", accepted()),
    )
    assert count(separated, *DECISION) == IN_TIME


DUE_SOONER = moment("2025-03-27").date()


# ── petitions 信访 ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("matter", [petitioned(), reported()])
def test_a_matter_for_the_petition_office_is_due_in_fifteen_days(matter: Fact) -> None:
    """信访工作条例 arts 22, 23: not by the term of other matters."""
    found = terms(matter, at("2025-04-09", accepted()))
    assert count(found, *DECISION, known_at=moment("2025-04-07")) == NOTHING
    assert count(found, *DECISION) == IN_TIME
    assert count(found, "DECISION_ON_TIME", period=month(3)) == 0


def test_what_was_forwarded_must_be_told_by_the_unit_as_well() -> None:
    """Received on 25 March; the town has it since the 31st."""
    notified = ReceiptNotified(
        unit=TOWN,
        result=ReceiptResult.ACCEPTED,
        written=True,
        told_at=moment("2025-04-16"),
        receiver=ZHANG,
        unclear=False,
        reason=None,
    )
    told = fact(notified, by=unit_head())
    found = terms(petitioned(), at("2025-03-31", forwarded()), at("2025-04-16", told))
    assert count(found, *DECISION, known_at=moment("2025-04-15")) == IN_TIME
    assert count(found, *DECISION) == (1, 1, 0)
    assert count(found, "DECISION_LATE", units=(VILLAGE,)) == 0


def test_a_matter_that_was_a_petition_after_all_is_judged_as_one() -> None:
    right = corrected(1, "intake.registered", field="matter_class", value="PETITION_DEMAND")
    found = terms(FIRST, at("2025-04-01", right), at("2025-04-02", accepted()))
    assert count(found, *DECISION, known_at=moment("2025-03-31")) == OVERDUE
    assert count(found, *DECISION) == IN_TIME


def test_every_timer_is_in_the_rules_and_a_petition_has_its_own() -> None:
    book = packaged_policy().rules.books[-1]
    assert set(JUDGED_BY) <= set(book.timers)
    assert [one for one in JUDGED_BY if counts(one, {"T02", "T03"})] == ["T02", "T03"]
    assert [one for one in JUDGED_BY if counts(one, {*JUDGED_BY})] == ["T21", "T22", "T03"]


# ── contacted in time 响应 ────────────────────────────────────────────────────────────────────────


def notice() -> Fact:
    event = NoticeServed(
        notice=NoticeType.ACCEPTANCE,
        text_version="1",
        method=ServiceMethod.IN_PERSON,
        served_at=moment("2025-03-26"),
        receiver=ZHANG,
        proof=None,
        remark=None,
    )
    return fact(event)


def asked_in_writing() -> Fact:
    asked = supplementing()
    assert isinstance(asked.event, SupplementRequested)
    return replace(asked, event=replace(asked.event, served_at=moment("2025-03-26")))


@pytest.mark.parametrize(
    "contact",
    [contacted(), notice(), asked_in_writing(), accepted(told_at=moment("2025-03-26"))],
)
def test_a_first_contact_is_any_by_which_the_applicant_heard_of_it(contact: Fact) -> None:
    """[F24 art 32]"""
    assert count(terms(FIRST, at("2025-03-26", contact)), *CONTACT) == IN_TIME


def test_what_does_not_reach_the_applicant_is_no_contact() -> None:
    found = terms(FIRST, at("2025-03-26", accepted()), at("2025-04-01", contacted()))
    assert count(found, *CONTACT, known_at=moment("2025-03-26")) == NOTHING
    assert count(found, *CONTACT, known_at=moment("2025-03-27")) == OVERDUE
    assert count(found, *CONTACT) == LATE


def test_a_red_matter_is_contacted_within_two_hours() -> None:
    """T03: red shortens the term from when it is red."""
    found = terms(FIRST, raised(RiskLevel.RED), at("2025-03-25", contacted()))
    assert count(terms(FIRST, at("2025-03-25", contacted())), *CONTACT) == IN_TIME
    assert count(found, *CONTACT) == LATE
    assert count(found, *CONTACT, period=(RED_DAY, RED_DAY)) == LATE


RED_DAY = moment("2025-03-25").date()


# ── whose it is 责任单位 ──────────────────────────────────────────────────────────────────────────


def test_it_counts_for_who_has_the_duty_when_it_is_due() -> None:
    def handed(day: str) -> Fact:
        event = HandedBackToCentre(unit=TOWN, centre=LAND_OFFICE, reason="不属职责。")
        return at(day, fact(event))

    before = terms(FIRST, handed("2025-03-27"))
    assert count(before, "DECISION_OVERDUE", units=(LAND_OFFICE,)) == 1
    assert count(before, "DECISION_OVERDUE", units=(TOWN,)) == 0
    assert count(before, "CONTACT_OVERDUE", units=(TOWN,)) == 1
    after = terms(FIRST, handed("2025-03-29"))
    assert count(after, "DECISION_OVERDUE", units=(TOWN,)) == 1


def test_the_unit_that_took_over_has_what_is_open_and_not_what_was_done() -> None:
    event = UnitSucceeded(from_unit=TOWN, to_unit=VILLAGE, centre=VILLAGE, lead_unit=None)
    found = terms(FIRST, at("2025-03-25", contacted()), at("2025-03-27", fact(event)))
    assert count(found, "DECISION_OVERDUE", units=(VILLAGE,)) == 1
    assert count(found, "CONTACT_ON_TIME", units=(TOWN,)) == 1
    known = moment("2025-03-26")
    assert count(found, "CONTACT_ON_TIME", units=(TOWN,), known_at=known) == 1


def test_the_record_of_a_miss_names_whose_it_is() -> None:
    found = terms(FIRST, at("2025-03-29", missed("T02", unit=LAND_OFFICE)))
    assert count(found, "DECISION_LATE", units=(LAND_OFFICE,)) == 1


# ── always 总是 ───────────────────────────────────────────────────────────────────────────────────


def as_they_stand(row: ClocksRow) -> set[tuple[Any, ...]]:
    """What there is to tell of a case, from the rows of all its terms."""
    timers = {clock.timer for clock in row.clocks}
    return {
        (
            f"{one.clock.timer}/{one.clock.scope}/{one.clock.started}",
            JUDGED_BY[one.clock.timer].kind,
            stands,
            one.clock.due.on,
            one.row.unit,
            one.clock.started_at,
        )
        for one in tracked(row, packaged_policy())
        if counts(one.clock.timer, timers)
        and (stands := standing(one.clock)) is not None
        and one.row.unit is not None
    }


def as_told(row: ClocksRow) -> set[tuple[Any, ...]]:
    return {
        (one.subject, one.kind, one.standing, one.on, one.unit, one.occurred_at)
        for one in row.told.figures
        if one.retracted_at is None
    }


def folded_one_by_one(facts: list[Recorded[Any]]) -> int:
    """What is told after each event is what stands; how often somebody's duty was another's."""
    rows: dict[str, ClocksRow] = {}
    moved = 0
    for one in facts:
        before = rows.get(one.stream)
        row = CLOCKS.step(before, one, (one.stream,))
        assert row is not None
        rows[one.stream] = row
        assert as_told(row) == as_they_stand(row), one.name
        moved += len({told.unit for told in row.told.figures}) > 1
    return moved


@settings(max_examples=25, deadline=None)
@for_all(st.integers(0, 2**32))
def test_what_is_told_is_always_how_the_terms_stand(seed: int) -> None:
    """Also where entries were made late and claim to have happened before."""
    for facts in played(seed):
        folded_one_by_one(facts)


@pytest.mark.parametrize("seed", range(3))
def test_corrections_and_mergers_change_nothing_about_that(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 800, ties=0.15)
    assert folded_one_by_one([one for one in facts if type(one.event) in CLOCKS.events])


@settings(max_examples=10, deadline=None)
@for_all(st.integers(0, 2**32), st.floats(0, 1))
def test_a_figure_as_known_then_never_changes_by_what_is_recorded_later(
    seed: int, share: float
) -> None:
    facts, _ = random_lives(Random(seed), 150, ties=0.2)
    known_at = facts[int(share * (len(facts) - 1))].recorded_at
    then = [one for one in facts if one.recorded_at <= known_at]
    assert _known(facts, known_at) == _known(then, known_at)


def _known(facts: list[Recorded[Any]], known_at: datetime) -> dict[str, int]:
    found = [one for row in CLOCKS.fold(facts).values() for one in CLOCKS.parts[-1].of(row)]
    units = tuple(sorted({one.unit for one in found}))
    names = (*DECISION, *CONTACT)
    return dict(zip(names, count(found, *names, units=units, known_at=known_at), strict=True))


def test_nothing_else_is_told_with_the_clocks() -> None:
    facts, _ = random_lives(Random(3), 200)
    told: list[Told] = [one for row in CLOCKS.fold(facts).values() for one in row.told.figures]
    assert {one.kind for one in told} == KINDS
    assert max(one.recorded_at - one.occurred_at for one in told) > timedelta(0)
