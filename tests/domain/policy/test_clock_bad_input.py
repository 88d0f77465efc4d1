"""What the engine does not know, or cannot make sense of, does no harm."""

from datetime import date

import pytest

from domain.policy.clock import How
from domain.policy.rulebook import RuleVersionUnknown
from tests.domain.policy.history import MED, after, at, clock, it, opened, then


def test_an_event_no_rule_knows_changes_nothing() -> None:
    clocks = after(opened("2025-03-03"))
    assert then(clocks, it("case.linked", "2025-03-04"), 2) == clocks


def test_an_event_judged_by_unknown_rules_is_a_fault() -> None:
    with pytest.raises(RuleVersionUnknown, match=r"liuhen-1999\.1"):
        after(it("case.accepted", "2025-03-03", rules="liuhen-1999.1"))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), "nonsense", None, 5])
def test_no_day_somebody_typed_breaks_the_engine(day: object) -> None:
    after(
        it(
            "agreement.effective",
            "2025-03-03",
            agreement="a",
            mediation=MED,
            effective_at=at("2025-03-03"),
            obligations=({"obligation": "o", "due_on": day},),
        ),
        it("fulfilment.deferred", "2025-03-04", obligation="o", due_on=day),
        it("mediation.opened", "2025-03-05", mediation="m", kind="PEOPLES"),
        it("mediation.extended", "2025-03-06", mediation="m", due_on=day),
        it("mediation.extended", "2025-03-06", mediation="m", days=10**12),
    )


def test_an_obligation_without_a_day_has_no_clock() -> None:
    clocks = after(
        it(
            "agreement.effective",
            "2025-03-03",
            agreement="a",
            effective_at=at("2025-03-03"),
            obligations=({"obligation": "o", "due_on": None},),
        )
    )
    assert clocks.of("T34", "o") is None


def test_ending_says_how() -> None:
    clocks = after(
        opened("2025-03-03"), it("case.withdrawn", "2025-03-05", call_back_required=False)
    )
    end = clock(clocks, "T20", MED).end
    assert end is not None
    assert (end.how, end.version) == (How.CANCELLED, 2)
