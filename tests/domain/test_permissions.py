"""Who may give which command: domain.md §2.5 and §4.4, written out and tried one by one."""

import pytest

from domain.case import case
from domain.kernel import Act, Command
from domain.refusals import NotFound, RoleMayNot
from domain.roles import Role
from tests.domain.county import acting
from tests.domain.examples import example
from tests.domain.paper import TABLE


def test_every_command_is_in_the_table() -> None:
    assert {command.__name__ for command in case.decisions} == TABLE.keys()


@pytest.mark.parametrize("command", case.decisions, ids=lambda command: command.__name__)
def test_the_roles_of_the_table_and_no_others(command: type[Command]) -> None:
    asked = example(command)
    allowed = {role for role in Role if _is_admitted(asked, acting(role))}
    assert allowed == {Role(code) for code in TABLE[command.__name__].split()}


def _is_admitted(command: Command, act: Act) -> bool:
    """Whether the role gets past the door; there it learns that the case does not exist."""
    try:
        case.admit(None, command, act)
    except RoleMayNot:
        return False
    except NotFound:
        return True
    return case.decisions[type(command)].opens
