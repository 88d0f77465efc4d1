"""No narrative of any command carries somebody's number (个人信息保护法 arts 6, 51)."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec import inspect
from msgspec.structs import replace

from domain.case import case
from domain.case.intake import IntakeRegistered, RequestSupplement
from domain.case.refusals import IdentifierInText
from domain.case.refusing import ProposeRefusal
from domain.codes.matters import SupplementCause
from domain.marks import marked
from tests.domain.county import CASE, clerk, triage
from tests.domain.examples import example
from tests.domain.given import MORNING, given
from tests.domain.states import GROUNDS, registered, screened, to_register

NUMBERS = [
    "990101199003071234",
    "99010119900307123X",
    "99010119900307123x",
    "990101 19900307 1234",
    "９９０１０１１９９００３０７１２３４",
    "13800001234",
    "138 0000 1234",
    "138-0000-1234",
    "+8613800001234",
    "008613800001234",
]
HARMLESS = [
    "工单20250325000012345678号",
    "共计138000012345元",
    "2025年3月25日第4号",
    "电话12345",
    "990101999903071234",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_the_summary_is_refused(number: str) -> None:
    command = to_register(summary=f"申请人({number})称对方砌墙。")
    given().when(command, by=clerk()).then_refused(IdentifierInText, field="summary")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_nobodys(text: str) -> None:
    given().when(to_register(summary=text), by=clerk()).then(IntakeRegistered)


def test_a_number_deep_inside_a_command_is_refused() -> None:
    grounds = replace(GROUNDS, explanation="请致电13800001234")
    command = ProposeRefusal(case=CASE, grounds=grounds)
    given(registered(), screened()).when(command, by=triage()).then_refused(
        IdentifierInText, field="explanation"
    )


def test_a_number_in_one_item_of_a_list_is_refused() -> None:
    command = RequestSupplement(
        case=CASE,
        cause=SupplementCause.IDENTITY,
        items=("身份证明", "联系 13800001234"),
        due_on=MORNING.date(),
    )
    given(registered()).when(command, by=clerk()).then_refused(IdentifierInText, field="items")


@for_all(st.text(alphabet="甲乙丙 ,。", max_size=20), st.text(alphabet="丁戊 ,。", max_size=20))
def test_a_number_is_found_wherever_it_stands(before: str, after: str) -> None:
    command = to_register(summary=f"{before}13800001234{after}")
    given().when(command, by=clerk()).then_refused(IdentifierInText)


def _narratives(node: inspect.Type) -> int:
    match node:
        case inspect.Metadata(extra=extra) if extra is not None and "narrative" in extra:
            return 1
        case inspect.Metadata(type=inner):
            return _narratives(inner)
        case inspect.StructType(fields=fields):
            return sum(_narratives(field.type) for field in fields)
        case inspect.VarTupleType(item_type=item):
            return _narratives(item)
        case inspect.UnionType(types=types):
            return sum(_narratives(option) for option in types)
    return 0


@pytest.mark.parametrize("command", case.decisions, ids=lambda command: command.__name__)
def test_every_narrative_of_every_command_is_walked(command: type[Any]) -> None:
    found = list(marked(example(command), "narrative"))
    assert len(found) == _narratives(inspect.type_info(command))
