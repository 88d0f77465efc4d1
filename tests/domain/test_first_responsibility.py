"""首办责任: who was responsible first stays in the chain, however often the order moves (§6.4)."""

from datetime import UTC, datetime

from domain.case.chain import Chain, Span, chain_of, holder, step
from domain.case.corrections import EventCorrected
from domain.case.deadlines import DeadlineMissed
from domain.case.handling import DutyHandedOver
from domain.case.reorganisation import UnitSucceeded
from domain.codes.duties import Turn
from domain.ids import SYSTEM
from domain.policy.timers import Basis, Holder
from domain.roles import Role
from tests.domain.county import LAND_OFFICE, ONE, OWNER, SCAN, TOWN, VILLAGE, acting
from tests.domain.given import MORNING, Fact, fact, happened
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


def too_late() -> Fact:
    """已登记超期: the term for objecting was over."""
    missed = DeadlineMissed(
        timer="T17",
        scope=ORDER,
        started=3,
        started_at=MORNING,
        due_at=MORNING,
        basis=Basis.LAW,
        rule_version="liuhen-2026.1",
        holder=Holder.LEAD_UNIT,
        holder_unit=LAND_OFFICE,
        holder_person=None,
    )
    return fact(missed, by=acting(Role.SYSTEM_ADMINISTRATOR, person=SYSTEM, unit=None))


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


def test_an_objection_out_of_time_leaves_it() -> None:
    (first,) = spans(after(*FIRST_OFFICE, issued(), objected(), too_late(), upheld()), FIRST)
    assert first.open


def test_it_comes_back_when_the_objection_turns_out_late() -> None:
    (first,) = spans(after(*FIRST_OFFICE, issued(), objected(), upheld(), too_late()), FIRST)
    assert (first.open, first.to_at, first.to_version) == (True, None, None)


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
