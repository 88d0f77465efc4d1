"""D6: 以上、以下、以内 include the number itself; 不满、超过、以外 do not (民法典 art 1259)."""

from domain.policy.daycount import at_least, less_than, more_than, within


def test_within_and_at_least_include_the_number() -> None:
    assert within(30, 30)
    assert at_least(96, 96)
    assert not within(31, 30)
    assert not at_least(95.9, 96)


def test_more_than_and_less_than_leave_it_out() -> None:
    assert not more_than(5, 5)
    assert more_than(6, 5)
    assert not less_than(14, 14)
    assert less_than(13, 14)


def test_ninety_six_of_a_hundred_reach_the_target_and_one_less_does_not() -> None:
    """domain.md §9 F1.2."""
    assert at_least(100 * 960 / 1000, 96)
    assert not at_least(100 * 959 / 1000, 96)
