"""D13: "3日前" is a strict day and is not moved; the moved day is kept beside it [seed 001]."""

import pytest

from tests.domain.policy.counting import counted, day
from tests.domain.policy.history import after, clock, it


@pytest.mark.parametrize(
    ("month_ends", "strict", "rolled"),
    [
        ("2025-09-30", "2025-10-03", "2025-10-09"),
        ("2025-01-31", "2025-02-03", "2025-02-05"),
        ("2025-04-30", "2025-05-03", "2025-05-06"),
        ("2025-12-31", "2026-01-03", "2026-01-04"),  # Sunday 4 January is worked
        ("2025-10-31", "2025-11-03", "2025-11-03"),
    ],
)
def test_the_monthly_report_has_a_strict_and_a_moved_day(
    month_ends: str, strict: str, rolled: str
) -> None:
    report = counted(month_ends, "3 d", strict=True)
    assert (report.on, report.raw_on, report.rolled_on) == (day(strict), day(strict), day(rolled))


def test_a_report_after_the_holiday_is_six_days_late_by_the_strict_day_only() -> None:
    """domain.md §9 F1.4: R-M1 for September 2025, submitted on 9 October."""
    report = counted("2025-09-30", "3 d", strict=True)
    submitted = day("2025-10-09")
    assert report.days_late(submitted, strict=True) == 6
    assert counted("2025-09-30", "3 d").days_late(submitted) == 0
    assert submitted <= report.rolled_on


@pytest.mark.parametrize(
    ("timer", "kind", "period_ends", "on"),
    [
        ("T74", "R_M1", "2025-09-30", "2025-10-03"),
        ("T75", "R_Q1", "2025-09-30", "2025-10-05"),
        ("T77", "R_M3", "2025-09-30", "2025-10-10"),
        ("T78", "R_Q2", "2025-06-30", "2025-07-31"),
        ("T78", "R_Q2", "2025-12-31", "2026-01-31"),
    ],
)
def test_reports_of_the_rulebook_are_due_by_the_strict_day(
    timer: str, kind: str, period_ends: str, on: str
) -> None:
    opened = it("report.opened", "2025-12-31", kind=kind, period_ends_on=day(period_ends))
    assert clock(after(opened), timer).due.on == day(on)


def test_the_town_report_is_due_from_each_receiver() -> None:
    """domain.md §3.2 T76: two receipts, the county centre and the town's leadership."""
    opened = it(
        "report.opened",
        "2025-10-01",
        kind="R_M2",
        period_ends_on=day("2025-09-30"),
        receivers=("county", "leadership"),
    )
    received = it("report.received", "2025-10-05", receiver="county")
    clocks = after(opened, received)
    assert not clock(clocks, "T76", "county").is_open
    assert clock(clocks, "T76", "leadership").is_open


@pytest.mark.parametrize(
    ("timer", "level", "opens", "on"),
    [
        ("T70", "VILLAGE", "2025-03-24", "2025-03-30"),
        ("T71", "TOWN", "2025-03-01", "2025-03-15"),
        ("T71", "TOWN", "2025-02-16", "2025-02-28"),
        ("T72", "COUNTY", "2025-02-01", "2025-02-28"),
    ],
)
def test_screening_windows_end_with_the_week_half_month_or_month(
    timer: str, level: str, opens: str, on: str
) -> None:
    """[seed 001 三(一)]; windows are rhythms and are not moved either."""
    opened = it("screening.opened", opens, level=level, opens_on=day(opens))
    assert clock(after(opened), timer).due.on == day(on)
