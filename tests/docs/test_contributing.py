"""CONTRIBUTING.md: its commands are those of the Makefile, its example works, its files exist."""

import re
import subprocess
import sys

import pytest

from tests.docs.pages import ROOT, blocks, page, prose, quoted

TEXT = prose(page("CONTRIBUTING.md"))
TARGETS = set(re.findall(r"^([a-z]+):.*## ", page("Makefile"), re.MULTILINE))
TO_WRITE = {"notes.py"}
"""The file that the example adds."""

TRIED = """
from domain.case import Case
from domain.refusals import RoleMayNot
from tests.domain.county import CASE, clerk, triage
from tests.domain.given import given
from tests.domain.states import accepted, registered

Case.notes = 0
NOTE = AddNote(case=CASE, note="对方表示下周可以面谈。")
"""


def test_every_target_of_make_is_explained() -> None:
    explained = set(re.findall(r"^\| `make ([a-z]+)` \|", TEXT, re.MULTILINE))
    assert explained == TARGETS - {"help"}


def test_no_other_target_is_named() -> None:
    named = {
        target for each in quoted(TEXT) if each.startswith("make ") for target in each.split()[1:]
    }
    assert named <= TARGETS


PATHS = sorted(
    {each for each in quoted(TEXT) if re.fullmatch(r"[\w./-]+(\.\w+|/)", each) and each != "..."}
)


@pytest.mark.parametrize("path", PATHS)
def test_every_file_named_exists(path: str) -> None:
    assert (ROOT / path).exists() or path in TO_WRITE or path == ".liuhen"


def test_the_example_works() -> None:
    """In a process of its own, because it adds a command to the domain."""
    chapter, tests = (block.text for block in blocks("CONTRIBUTING.md") if block.language)
    calls = [f"{name}()" for name in re.findall(r"^def (test_\w+)", tests, re.MULTILINE)]
    assert len(calls) == 2
    script = "\n".join((chapter, TRIED, tests, *calls))
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
