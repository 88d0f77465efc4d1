"""Values out of bounds: named one by one, and exactly those the domain would not take."""

from typing import Annotated

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta, inspect

from domain.case.intake import RegisterIntake
from domain.case.triage import RecordSignal
from domain.kernel import Command
from domain.organisation.units import RegisterUnit
from domain.registry import COMMANDS
from graphql_api.schema.bounds import LONGEST, Problem, problems
from graphql_api.schema.derive import shape, unwrapped
from projections.reads import CaseFilter
from tests.graphql_api.shapes import mappings

KINDS = [decision.command for _, decision in COMMANDS.values()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_has_no_problem_is_always_taken_by_the_domain(
    kind: type[Command], data: st.DataObject
) -> None:
    value = data.draw(mappings(kind))
    if not problems(kind, value):
        assert isinstance(msgspec.convert(value, kind), kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_the_domain_would_not_take_always_has_a_problem(
    kind: type[Command], data: st.DataObject
) -> None:
    value = data.draw(mappings(kind))
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        assert problems(kind, value)


def test_all_that_is_wrong_is_named_at_once() -> None:
    value = {
        "matter_class": "DISPUTE",
        "summary": "",
        "parties": [{"person": "张三", "side": "APPLICANT"}],
        "people_count": 0,
        "claim": "12.345",
    }
    found = {problem.field: problem.rule for problem in problems(RegisterIntake, value)}
    assert found == {
        "summary": "min_length",
        "parties.0.person": "id",
        "peopleCount": "ge",
        "claim": "pattern",
    }


@pytest.mark.parametrize(
    ("given_text", "rule", "zh"),
    [
        ("", "min_length", "不能为空"),
        ("字" * 101, "max_length", "最多100个字"),
        ("甲\x1b乙", "control_character", "含有不可见的控制字符"),
        ("甲\u2028乙", "control_character", "含有不可见的控制字符"),
    ],
)
def test_a_name_is_told_what_is_wrong_with_it(given_text: str, rule: str, zh: str) -> None:
    [problem] = problems(RegisterUnit, {"name": given_text})
    assert (problem.rule, problem.zh) == (rule, zh)


def test_a_line_break_after_a_code_is_not_overlooked() -> None:
    """Python's `$` matches before a last line break; a code with one is another code."""
    [problem] = problems(RecordSignal, {"signal": "S01\n"})
    assert problem.field == "signal"


def test_a_text_without_a_bound_of_its_own_is_at_most_a_line() -> None:
    [problem] = problems(CaseFilter, {"code": "2" * (LONGEST + 1)})
    assert problem.rule == "max_length"


def test_a_problem_reads_as_a_refusal_in_both_languages() -> None:
    problem = Problem(field="summary", rule="min_length", limit=1, zh="不能为空", en="it is empty")
    assert problem.refusal(english=False).text("zh") == "输入内容不符合要求:summary:不能为空"
    assert problem.refusal(english=True).text("en").endswith("summary: it is empty")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_a_command_takes_is_bounded(kind: type[Command]) -> None:
    endless = [name for name, node in _texts(shape(kind), "") if not _bounded(node)]
    assert not endless, f"give these a type of domain/texts.py: {endless}"


def _texts(node: inspect.Type, path: str) -> list[tuple[str, inspect.Type]]:
    match unwrapped(node):
        case inspect.StructType(fields=fields):
            return [found for one in fields for found in _texts(one.type, f"{path}.{one.name}")]
        case inspect.VarTupleType(item_type=item):
            return _texts(item, path)
        case inspect.StrType():
            return [(path, node)]
    return []


def _bounded(node: inspect.Type) -> bool:
    """Whether five thousand signs of one kind are refused by the type itself."""
    annotation = unwrapped(node)
    assert isinstance(annotation, inspect.StrType)
    text = Meta(max_length=annotation.max_length, pattern=annotation.pattern)
    for sign in "0A字- ":
        try:
            msgspec.convert(sign * 5000, Annotated[str, text])
        except msgspec.ValidationError:
            continue
        return False
    return True
