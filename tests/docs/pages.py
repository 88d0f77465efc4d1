"""The documents of the repository: where they are, and what stands in them."""

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
WRITTEN = ("README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
"""The documents at the top that people write; GLOSSARY.md is written by a program."""

_FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its language, its text, and the heading it stands under."""

    language: str
    text: str
    heading: str


def page(name: str) -> str:
    """The text of a document, by its path in the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[Block]:
    """The fenced blocks of a document, in order."""
    text = page(name)
    return [
        Block(
            found[2],
            textwrap.dedent(found[3]),
            _HEADING.findall(prose(text[: found.start()]))[-1],
        )
        for found in _FENCED.finditer(text)
    ]


def prose(text: str) -> str:
    """A document's text without its fenced blocks."""
    return _FENCED.sub("", text)


def headings(name: str) -> list[str]:
    """The headings of a document, in order."""
    return _HEADING.findall(prose(page(name)))


def quoted(text: str) -> list[str]:
    """What stands between backquotes in a text."""
    return re.findall(r"`([^`\n]+)`", text)
