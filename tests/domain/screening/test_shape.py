"""Every reason screening has to say no is drawn and tried; who may do what is written out."""

import ast
from pathlib import Path

import pytest

from domain.kernel import Command
from domain.refusals import NotFound, Refusal, RoleMayNot
from domain.roles import Role
from domain.screening import refusals, screening
from tests.domain.examples import example
from tests.domain.organisation.county import CENTRE, acting
from tests.domain.test_architecture import ALL_REFUSALS

HERE = Path(__file__).parent
REFUSALS = [one for one in ALL_REFUSALS if one.__module__ == refusals.__name__]
TABLE = {
    "PerformScreening": "R08 R10 R18",
    "LinkDiscoveredDispute": "R08 R10 R18",
    "WithdrawScreening": "R18 R19",
}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_the_tree_is_drawn_in_full(refusal: type[Refusal]) -> None:
    assert f"── {refusal.__name__} " in (refusals.__doc__ or "")


def test_every_reason_is_tried() -> None:
    tried = {
        node.id
        for path in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert [one.__name__ for one in REFUSALS if one.__name__ not in tried] == []


def test_every_command_is_in_the_table() -> None:
    assert {command.__name__ for command in screening.decisions} == TABLE.keys()


@pytest.mark.parametrize("command", screening.decisions, ids=lambda command: command.__name__)
def test_the_roles_of_the_table_and_no_others(command: type[Command]) -> None:
    asked = example(command)
    allowed = {role for role in Role if _is_admitted(asked, role)}
    assert allowed == {Role(code) for code in TABLE[command.__name__].split()}


def _is_admitted(command: Command, role: Role) -> bool:
    try:
        screening.admit(None, command, acting(role, unit=CENTRE))
    except RoleMayNot:
        return False
    except NotFound:
        pass
    return True
