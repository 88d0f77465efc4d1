"""The code lists in the API: what may be written where an input asks for a code."""

from datetime import date
from typing import Annotated

import strawberry

from domain import codes
from domain.codes.entry import ALWAYS
from graphql_api.context import Context
from graphql_api.schema.fields import about

ListName = Annotated[
    str | None,
    strawberry.argument(description="Only the list of this name, such as DISPUTES. 代码表名"),
]


@strawberry.type(description="One entry of a code list. 代码")
class CodeEntry:
    """An entry with its words in both languages."""

    code: str = about("What is written in inputs and events. 代码")
    label: str = about("What it means, in the language of the request. 名称")
    label_zh: str = about("What it means, in Chinese. 中文名称")
    label_en: str = about("What it means, in English. 英文名称")
    parent: str | None = about("The entry above it. 上级代码")
    needs_text: bool = about("Whether it must be explained in words. 是否须文字说明")
    valid_from: date | None = about("The first day it may be used; none: always. 启用日期")
    valid_to: date | None = about("The last day it may be used, if one is set. 停用日期")


@strawberry.type(description="A closed list of codes. 代码表")
class CodeList:
    """A list in the order people read it; old entries stay, with their last day."""

    name: str = about("The list's name, as descriptions of inputs give it. 代码表名")
    label: str = about("What it lists, in Chinese. 中文名称")
    entries: list[CodeEntry] = about("Its entries. 代码")


def code_lists(context: Context, name: str | None) -> list[CodeList]:
    """The lists, or the one of that name; none when there is no such list."""
    return [
        CodeList(
            name=one.name,
            label=one.zh,
            entries=[_entry(entry, english=context.english) for entry in one],
        )
        for one in codes.CODE_LISTS
        if not name or one.name == name
    ]


def _entry(entry: codes.Code, *, english: bool) -> CodeEntry:
    return CodeEntry(
        code=entry.code,
        label=entry.en if english else entry.zh,
        label_zh=entry.zh,
        label_en=entry.en,
        parent=entry.parent,
        needs_text=entry.needs_text,
        valid_from=None if entry.valid_from == ALWAYS else entry.valid_from,
        valid_to=entry.valid_to,
    )
