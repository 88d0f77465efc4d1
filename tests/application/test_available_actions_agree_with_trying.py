"""What a case says may be done with it is what trying shows (availableActions).

Random histories: whatever `available` names an objection to is refused for that very reason, and
what it allows is refused, if at all, for what the command says and not for who asks, or when.
"""

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Case, case
from domain.kernel import Act
from domain.refusals import Refusal, RoleMayNot, StageDoesNotFit
from domain.roles import Role
from infra.application import Application
from tests.domain.anybody import somebody
from tests.domain.chance import KINDS, made
from tests.domain.county import CASE
from tests.domain.play import History

STEPS = 12


def available(state: Case, act: Act) -> Any:
    """What the application answers for this state and this actor."""
    standing = SimpleNamespace(
        load=lambda stream: SimpleNamespace(state=state),
        _act=lambda caller, command_id, others: act,
        _new_command_id=lambda: act.command_id,
    )
    return Application.available(standing, CASE, None)  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_available_actions_agree_with_trying(seed: int) -> None:
    history = History(seed)
    for _ in range(STEPS):
        history.step()
    state = history.states[CASE]
    for role in history.chance.sample(list(Role), 6):
        by = somebody(history.chance, role, state)
        if history.chance.random() < 0.3:
            by = replace(by, roles=frozenset(history.chance.sample(list(Role), 5)))
        agrees(history, replace(by, at=history.at, now=history.at))


def agrees(history: History, act: Act) -> None:
    """The same actor tries every command."""
    found = available(history.states[CASE], act)
    assert case.sees is not None
    if not case.sees(history.states[CASE], act):
        assert found is None
        return
    assert found.keys() == {kind.__name__ for kind in KINDS}
    for kind in KINDS:
        refused = tried(history, kind, act)
        objections = found[kind.__name__]
        if objections:
            assert type(refused) is type(objections[0])
            assert refused.details == objections[0].details
        elif refused is not None:
            assert not isinstance(refused, StageDoesNotFit), refused
            if isinstance(refused, RoleMayNot):
                allowed = set(refused.details["allowed"])
                assert allowed < set(case.decisions[kind].by), "fewer, for what the command names"


def tried(history: History, kind: Any, by: Act) -> Any:
    """Why trying is refused; None if it is not."""
    others = sorted(history.states)
    command = made(history.chance, kind, CASE, others[-1], history.states[CASE])
    act = history.act(by, command)
    try:
        case.decide(history.states[CASE], command, act)
    except Refusal as refusal:
        return refusal
    return None
