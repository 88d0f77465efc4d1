"""Posts: established, changed from a moment on, abolished when nobody holds them."""

import pytest

from domain.kernel import Command
from domain.organisation.posts import (
    AbolishPost,
    ChangePost,
    EstablishPost,
    PostAbolished,
    PostChanged,
    PostEstablished,
)
from domain.organisation.refusals import (
    LaterEntryExists,
    PostNotInForce,
    PostStillHeld,
    PostUnknown,
    UnitUnknown,
)
from domain.roles import Role
from tests.domain.organisation.county import NOWHERE, QIAN, TOWN, administrator
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    NO_POST,
    WINDOW,
    appointed,
    county,
    relieved,
    yesterday,
)

CHANGE = ChangePost(post=WINDOW, title="研判岗", roles=(Role.TRIAGE_OFFICER,), reason="调整")
ABOLISH = AbolishPost(post=WINDOW, reason="撤岗")
ABOLISHED = fact(PostAbolished(post=WINDOW, reason="撤岗"), at=yesterday())


def test_a_post_belongs_to_a_unit() -> None:
    roles = (Role.WINDOW_CLERK, Role.WINDOW_CLERK)
    command = EstablishPost(unit=TOWN, title="窗口", roles=roles)
    case = given(*county()).when(command, by=administrator())
    [event] = case.then(PostEstablished)
    assert event.roles == (Role.WINDOW_CLERK,)
    assert case.then_state().posts[event.post].unit == TOWN
    nowhere = EstablishPost(unit=NOWHERE, title="窗口", roles=roles)
    given(*county()).when(nowhere, by=administrator()).then_refused(UnitUnknown)


def test_a_changed_post_brings_its_new_roles_from_then_on() -> None:
    case = given(*county(), appointed()).when(CHANGE, by=administrator())
    case.then(PostChanged)
    state = case.then_state()
    assert state.roles_in(QIAN, TOWN, MORNING) == {Role.TRIAGE_OFFICER}
    assert state.roles_in(QIAN, TOWN, yesterday()) == {Role.WINDOW_CLERK}
    assert state.post_at(WINDOW, yesterday()).title == "岗位"


def test_a_post_nobody_holds_may_be_abolished() -> None:
    case = given(*county(), appointed(), relieved()).when(ABOLISH, by=administrator())
    case.then(PostAbolished)
    assert case.then_state().posts[WINDOW].abolished_at == MORNING


def test_a_post_somebody_holds_stays() -> None:
    given(*county(), appointed()).when(ABOLISH, by=administrator()).then_refused(PostStillHeld)


@pytest.mark.parametrize("command", [CHANGE, ABOLISH])
def test_an_abolished_post_is_gone(command: Command) -> None:
    given(*county(), ABOLISHED).when(command, by=administrator()).then_refused(PostNotInForce)
    given().when(command, by=administrator()).then_refused(PostUnknown)


def test_an_abolished_post_brings_nothing_even_by_a_late_entry() -> None:
    state = given(*county(), ABOLISHED, appointed()).state
    assert state.roles_in(QIAN, TOWN, MORNING) == frozenset()
    assert state.roles_in(QIAN, TOWN, yesterday(2)) == {Role.WINDOW_CLERK}


def test_changes_of_a_post_are_entered_in_order() -> None:
    changed = fact(
        PostChanged(post=WINDOW, title="窗口", roles=(Role.WINDOW_CLERK,), reason="更名"),
        at=yesterday(),
    )
    case = given(*county(), changed)
    case.when(CHANGE, by=administrator(), at=yesterday(2)).then_refused(LaterEntryExists)
    case.when(ABOLISH, by=administrator(), at=yesterday(2)).then_refused(LaterEntryExists)
    case.when(CHANGE.__class__(post=NO_POST, title="岗", roles=CHANGE.roles, reason="改"),
              by=administrator()).then_refused(PostUnknown)  # fmt: skip
