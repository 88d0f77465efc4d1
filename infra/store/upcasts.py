"""Upcasts: how events stored in an older shape are read in today's.

One step each: `UPCASTS["noun.past", 1]` turns the payload of version 1, a plain dict, into that of
version 2. Pure; never edited once released. Empty while every event still has its first shape.
"""

from collections.abc import Callable
from typing import Any

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTS: dict[tuple[str, int], Upcast] = {}
