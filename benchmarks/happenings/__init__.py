"""What may happen to a case at each stage, drawn at random: a file for each part of its life.

Each file has `HAPPENINGS`: the stages at which a thing may happen, and a function that draws it.
What happens need not be allowed by the rules; it must fit the state it falls upon.
"""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from benchmarks.drawing import Happening
from domain.case.state import Stage

HAPPENINGS: list[tuple[Sequence[Stage], Happening]] = []

for _module in iter_modules(__path__):
    HAPPENINGS.extend(import_module(f"{__name__}.{_module.name}").HAPPENINGS)
