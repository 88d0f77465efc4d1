"""首办责任: who was responsible first stays in the chain, however often the order moves (§6.4)."""

from datetime import UTC, datetime, timedelta

from domain.case.chain import Chain, Span, chain_of, holder, step
from domain.case.closing import CaseClosed
from domain.case.corrections import EventCorrected
from domain.case.handling import DutyHandedOver
from domain.case.reorganisation import UnitSucceeded
from domain.codes.duties import Turn
from domain.measures.accountability import responsible_first
from domain.policy.clock import Clock
from domain.policy.clocks import clocks_of
from domain.policy.timers import Holder
from tests.domain.county import LAND_OFFICE, ONE, OWNER, SCAN, TOWN, VILLAGE
from tests.domain.given import MORNING, Fact, fact, happened
from tests.domain.policy.history import POLICY
from tests.domain.states import accepted, registered
from tests.domain.states_orders import (
    ORDER,
    SECOND,
    SIGNED,
    TAKEN_UP,
    assigned,
    completed,
    issued,
    objected,
    recused,
    rejected,
    signed,
    unit_head,
    upheld,
)

FIRST = Holder.FIRST_RESPONSIBLE_UNIT
FIRST_OFFICE = (registered(dispute="0902"), accepted(first_responsible_unit=LAND_OFFICE))
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def after(*facts: Fact) -> Chain:
    found, _ = happened(facts)
    return chain_of(found)


def spans(chain: Chain, duty: Holder, scope: str = "") -> list[Span]:
    return [one for one in chain.spans if one.duty is duty and one.scope == scope]


def handed_over() -> Fact:
    return fact(
        DutyHandedOver(
            order=ORDER,
            unit=LAND_OFFICE,
            handed_by=OWNER,
            taken_by=ONE,
            tasks=("续查档案",),
            reason="调岗",
            document=SCAN,
        ),
        by=unit_head(),
    )


def test_it_stays_though_the_order_moves_on() -> None:
    chain = after(*TAKEN_UP, issued(), signed(), issued(order=SECOND, lead_unit=TOWN))
    (first,) = spans(chain, FIRST)
    assert (first.unit, first.ended) == (VILLAGE, None)


def test_an_objection_upheld_in_time_ends_it() -> None:
    chain = after(*FIRST_OFFICE, issued(), objected(), upheld())
    (first,) = spans(chain, FIRST)
    assert (first.unit, first.ended, first.to_version) == (LAND_OFFICE, Turn.OBJECTION_UPHELD, 5)


def test_another_units_objection_leaves_it() -> None:
    (first,) = spans(after(*TAKEN_UP, issued(), objected(), upheld()), FIRST)
    assert first.open


def test_a_rejected_objection_leaves_it() -> None:
    (first,) = spans(after(*FIRST_OFFICE, issued(), objected(), rejected()), FIRST)
    assert first.open


def objected_on(day: int) -> tuple[Chain, tuple[Clock, ...]]:
    """The unit responsible first objected so many days after the order, and was right."""
    late = fact(objected().event, by=unit_head(), at=MORNING + timedelta(days=day))
    right = fact(upheld().event, by=upheld().by, at=MORNING + timedelta(days=day + 1))
    found, _ = happened((*FIRST_OFFICE, issued(), late, right))
    return chain_of(found), clocks_of(found, POLICY).clocks


def test_an_objection_within_its_term_excuses() -> None:
    chain, clocks = objected_on(1)
    assert responsible_first(chain, clocks) is chain


def test_an_objection_out_of_time_excuses_nobody() -> None:
    """domain.md §6.4: it was not the unit's duty, but it kept the matter beyond the term."""
    chain, clocks = objected_on(40)
    (first,) = spans(responsible_first(chain, clocks), FIRST)
    assert (first.unit, first.open, first.to_at) == (LAND_OFFICE, True, None)


def test_who_objected_too_late_is_responsible_until_the_matter_is_over() -> None:
    late = fact(objected().event, by=unit_head(), at=MORNING + timedelta(days=40))
    closed = fact(CaseClosed(reason="C01", explanation=None))
    found, _ = happened((*FIRST_OFFICE, issued(), late, upheld(), issued(order=SECOND), closed))
    chain = responsible_first(chain_of(found), clocks_of(found, POLICY).clocks)
    (first,) = spans(chain, FIRST)
    assert (first.ended, first.to_version) == (Turn.CLOSED, 7)


def test_an_order_passes_from_hand_to_hand_without_a_gap() -> None:
    chain = after(*SIGNED, assigned(), handed_over(), completed())
    office, owner, one = spans(chain, Holder.LEAD_UNIT, ORDER)
    assert [office.person, owner.person, one.person] == [None, OWNER, ONE]
    assert [office.came, owner.came, one.came] == [
        Turn.ISSUED,
        Turn.HANDLER_NAMED,
        Turn.HANDED_OVER,
    ]
    assert (office.to_version, owner.to_version) == (owner.from_version, one.from_version)
    assert (one.ended, one.signed) == (Turn.COMPLETED, 4)


def test_who_steps_aside_leaves_the_unit_with_the_order() -> None:
    chain = after(*SIGNED, assigned(), recused())
    assert [one.person for one in spans(chain, Holder.LEAD_UNIT, ORDER)] == [None, OWNER, None]


def test_a_successor_answers_from_the_day_it_took_over() -> None:
    passed = UnitSucceeded(from_unit=VILLAGE, to_unit=TOWN, centre=TOWN, lead_unit=TOWN)
    chain = after(*TAKEN_UP, fact(passed, by=unit_head(TOWN)))
    before, now = spans(chain, FIRST)
    assert (before.unit, before.ended) == (VILLAGE, Turn.REORGANISED)
    assert (now.unit, now.from_version) == (TOWN, 3)


def test_who_held_it_is_asked_of_a_moment() -> None:
    chain = after(*SIGNED, assigned(), handed_over())
    _, owner, one = spans(chain, Holder.LEAD_UNIT, ORDER)
    assert holder(chain, Holder.LEAD_UNIT, ORDER, owner.from_at) == owner
    assert holder(chain, Holder.LEAD_UNIT, "", one.from_at) == one
    assert holder(chain, Holder.LEAD_UNIT, ORDER, MORNING) == spans(chain, Holder.CENTRE)[0]
    assert holder(chain, Holder.COURT, "", LATER) is None


def test_a_corrected_moment_is_shown() -> None:
    right = EventCorrected(
        version=3,
        event="order.issued",
        field=None,
        value=None,
        happened_at=MORNING,
        remark=None,
        reason="录入有误",
    )
    chain = after(*TAKEN_UP, issued(), fact(right))
    (span,) = spans(chain, Holder.LEAD_UNIT, ORDER)
    assert chain.right_moment(span.from_version, span.from_at) == MORNING


def test_what_turns_no_duty_returns_the_same_chain() -> None:
    *before, last = happened([*SIGNED, objected()])[0]
    chain = chain_of(before)
    assert step(chain, last) is chain
