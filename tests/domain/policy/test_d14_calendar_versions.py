"""D14: when a year's notice arrives, running terms are counted again on the new calendar."""

from datetime import date

from domain.policy.calendar import china
from domain.policy.rulebook import Policy
from tests.domain.policy.counting import counted
from tests.domain.policy.history import POLICY, after, due_on, it

OPENED = it("mediation.opened", "2025-12-29", mediation="m1", kind="MEDICAL")


def test_the_same_history_on_an_older_calendar_gives_another_day() -> None:
    before = Policy(rules=POLICY.rules, calendar=china(2025))
    assert due_on(after(OPENED, policy=before), "T23", "m1") == "2026-02-09"
    assert due_on(after(OPENED), "T23", "m1") == "2026-02-10"


def test_a_term_through_an_unannounced_year_says_so() -> None:
    assert counted("2025-12-29", "30 wd", calendar=china(2025)).provisional
    assert not counted("2025-12-29", "30 wd", calendar=china(2026)).provisional


def test_a_term_within_announced_years_is_final() -> None:
    assert not counted("2025-11-03", "15 wd", calendar=china(2025)).provisional


def test_counting_twice_on_one_version_gives_the_same() -> None:
    assert counted("2025-12-29", "30 wd").on == counted("2025-12-29", "30 wd").on
    assert china(2025).notices.keys() < china(2026).notices.keys()
    assert date(2026, 1, 4) in china(2026).working - china(2025).working
