"""What a code list is: entries with labels, validity and source; old entries stay readable.

Small lists that rules branch on are enumerations (`Labelled`). Long ones are tables (`CodeList`):
events and commands carry the code's text, decisions refuse what the table does not know.
A list ends with an "other" entry, which is worth nothing without words (domain.md §7).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Self

from domain.refusals import Refusal
from domain.values import Value

ALWAYS = date(1970, 1, 1)
"""The beginning of entries that were never introduced on a particular day."""


class Labelled(StrEnum):
    """A small closed list: each member is its code, with the Chinese label beside it."""

    zh: str

    def __new__(cls, value: str, zh: str = "") -> Self:
        """A member from its code and its label; looked up by its code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member


class Code(Value):
    """代码: one entry of a list, in force from one day to another (both included)."""

    code: str
    zh: str
    en: str
    source: str
    parent: str | None = None
    valid_from: date = ALWAYS
    valid_to: date | None = None
    needs_text: bool = False

    def in_force(self, on: date) -> bool:
        """Whether the entry may be used on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class CodeList:
    """代码表: a list of entries under one name, in the order people read them."""

    def __init__(self, name: str, zh: str, entries: Iterable[Code]) -> None:
        self.name = name
        self.zh = zh
        self._entries: dict[str, Code] = {}
        for entry in entries:
            assert entry.code not in self._entries, f"{name} lists {entry.code} twice"
            self._entries[entry.code] = entry

    def __iter__(self) -> Iterator[Code]:
        """Every entry, old ones too."""
        return iter(self._entries.values())

    def __contains__(self, code: object) -> bool:
        """Whether the list has ever had this code."""
        return code in self._entries

    def __getitem__(self, code: str) -> Code:
        """The entry of a code that is known to be in the list, whatever its validity."""
        return self._entries[code]

    def children(self, parent: str) -> list[Code]:
        """The entries beneath another one."""
        return [entry for entry in self if entry.parent == parent]

    def known(self, code: str, on: date) -> Code:
        """The entry in force on the day. Raises `CodeUnknown`."""
        entry = self._entries.get(code)
        if entry is None or not entry.in_force(on):
            raise CodeUnknown(code=code, code_list=self.name, list_zh=self.zh)
        return entry

    def require(self, code: str, on: date, text: str | None = None) -> Code:
        """The entry in force on the day, with its words. Raises `CodeUnknown`, `CodeNeedsText`."""
        entry = self.known(code, on)
        if entry.needs_text and not text:
            raise CodeNeedsText(code=code, code_list=self.name, label=entry.zh)
        return entry


class CodeUnknown(Refusal):
    """The list has no such code, or not on that day."""

    zh = "{list_zh}中没有代码{code}"
    en = "The list {code_list} has no code {code} in force on that day"
    basis = "domain.md §7 代码表"
    next_step = "按代码表选择"


class CodeNeedsText(Refusal):
    """An "other" code says nothing without words."""

    zh = "选择“{label}”({code})时须写明具体内容"
    en = "Code {code} of the list {code_list} needs an explanation in words"
    basis = "domain.md §7 代码表"
    next_step = "补充文字说明"
