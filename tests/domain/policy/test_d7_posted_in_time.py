"""D7: what a party posts is in time when it was posted before the end (民事诉讼法 art 85)."""

from domain.policy.daycount import filed_at
from tests.domain.policy.counting import counted, moment


def test_the_day_of_posting_counts() -> None:
    window = counted("2025-04-28", "30 d")
    arrived, posted = moment("2025-05-30"), moment("2025-05-28 17:00")
    assert not window.kept_by(filed_at(arrived, None))
    assert window.kept_by(filed_at(arrived, posted))


def test_what_was_posted_too_late_stays_late() -> None:
    window = counted("2025-04-28", "30 d")
    assert not window.kept_by(filed_at(moment("2025-05-30"), moment("2025-05-29 08:00")))


def test_a_paper_cannot_be_posted_after_it_arrived() -> None:
    arrived = moment("2025-05-28")
    assert filed_at(arrived, moment("2025-05-30")) == arrived
