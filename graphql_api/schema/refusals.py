"""Refusals in the API: the rules said no, as data a person can read and a program can branch on."""

from enum import Enum
from typing import Any

import msgspec
import strawberry

from domain.refusals import Refusal as DomainRefusal
from graphql_api.schema.bounds import Problem
from graphql_api.schema.fields import about
from graphql_api.schema.scalars import Plain


@strawberry.type(
    description="Why the rules said no. Nothing was recorded. Branch on `code`. 不予办理的理由"
)
class Refusal:
    """One refusal, with its words in both languages."""

    code: str = about("The public code, frozen: the refusal's class name. 代码")
    title: str = about("The reason in the language of the request. 理由")
    title_zh: str = about("The reason in Chinese. 中文理由")
    title_en: str = about("The reason in English. 英文理由")
    basis: str | None = about("The law or rule it rests on. 依据")
    next_step: str | None = about("What to do instead, in Chinese. 下一步")
    details: Plain = about("The values the reason speaks of; their shape depends on `code`. 详情")


def presented(refusal: DomainRefusal, *, english: bool) -> Refusal:
    """A refusal of the domain as clients see it."""
    zh, en = refusal.text("zh"), refusal.text("en")
    return Refusal(
        code=refusal.code,
        title=en if english else zh,
        title_zh=zh,
        title_en=en,
        basis=refusal.basis,
        next_step=refusal.next_step,
        details=Plain(msgspec.to_builtins(_named(refusal.details), str_keys=True)),
    )


def _named(value: Any) -> Any:
    """Enumeration members by their names, as everywhere else in the API."""
    match value:
        case Enum():
            return value.name
        case dict():
            return {key: _named(item) for key, item in value.items()}
        case list() | tuple():
            return [_named(item) for item in value]
    return value


def presented_problem(problem: Problem, *, english: bool) -> Refusal:
    """A value out of bounds as clients see it: `InputInvalid` with the field and the rule."""
    zh = problem.refusal(english=False)
    en = problem.refusal(english=True)
    shown = presented(en if english else zh, english=english)
    shown.title_zh, shown.title_en = zh.text("zh"), en.text("en")
    details = {"field": problem.field, "rule": problem.rule, "limit": problem.limit}
    shown.details = Plain({**details, "problem": problem.en if english else problem.zh})
    return shown
