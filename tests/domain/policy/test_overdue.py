"""How late a term is at a moment, and how it is shown (domain.md §5.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy.clock import Clock, Colour, Lateness, State
from domain.policy.overdue import (
    BOUNDS,
    Bucket,
    CaseStanding,
    Standing,
    Standstill,
    amber_at,
    as_of,
    beyond,
    bucket,
    case_standing,
    colour,
    is_overdue,
    late_extension_at,
    lateness,
    standing,
    standstills,
)
from domain.policy.terms import Unit
from tests.domain.policy.history import (
    BOOK,
    MED,
    POLICY,
    It,
    accepted,
    after,
    at,
    clock,
    extended,
    it,
    missed,
    opened,
    registered,
    resumed,
    suspended,
    terminated,
)
from tests.domain.policy.test_clock_properties import histories


def mediation(*more: It) -> Clock:
    """A month of mediation, opened on 3 March 2025: until 3 April, a Thursday."""
    return clock(after(opened(), *more), "T20", MED)


def test_a_term_is_overdue_from_the_day_after_its_last() -> None:
    assert standing(mediation(), at("2025-04-03 23:59")) is Standing.RUNNING
    assert standing(mediation(), at("2025-04-04 00:00")) is Standing.OVERDUE
    assert standing(mediation(), at("2025-03-02")) is None, "it has not begun"


def test_what_ended_later_was_still_open_then() -> None:
    ended = mediation(terminated("2025-04-20"))
    assert is_overdue(ended, at("2025-04-10"))
    assert standing(ended, at("2025-04-10")) is Standing.OVERDUE
    assert standing(ended, at("2025-04-21")) is Standing.LATE
    assert as_of(ended, at("2025-04-10")).state(at("2025-04-10")) is State.MISSED
    assert as_of(ended, at("2025-03-10")).state(at("2025-03-10")) is State.RUNNING


def test_a_miss_was_not_on_record_before_it_was_recorded() -> None:
    clocked = mediation(missed("2025-04-07", "T20", MED, 1))
    assert as_of(clocked, at("2025-04-06")).recorded is None
    assert as_of(clocked, at("2025-04-07")).recorded == 2


@pytest.mark.parametrize(
    ("when", "late", "wanted"),
    [
        ("2025-04-04", 1, Bucket.UP_TO_3),
        ("2025-04-06", 3, Bucket.UP_TO_3),
        ("2025-04-07", 4, Bucket.UP_TO_7),
        ("2025-04-10", 7, Bucket.UP_TO_7),
        ("2025-04-11", 8, Bucket.UP_TO_15),
        ("2025-04-18", 15, Bucket.UP_TO_15),
        ("2025-04-19", 16, Bucket.UP_TO_30),
        ("2025-05-03", 30, Bucket.UP_TO_30),
        ("2025-05-04", 31, Bucket.MORE),
    ],
)
def test_days_late_fall_into_buckets(when: str, late: int, wanted: Bucket) -> None:
    by = lateness(mediation(), at(when), POLICY.calendar)
    assert by == Lateness(amount=late, unit=Unit.DAY)
    assert by is not None
    assert bucket(by) is wanted


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        (0, Bucket.UP_TO_3),
        (180, Bucket.UP_TO_3),
        (181, Bucket.UP_TO_7),
        (7 * 60, Bucket.UP_TO_7),
        (30 * 60, Bucket.UP_TO_30),
        (30 * 60 + 1, Bucket.MORE),
    ],
)
def test_terms_of_hours_are_late_by_every_hour_begun(minutes: int, wanted: Bucket) -> None:
    assert bucket(Lateness(amount=minutes, unit=Unit.MINUTE)) is wanted


def test_what_is_over_by_no_working_day_yet_is_in_the_first_bucket() -> None:
    """Three working days from Tuesday end on Friday; on Saturday it is over, by no working day."""
    simple = clock(after(accepted("2025-03-04", difficulty="SIMPLE")), "T30")
    assert simple.due.on.isoformat() == "2025-03-07"
    by = lateness(simple, at("2025-03-08"), POLICY.calendar)
    assert by == Lateness(amount=0, unit=Unit.WORKING_DAY)
    assert by is not None
    assert bucket(by) is Bucket.UP_TO_3


def test_overdue_is_red_and_black_once_it_was_urged_twice() -> None:
    term, moment = mediation(), at("2025-04-10")
    amber = amber_at(term, BOOK.amber, POLICY.calendar)
    assert colour(term, moment, amber, None) is Colour.RED
    assert colour(term, moment, amber, at("2025-04-11")) is Colour.RED
    assert colour(term, moment, amber, at("2025-04-10")) is Colour.BLACK
    assert colour(term, at("2025-03-10"), amber, at("2025-03-05")) is Colour.GREEN


def test_a_recorded_miss_stays_red_whatever_is_entered_later() -> None:
    term = mediation(missed("2025-04-07", "T20", MED, 1), terminated("2025-04-01"))
    amber = amber_at(term, BOOK.amber, POLICY.calendar)
    assert standing(term, at("2025-04-08")) is Standing.LATE
    assert colour(term, at("2025-04-08"), amber, None) is Colour.RED


def test_a_late_extension_undoes_no_breach_and_is_a_class_of_its_own() -> None:
    in_time, late = mediation(extended("2025-04-03", 5)), mediation(extended("2025-04-04", 30))
    assert late_extension_at(in_time) is None
    assert late_extension_at(late) == at("2025-04-04")
    assert is_overdue(late, at("2025-04-05"))
    assert not is_overdue(in_time, at("2025-04-05"))


def test_pauses_that_meet_are_shown_as_one() -> None:
    term = mediation(
        suspended("2025-03-10", "P01"),
        suspended("2025-03-12", "P02"),
        resumed("2025-03-14", reason="P01"),
        resumed("2025-03-20", reason="P02"),
        suspended("2025-03-25", "P01"),
    )
    assert standstills(term) == (
        Standstill(from_at=at("2025-03-10"), until_at=at("2025-03-20")),
        Standstill(from_at=at("2025-03-25"), until_at=None),
    )
    assert standing(term, at("2030-01-01")) is Standing.PAUSED


def test_a_case_is_overdue_by_law_or_a_document_and_otherwise_internally() -> None:
    by_law = after(opened()).clocks
    assert case_standing(by_law, at("2025-04-04")) is CaseStanding.OVERDUE
    assert case_standing(by_law, at("2025-04-03")) is CaseStanding.INTERNALLY_OVERDUE
    assert case_standing(by_law, at("2025-03-04")) is CaseStanding.IN_TIME
    by_default = after(registered("2025-03-03")).clocks
    assert all(not one.is_mandatory for one in by_default)
    assert case_standing(by_default, at("2025-04-04")) is CaseStanding.INTERNALLY_OVERDUE


def test_a_right_nobody_used_makes_no_case_overdue() -> None:
    waiting = after(it("intake.supplement_requested", "2025-03-03", cause="FACTS")).clocks
    assert waiting
    assert {one.timer for one in waiting} == {"T04"}
    assert case_standing(waiting, at("2025-06-01")) is CaseStanding.IN_TIME


@given(histories(), st.integers(0, 200), st.integers(0, 24 * 60 - 1))
def test_a_bucket_is_passed_exactly_when_the_term_ended_by_its_limit(
    history: list[It], days: int, minutes: int
) -> None:
    """The limits by which a database is asked are the buckets themselves."""
    hours, rest = divmod(minutes, 60)
    moment = at("2025-03-01 00:00").replace(hour=hours, minute=rest) + days * (
        at("2025-03-02") - at("2025-03-01")
    )
    for term in after(*history).clocks:
        by = lateness(term, moment, POLICY.calendar)
        if by is None or term.end is not None:
            continue
        for found, most in BOUNDS.items():
            limit = beyond(most, moment, POLICY.calendar)
            passed = {
                Unit.MINUTE: term.due.at <= limit.by_the_clock,
                Unit.DAY: term.due.on <= limit.days,
                Unit.WORKING_DAY: term.due.on <= limit.working_days,
            }[term.late_unit]
            order = list(Bucket)
            assert passed is (order.index(bucket(by)) > order.index(found))
