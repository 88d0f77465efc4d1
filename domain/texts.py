"""Bounded texts: every text that comes from outside has a length and no control characters."""

from typing import Annotated

from msgspec import Meta

_CLEAN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]*$"

Label = Annotated[str, Meta(min_length=1, max_length=100, pattern=_CLEAN)]
"""A name or title: 1 to 100 characters."""

Line = Annotated[str, Meta(min_length=1, max_length=300, pattern=_CLEAN)]
"""One line: 1 to 300 characters."""

Narrative = Annotated[
    str, Meta(min_length=1, max_length=4000, pattern=_CLEAN, extra={"narrative": True})
]
"""A narrative: 1 to 4,000 characters, without anybody's number (`domain.case.checks`)."""

Yuan = Annotated[
    str, Meta(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", extra={"money": "CNY"})
]
"""An amount of money in yuan, kept as text so that no digit is lost: `6500`, `1280.50`."""

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9_]{1,40}$")]
"""An entry of a code list."""
