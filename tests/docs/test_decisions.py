"""The decisions (docs/adr): numbered without gaps, each with its four parts, none forgotten."""

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, headings, page, quoted

FOLDER = ROOT / "docs" / "adr"
DECISIONS = sorted(path.name for path in FOLDER.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequences", "Enforced by"]
MAX_LINES = 60


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_has_its_number_and_four_parts(name: str) -> None:
    title, *parts = headings(f"docs/adr/{name}")
    assert title.split()[0] == name[:4]
    assert parts == PARTS


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_short_and_says_what_gets_worse(name: str) -> None:
    text = page(f"docs/adr/{name}")
    assert len(text.splitlines()) <= MAX_LINES
    assert "- Worse:" in text


@pytest.mark.parametrize("name", DECISIONS)
def test_what_enforces_a_decision_is_there(name: str) -> None:
    enforced = page(f"docs/adr/{name}").partition("## Enforced by")[2]
    named = [Path(each) for each in quoted(enforced) if each.endswith((".py", ".sql", ".md"))]
    assert named
    assert [str(path) for path in named if not (ROOT / path).is_file()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_listed_by_its_title(name: str) -> None:
    number, _, title = headings(f"docs/adr/{name}")[0].partition(" ")
    assert f"| [{number}]({name}) | {title} |" in page("docs/adr/README.md").splitlines()
