"""Descriptions: every type, field, argument and enum value of the API says what it is.

They come from the domain's own docstrings. A field is described by the docstring beneath it in its
class; where there is none, by the glossary, first under `Type.field`, then under `field`.
"""

import ast
import inspect
import re
import sys
from enum import Enum
from functools import cache
from types import ModuleType

from graphql_api.schema.glossary import FIELDS, MEMBERS

_CHINESE_END = re.compile(r"[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef·/()]*$")

_CLASS = re.compile(r"^class .*?(?=^[\w@#\"'(\[]|\Z)", re.MULTILINE | re.DOTALL)
"""A class at the top of a module, to the next line there that begins something else."""
_FIELD_DOCSTRING = re.compile(r'^    (?!class |""").*\n    """', re.MULTILINE)
"""A docstring beneath something: parsing a whole module for the few it has takes long."""


def summary(kind: type) -> str:
    """The first paragraph of a class's docstring, on one line."""
    paragraph = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return " ".join(paragraph.split())


def event_term(kind: type) -> str:
    """The Chinese term an event's docstring begins with: `受理` of "受理: the case is taken up"."""
    return re.split("[::]", summary(kind), maxsplit=1)[0].strip()


def command_term(kind: type) -> str:
    """The Chinese term a command's docstring ends with: `受理` of "Take up the case. 受理"."""
    found = _CHINESE_END.search(summary(kind))
    return found.group() if found else summary(kind)


def mutation_name(command: str) -> str:
    """The mutation of a command, in the same words: `acceptCase` for `AcceptCase`."""
    return command[0].lower() + command[1:]


def of_field(owner: type, name: str) -> str | None:
    """What a field of a class means; None when neither docstring nor glossary says it."""
    for kind in owner.__mro__:
        written = _attribute_docs(sys.modules[kind.__module__]).get(f"{kind.__qualname__}.{name}")
        if written is not None:
            return written
        if (found := FIELDS.get(f"{kind.__name__}.{name}")) is not None:
            return found
    return FIELDS.get(name)


def of_member(member: Enum) -> str | None:
    """What an enum value means: its Chinese label, or the glossary's word for it."""
    label = getattr(member, "zh", None)
    return label or MEMBERS.get(f"{type(member).__name__}.{member.name}")


@cache
def _attribute_docs(module: ModuleType) -> dict[str, str]:
    """The docstrings beneath the annotated fields of a module's classes, by `Class.field`."""
    try:
        source = inspect.getsource(module)
    except (OSError, TypeError):
        return {}  # Built in, or shipped without its source.
    return {
        f"{node.name}.{name}": text
        for written in _CLASS.findall(source)
        if _FIELD_DOCSTRING.search(written)
        for node in ast.parse(written).body
        if isinstance(node, ast.ClassDef)
        for name, text in _documented(node)
    }


def _documented(node: ast.ClassDef) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found.append((name, " ".join(inspect.cleandoc(text).split())))
    return found
