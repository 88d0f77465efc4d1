"""Bounds: says, field by field, why a value does not fit, in words for the person who typed it.

msgspec refuses the same values, one at a time and in the words of a programmer; a form wants all of
them at once, in Chinese. A property test holds the two together.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import inspect

from domain.ids import MalformedId, decode, encode
from domain.refusals import InputInvalid
from domain.values import Value
from graphql_api.schema.derive import camel, marks, shape, unwrapped

LONGEST = 300
"""What a text or a list without a bound of its own may have at most."""


class Problem(Value):
    """One value that does not fit. `field` is the path in the input, `rule` a stable name."""

    field: str
    rule: str
    limit: int | float | str | None
    zh: str
    en: str

    def refusal(self, english: bool) -> InputInvalid:
        """The domain's refusal for it, in one language."""
        return InputInvalid(field=self.field, problem=self.en if english else self.zh)


def problems(kind: type[Value], value: Mapping[str, Any]) -> list[Problem]:
    """Everything that does not fit in a mapping that is to become a `kind`, in field order.

    The types are right already (GraphQL has seen to that); lengths, patterns and ranges may not be.
    """
    return list(_of_struct(shape(kind), value, ""))


def _of_struct(node: inspect.StructType, value: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for field in node.fields:
        if field.name in value:
            name = camel(field.name)
            yield from _of(field.type, value[field.name], f"{path}.{name}" if path else name)


def _of(node: inspect.Type, value: Any, path: str) -> Iterator[Problem]:
    if value is None:
        return
    match unwrapped(node):
        case inspect.StructType() as struct:
            yield from _of_struct(struct, value, path)
        case inspect.VarTupleType() | inspect.ListType() as items:
            yield from _of_length(items, value, path, "项", "items")
            for index, item in enumerate(value):
                yield from _of(items.item_type, item, f"{path}.{index}")
        case inspect.StrType() as text:
            yield from _of_text(text, marks(node), value, path)
        case inspect.IntType() | inspect.FloatType() as number:
            yield from _of_number(number, value, path)


def _of_text(
    node: inspect.StrType, marked: Mapping[str, Any], value: str, path: str
) -> Iterator[Problem]:
    if "id" in marked:
        if not _fits(node, value):
            kind = marked["id"]
            yield Problem(
                field=path,
                rule="id",
                limit=kind,
                zh=f"应为“{kind}_”开头的编号",
                en=f"an id of the form {kind}_… was expected",
            )
        return
    yield from _of_length(node, value, path, "个字", "characters")
    if not _fits(node, value):
        yield _misspelt(node, path, value)


def _misspelt(node: inspect.StrType, path: str, value: str) -> Problem:
    if any(ord(character) < 32 or character in "\x7f\u2028\u2029" for character in value):
        return Problem(
            field=path,
            rule="control_character",
            limit=None,
            zh="含有不可见的控制字符",
            en="it holds control characters",
        )
    return Problem(
        field=path,
        rule="pattern",
        limit=node.pattern,
        zh="格式不正确",
        en=f"it does not have the form {node.pattern}",
    )


def _of_length(node: Any, value: Any, path: str, zh: str, en: str) -> Iterator[Problem]:
    least, most = node.min_length, node.max_length
    if most is None and getattr(node, "pattern", None) is None:
        most = LONGEST
    if least is not None and len(value) < least:
        shown_zh, shown_en = f"至少{least}{zh}", f"at least {least} {en}"
        if least == 1:
            shown_zh, shown_en = "不能为空", "it must not be empty"
        yield Problem(field=path, rule="min_length", limit=least, zh=shown_zh, en=shown_en)
    if most is not None and len(value) > most:
        yield Problem(
            field=path,
            rule="max_length",
            limit=most,
            zh=f"最多{most}{zh}",
            en=f"at most {most} {en}",
        )


_RANGES: tuple[tuple[str, Callable[[float, float], bool], str, str], ...] = (
    ("ge", operator.ge, "不得小于{}", "it must be at least {}"),
    ("gt", operator.gt, "必须大于{}", "it must be more than {}"),
    ("le", operator.le, "不得大于{}", "it must be at most {}"),
    ("lt", operator.lt, "必须小于{}", "it must be less than {}"),
)


def _of_number(node: Any, value: float, path: str) -> Iterator[Problem]:
    for rule, holds, zh, en in _RANGES:
        limit = getattr(node, rule)
        if limit is not None and not holds(value, limit):
            yield Problem(
                field=path, rule=rule, limit=limit, zh=zh.format(limit), en=en.format(limit)
            )


def _fits(node: inspect.StrType, value: str) -> bool:
    return node.pattern is None or _compiled(node.pattern).search(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern to the very end: `$` alone would let a last line break through."""
    return re.compile(f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern)


def is_id(kind: str, text: str) -> bool:
    """Whether a text has the form of an id of this kind."""
    try:
        return encode(kind, decode(text)) == text
    except MalformedId:
        return False
