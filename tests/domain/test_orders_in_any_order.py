"""Whatever units and supervisors do in whatever order, duties stay clear (domain.md §2.5 C, K).

A matter that was taken up is played at random with the commands of these chapters alone.
"""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Case, Stage, case
from domain.case.handling import HANDLING, AssignHandler, HandOverDuty
from domain.case.orders import IssueOrder
from domain.case.recusal import DiscloseConflict
from domain.case.regions.orders import OrderStage
from domain.kernel import Recorded
from domain.refusals import Refusal
from tests.domain.anybody import somebody
from tests.domain.county import CASE, PEOPLE, VILLAGE, acting
from tests.domain.draws.orders import MAKE
from tests.domain.given import folded, recorded
from tests.domain.states_orders import TAKEN_UP

STEPS = 120
KINDS = tuple(MAKE)
WEIGHTY = {"order", "supervision"}
ODDS = {DiscloseConflict: 1, IssueOrder: 40, AssignHandler: 30, HandOverDuty: 40}
WEIGHTS = [ODDS.get(kind, 12 if kind.__annotations__.keys() & WEIGHTY else 6) for kind in KINDS]
"""Orders come often; who has stepped aside does nothing any more, so that comes seldom."""


class Matter:
    """One matter under way, and everything that has happened to it since."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        state, self.at = folded(TAKEN_UP)
        assert state is not None
        self.state: Case = state
        before, _ = folded(TAKEN_UP)
        assert before is not None
        self.before: Case = before
        """The state before what was done last, folded apart."""
        self.latest: list[Recorded[Any]] = []
        self.facts: list[Recorded[Any]] = []
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        """Somebody tries something; what comes of it is folded in."""
        [kind] = self.chance.choices(KINDS, WEIGHTS)
        by = somebody(self.chance, self.chance.choice(case.decisions[kind].by), self.state)
        self.at += timedelta(minutes=1)
        command = MAKE[kind](self.chance, CASE, self.state)
        order = self.state.orders.all.get(getattr(command, "order", ""))
        if order is not None and self.chance.random() < 0.7:
            [role] = by.roles
            unit = order.lead if role in HANDLING else order.sender
            by = acting(role, person=by.person, unit=unit)
        number = f"command-{len(self.facts)}"
        act = replace(by, at=self.at, now=self.at, others=PEOPLE, command_id=number)
        for fact in self.latest:
            self.before = case.evolve(self.before, fact)
        self.latest.clear()
        try:
            outcomes = case.decide(self.state, command, act)
        except Refusal:
            outcomes = []
        assert self.state == self.before, "a decision changed the state"
        for outcome in outcomes:
            told: Recorded[Any] = recorded(outcome, act, self.at)  # type: ignore[arg-type]
            self.facts.append(told)
            self.latest.append(told)
            self.state = case.evolve(self.state, told)
        if outcomes:
            self.done[kind.__name__] += 1
        moved_soundly(self.before, self.state)


def moved_soundly(before: Case, after: Case) -> None:
    """What one step may change, and what it may not."""
    assert after.first_responsible_unit == VILLAGE
    assert after.orders.bounces >= before.orders.bounces
    assert after.hands.recused >= before.hands.recused
    assert after.hands.handlers >= before.hands.handlers
    assert after.units >= before.units
    if before.orders.level is not None:
        assert after.orders.level is not None
        assert after.orders.level.rank >= before.orders.level.rank
    if after.orders.bounces >= 3 > before.orders.bounces:
        assert len(after.supervisions.open) == len(before.supervisions.open) + 1
    for order in before.orders.all.values():
        assert after.orders.all[order.order].objected_by >= order.objected_by


def stands_soundly(state: Case) -> None:
    """What is true at any time."""
    if not state.hands.followed:  # A merger may bring a second order; both go on.
        leads = [order.lead for order in state.orders.open]
        assert len(leads) == len(set(leads)), "a unit has two open orders"
    for order in state.orders.open:
        assert order.handler not in state.hands.recused
        assert not order.assistants & state.hands.recused
        assert not (order.designated and order.stage is OrderStage.OBJECTED)
        assert {order.lead, *order.co_units} <= state.units
        assert not {order.lead, *order.co_units} & state.accused_units
    if state.stage is Stage.ACCEPTED:
        assert not state.orders.open
    if state.stage is Stage.ASSIGNED:
        assert state.orders.open
    assert not state.hands.handlers & state.participants


@settings(max_examples=25, deadline=None)
@for_all(st.integers(0, 2**32))
def test_duties_stay_clear_whatever_happens(seed: int) -> None:
    matter = Matter(seed)
    for _ in range(STEPS):
        matter.step()
        stands_soundly(matter.state)
    start, _ = folded(TAKEN_UP)
    assert case.fold(matter.facts, start) == matter.state


def test_chance_brings_every_one_of_these_commands_to_an_end() -> None:
    done: Counter[str] = Counter()
    for seed in range(60):
        matter = Matter(seed)
        for _ in range(STEPS):
            matter.step()
        done += matter.done
    assert {kind.__name__ for kind in KINDS} - done.keys() == set()
