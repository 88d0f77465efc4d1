"""Links between documents lead somewhere, and settings and commands named in them exist."""

import re
from pathlib import Path

import pytest

from infra.authority import SYSTEM
from infra.cli import COMMANDS
from infra.settings import Settings, variables
from tests.docs.pages import ROOT, WRITTEN, headings, page, prose, quoted

FOLDER = ROOT / "docs"
PAGES = [*WRITTEN, *sorted(str(path.relative_to(ROOT)) for path in FOLDER.rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
VARIABLES = {variable for name in Settings.model_fields for variable in variables(name)}


def anchor(heading: str) -> str:
    """The name a heading is linked by, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for link in LINK.findall(prose(page(name))):
        if link.startswith("https://"):
            continue
        target, _, part = link.partition("#")
        there = (ROOT / name).parent / target if target else ROOT / name
        assert there.exists(), link
        if part:
            path = str(there.resolve().relative_to(ROOT))
            assert part in map(anchor, headings(path)), link


@pytest.mark.parametrize("name", PAGES)
def test_every_setting_named_exists(name: str) -> None:
    named = set(re.findall(r"\bLIUHEN_[A-Z_]+\b", page(name)))
    assert named <= VARIABLES


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_named_exists(name: str) -> None:
    named = {each.split()[1] for each in quoted(page(name)) if each.startswith("liuhen ")}
    assert named - {"--help", "work"} <= set(COMMANDS)


def test_every_command_is_in_the_changelog() -> None:
    assert [each for each in COMMANDS if f"`{each}`" not in page("CHANGELOG.md")] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_operator_is_called_what_the_readme_says(name: str) -> None:
    assert f"`{SYSTEM}`" in page(name)


def test_no_document_names_a_folder_of_somebodys_machine() -> None:
    wrong = re.compile(r"(?<![\w.}])/(?:root|home|Users|work)/")
    assert [name for name in PAGES if wrong.search(page(name))] == []
    assert all(Path(name).suffix == ".md" for name in PAGES)
