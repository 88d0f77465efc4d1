"""The ladder of escalation: what is proposed about a term as it grows late (domain.md §5.4)."""

from typing import Any

import pytest

from domain.policy.clock import Clock
from domain.policy.escalation import (
    Addressee,
    Circumstances,
    Ground,
    Measure,
    Proposal,
    proposal,
    quarter_of,
    working_days_over,
)
from domain.policy.overdue import amber_at, colour
from tests.domain.policy.history import (
    BOOK,
    MED,
    POLICY,
    after,
    at,
    clock,
    it,
    opened,
    suspended,
    terminated,
)

MEDIATION = clock(after(opened()), "T20", MED)
"""Until Thursday, 3 April 2025; the 4th is a holiday, the 7th the next working day."""


def proposed(when: str, term: Clock = MEDIATION, **known: Any) -> Proposal | None:
    moment = at(when)
    amber = amber_at(term, BOOK.amber, POLICY.calendar)
    circumstances = {
        "working_days": working_days_over(term, moment, POLICY.calendar),
        "supervised_before": False,
        "cases": 1,
    }
    return proposal(
        term,
        moment,
        colour(term, moment, amber, None),
        Circumstances(**(circumstances | known)),
        BOOK,
    )


def rung(when: str, **known: Any) -> tuple[Measure, Ground]:
    found = proposed(when, **known)
    assert found is not None
    return found.measure, found.ground


def test_nothing_is_proposed_while_there_is_time() -> None:
    assert proposed("2025-03-20") is None


def test_with_little_left_the_handler_is_reminded() -> None:
    assert proposed("2025-04-01") == Proposal(
        measure=Measure.REMIND, addressee=Addressee.HANDLER, ground=Ground.LITTLE_LEFT
    )


@pytest.mark.parametrize(
    ("when", "measure", "addressee"),
    [
        ("2025-04-04", Measure.URGE, Addressee.UNIT_HEAD),
        ("2025-04-07", Measure.URGE, Addressee.UNIT_HEAD),
        ("2025-04-08", Measure.SUPERVISE, Addressee.UNIT),
        ("2025-04-10", Measure.SUPERVISE, Addressee.UNIT),
        ("2025-04-11", Measure.SUPERVISE_CLOSELY, Addressee.UNIT_AND_LEADER),
        ("2025-04-17", Measure.SUPERVISE_CLOSELY, Addressee.UNIT_AND_LEADER),
        ("2025-04-18", Measure.INTERVIEW, Addressee.CHIEF),
    ],
)
def test_over_two_five_and_ten_working_days_late(
    when: str, measure: Measure, addressee: Addressee
) -> None:
    found = proposed(when)
    assert found is not None
    assert (found.measure, found.addressee) == (measure, addressee)


def test_who_was_supervised_before_is_supervised_closely_the_second_time() -> None:
    assert rung("2025-04-07", supervised_before=True) == (Measure.URGE, Ground.OVER)
    again = rung("2025-04-08", supervised_before=True)
    assert again == (Measure.SUPERVISE_CLOSELY, Ground.SUPERVISED_BEFORE)


def test_the_third_late_case_of_a_quarter_leads_to_an_interview() -> None:
    assert rung("2025-04-04", cases=2) == (Measure.URGE, Ground.OVER)
    assert rung("2025-04-04", cases=3) == (Measure.INTERVIEW, Ground.CASES_IN_QUARTER)
    assert rung("2025-04-04", cases=None) == (Measure.URGE, Ground.OVER)


def test_what_stands_still_or_has_ended_is_nobodys_to_press() -> None:
    paused = clock(after(opened(), suspended("2025-03-10", "P01")), "T20", MED)
    ended = clock(after(opened(), terminated("2025-04-20")), "T20", MED)
    assert proposed("2025-06-01", paused) is None
    assert proposed("2025-06-01", ended) is None
    assert proposed("2025-04-10", ended) is not None, "on the tenth it was open"


def test_a_right_of_a_party_is_not_pressed() -> None:
    window = clock(after(it("intake.supplement_requested", "2025-03-03", cause="FACTS")), "T04")
    assert proposed("2025-06-01", window) is None


@pytest.mark.parametrize(
    ("when", "begins"),
    [
        ("2025-01-01 00:00", "2025-01-01 00:00"),
        ("2025-03-31 23:59", "2025-01-01 00:00"),
        ("2025-04-01 00:00", "2025-04-01 00:00"),
        ("2025-12-31", "2025-10-01 00:00"),
    ],
)
def test_a_quarter_begins_by_the_countrys_clock(when: str, begins: str) -> None:
    assert quarter_of(at(when)) == at(begins)
