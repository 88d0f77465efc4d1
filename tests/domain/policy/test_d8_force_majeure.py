"""D8: ten days after the obstacle ends a party may ask for the term (民事诉讼法 art 86)."""

from domain.policy.calendar import china
from domain.policy.daycount import may_ask_for_restoration
from tests.domain.policy.history import BOOK, at

TEN_DAYS = BOOK.number("restoration").term


def test_ten_days_after_the_obstacle_a_party_may_ask() -> None:
    ended = at("2025-07-04")
    assert may_ask_for_restoration(ended, at("2025-07-14 23:00"), TEN_DAYS, china())


def test_on_the_eleventh_day_it_is_too_late() -> None:
    assert not may_ask_for_restoration(at("2025-07-04"), at("2025-07-15"), TEN_DAYS, china())


def test_the_tenth_day_is_rolled_like_any_other() -> None:
    assert may_ask_for_restoration(at("2025-06-25"), at("2025-07-07"), TEN_DAYS, china())
