"""One way to make each command at random, a file for each chapter.

`MAKE[command](chance, case, state)` makes it about the case, which stands at that state.
The values are few so that they meet; ids of orders, procedures and agreements are picked from the
state, where there are any.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from random import Random

from domain.case import Case
from domain.kernel import Command
from tests.domain.county import named

Draw = Callable[[Random, str, Case], Command]

MAKE: dict[type[Command], Draw] = {}

_strangers: set[str] = set()


def pick(chance: Random, kind: str, known: Iterable[str]) -> str:
    """One of the ids the case knows, usually; else one it has never heard of."""
    ids = sorted(known)
    if ids and chance.random() < 0.95:
        return chance.choice(ids)
    stranger = named(kind, "never heard of")
    _strangers.add(stranger)
    return stranger


def names_nothing(command: Command) -> bool:
    """Whether the command is about an order, a procedure, … that the case has never heard of."""
    return any(value in _strangers for value in _texts(command))


def _texts(command: Command) -> Iterator[str]:
    values = (getattr(command, name) for name in command.__struct_fields__)
    return (value for value in values if isinstance(value, str))


for _module in iter_modules(__path__):
    MAKE.update(import_module(f"{__name__}.{_module.name}").MAKE)
