"""What no command of a case may carry: somebody's number in a narrative, a past that lies ahead.

The rule is given to the aggregate once (`checks=check`) and walks every field marked as a
narrative or as past, however deeply nested, so a new command is covered without a line of its
own. Identity belongs to the vault: register the person and refer to them (domain.md §2.2).
"""

import re
import unicodedata

from domain.case.refusals import IdentifierInText, ToldFromTheFuture
from domain.kernel import Act, Command
from domain.marks import marked

_CITIZEN_ID = re.compile(
    r"(?<!\d)[1-9]\d{5}[ -]?"
    r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?"
    r"\d{3}[\dXx](?!\d)"
)
"""GB 11643: six digits of area, eight of birth, three of order, one check character."""

_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
"""Eleven digits of a mainland mobile telephone, with or without gaps and country code."""


def check(command: Command, act: Act) -> None:
    """Raises `IdentifierInText`, `ToldFromTheFuture`."""
    for name, narrative in marked(command, "narrative"):
        plain = unicodedata.normalize("NFKC", narrative)
        if _CITIZEN_ID.search(plain) or _MOBILE.search(plain):
            raise IdentifierInText(field=name)
    for name, moment in marked(command, "past"):
        if moment > act.at:
            raise ToldFromTheFuture(field=name, told=moment.isoformat(), at=act.at.isoformat())
