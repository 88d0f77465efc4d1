"""ARCHITECTURE.md can be followed file by file: whatever it names is there."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, page, prose, quoted

TEXT = " ".join(prose(page("ARCHITECTURE.md")).split())
ABSENT = TEXT.partition("## Not there yet")[2]
PATH = re.compile(r"[\w./-]+/[\w./-]*")
PLACE = re.compile(r"([\w/]+\.py): ([\w.]+)")

PLACES = sorted({found.groups() for each in quoted(TEXT) if (found := PLACE.fullmatch(each))})
PATHS = sorted({path for each in quoted(TEXT) if PATH.fullmatch(path := each.split(": ")[0])})
TO_COME = {"infra/dossier/"}
"""Places that are promised and not there yet."""


def defined(path: Path) -> set[str]:
    """The functions, classes, methods and constants of a module, as `name` or `Class.name`."""

    def of(body: list[ast.stmt], prefix: str) -> set[str]:
        found: set[str] = set()
        for node in body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    found.add(prefix + name)
                case ast.ClassDef(name=name, body=inner):
                    found |= {prefix + name} | of(inner, f"{prefix}{name}.")
                case ast.Assign(targets=[ast.Name(id=name)]):
                    found.add(prefix + name)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found.add(prefix + name)
                case _:
                    pass
        return found

    return of(ast.parse(path.read_text(encoding="utf-8")).body, "")


@pytest.mark.parametrize(("path", "name"), PLACES, ids=lambda part: part)
def test_every_function_named_is_where_the_page_says(path: str, name: str) -> None:
    assert name in defined(ROOT / path)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_named_exists(path: str) -> None:
    assert (ROOT / path).exists() or (path in TO_COME and path in ABSENT)


def test_what_is_not_there_yet_is_not_there() -> None:
    assert not [path for path in TO_COME if (ROOT / path).exists()]


def test_the_way_of_a_command_names_a_place_at_every_step() -> None:
    way = TEXT.partition("## The way of one command")[2].partition("## Where each thing")[0]
    steps = re.split(r" \d+\. \*\*", way)[1:]
    assert len(steps) == 13
    assert not [step for step in steps if not PLACE.search(step)]
