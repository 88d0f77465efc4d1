"""Every reason the register has to say no is drawn in its tree and tried by a test."""

import ast
import sys
from pathlib import Path

import pytest

from domain.refusals import Refusal
from tests.domain.test_architecture import ALL_REFUSALS

HERE = Path(__file__).parent
REFUSALS = [
    one for one in ALL_REFUSALS if one.__module__.startswith("domain.organisation.refusals")
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_the_tree_is_drawn_in_full(refusal: type[Refusal]) -> None:
    drawn = sys.modules[refusal.__module__].__doc__ or ""
    assert f"── {refusal.__name__} " in drawn


def test_every_reason_is_tried() -> None:
    tried = {
        node.id
        for path in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert [one.__name__ for one in REFUSALS if one.__name__ not in tried] == []
