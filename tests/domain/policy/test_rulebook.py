"""What decisions ask a rulebook: a window's last day, a number, a version."""

from datetime import date, timedelta

import pytest

from domain.policy.calendar import china
from domain.policy.rulebook import NumberUnknown, RuleVersionUnknown, TimerUnknown
from domain.policy.terms import TermUnreadable, Unit, term
from tests.domain.policy.history import BOOK, POLICY, at


def test_a_window_by_its_kind() -> None:
    started = at("2025-03-03 09:00")
    assert BOOK.due("T42", started, china(), {"kind": "KEY"}).on == date(2025, 3, 17)
    assert BOOK.due("T42", started, china(), {"kind": "DAILY"}).on == date(2025, 3, 24)
    assert BOOK.due("T16", started, china(), {"now.level": "RED"}).at == at("2025-03-03 11:00")
    assert BOOK.due("T16", started, china()).on == date(2025, 3, 4)


def test_an_objection_window_of_a_petition_is_five_working_days() -> None:
    """信访工作条例 art 23."""
    petition = {"now.matter_class": "PETITION_DEMAND"}
    assert BOOK.due("T17", at("2025-04-30"), china(), petition).on == date(2025, 5, 12)
    assert BOOK.due("T17", at("2025-04-30"), china()).on == date(2025, 5, 7)


def test_a_timer_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(TimerUnknown, match="T99"):
        BOOK.due("T99", at("2025-03-03"), china())
    with pytest.raises(TimerUnknown, match="T34"):
        BOOK.due("T34", at("2025-03-03"), china())


def test_a_number_as_a_count_a_term_and_a_span() -> None:
    assert BOOK.number("representatives").whole == 5
    assert BOOK.number("withdrawal_after_contact").term == term("3 d")
    assert BOOK.number("late_entry_lag").span == timedelta(hours=24)
    assert BOOK.number("quiet_before_leaving_red").span == timedelta(days=7)


def test_a_number_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(NumberUnknown, match="luck"):
        BOOK.number("luck")


def test_a_version_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(RuleVersionUnknown):
        POLICY.rules.of("liuhen-1999.1")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("30 wd", 30, Unit.WORKING_DAY), ("1 mo", 1, Unit.MONTH), ("same day", 1, Unit.SAME_DAY)],
)
def test_a_length_is_written_as_people_say_it(text: str, amount: int, unit: Unit) -> None:
    assert (term(text).amount, term(text).unit) == (amount, unit)


@pytest.mark.parametrize(
    "text", ["", "wd", "30", "30wd", "-1 d", "1.5 h", "30 wd ", "０ d", "1 fortnight"]
)
def test_anything_else_is_no_length(text: str) -> None:
    with pytest.raises(TermUnreadable):
        term(text)


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("30 wd", "30个工作日"),
        ("15 d", "15日"),
        ("2 h", "2小时"),
        ("same day", "当日"),
        ("1 mo", "1个月"),
    ],
)
def test_a_length_has_a_chinese_name(text: str, zh: str) -> None:
    assert term(text).zh == zh
