"""The projection kernel: what a projection is, and how events are folded into its rows.

    recorded event ──> keys(fact) ──> for each key: fold(row | None, fact) ──> row | None
                                                          │                      │
                                             None in: first sight     None out: the row is gone

A projection is a pure fold: no clock, no chance, no database. Whatever is stored must equal the
fold of the log, and whoever has the log can check it. Event types that a projection does not name
are never read for it. What rows, parts and sums are is said in `shapes.py`.

    FoldBroken                the log and the fold do not fit together (ours, never the user's)
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from domain.kernel import Event, Recorded, name_of
from domain.values import Value
from projections.shapes import (
    Contribution,
    Index,
    Is,
    Key,
    Part,
    PiecePart,
    R,
    Row,
    RowMeta,
    Shape,
    Sums,
)

__all__ = [
    "Contribution",
    "F",
    "Fold",
    "FoldBroken",
    "Index",
    "Is",
    "Key",
    "Keys",
    "Part",
    "PiecePart",
    "Projection",
    "R",
    "Row",
    "RowMeta",
    "Shape",
    "Sums",
    "of_stream",
]


class FoldBroken(Exception):
    """The log and the fold do not fit together: a row is missing, is there already, or moved."""


F = TypeVar("F", bound=Callable[..., Any])
Keys = Callable[[Recorded[Any]], Iterable[Key]]


class Fold(Value):
    """How one type of event changes rows, and which rows.

    A row that may not go on begins with the event: there must be none before it.
    """

    function: Callable[..., Any]
    keys: Keys
    may_begin: bool
    may_go_on: bool
    takes_key: bool


class Projection(Shape[R], Generic[R]):
    """One read model: the shape of its rows and a fold for every event type it reads.

    `version` is raised whenever the row, a part or a fold changes; the stored table is then built
    anew.
    """

    def __init__(
        self,
        name: str,
        row: type[R],
        *,
        version: int,
        zh: str,
        indexes: Iterable[Index] = (),
        parts: Iterable[Part[Any]] = (),
        sums: Iterable[Sums[Any]] = (),
    ) -> None:
        super().__init__(name, row, zh=zh, indexes=indexes)
        self.version = version
        self.parts = tuple(parts)
        self.sums = tuple(sums)
        for part in self.parts:
            begins = part.row.key_fields[: len(row.key_fields)]
            assert begins == row.key_fields, f"the key of {part.name} does not begin with {name}'s"
        for each in self.sums:
            assert each.over in (None, *self.parts), f"{each.name} is over another's part"
        self.ignored: set[type[Event]] = set()
        self._folds: dict[type[Event], Fold] = {}

    @property
    def shapes(self) -> tuple[Shape[Any], ...]:
        """Of all its tables: its own, its parts' and its sums'."""
        return (self, *self.parts, *self.sums)

    @property
    def events(self) -> tuple[type[Event], ...]:
        """The event types this projection reads, in the order they were registered."""
        return tuple(self._folds)

    @property
    def types(self) -> tuple[str, ...]:
        """The stored names of the event types it reads."""
        return tuple(name_of(event) for event in self._folds)

    def folds(self, function: F) -> F:
        """Register `function(row, fact: Recorded[SomeEvent])` for the row keyed by the stream.

        The annotation of `row` says when it may be called: `CaseRow` (the row must be there),
        `None` (it must not), `CaseRow | None` (either). `Recorded[A | B]` registers for both.
        """
        return self.folds_each(of_stream)(function)

    def folds_each(self, keys: Keys) -> Callable[[F], F]:
        """Register a fold for every row that `keys(fact)` names; none is fine.

        `function` may take the key as a third argument, to tell which row it is asked for.
        """

        def register(function: F) -> F:
            self.reads(_events_of(function), function, keys)
            return function

        return register

    def reads(
        self, events: Iterable[type[Event]], function: Callable[..., Any], keys: Keys
    ) -> None:
        """Register one fold for many event types."""
        hints = get_type_hints(function)
        names = [name for name in hints if name != "return"]
        assert len(names) in (2, 3), f"{function.__name__} does not say what it folds"
        allowed = _alternatives(hints[names[0]])
        fold = Fold(
            function=function,
            keys=keys,
            may_begin=NoneType in allowed,
            may_go_on=allowed != {NoneType},
            takes_key=len(names) == 3,
        )
        for event in events:
            assert event not in self._folds, f"{self.name} has two folds for {event.__name__}"
            assert event not in self.ignored, f"{self.name} ignores {event.__name__}"
            self._folds[event] = fold

    def ignores(self, *events: type[Event]) -> None:
        """Say that these events are left out on purpose, so that a test can find forgotten ones."""
        for event in events:
            assert event not in self._folds, f"{self.name} has a fold for {event.__name__}"
            self.ignored.add(event)

    @property
    def only_remembers(self) -> bool:
        """Whether rows are read back by their folds alone: what people ask is told by parts."""
        return bool(self.parts)

    @property
    def only_begins(self) -> bool:
        """Whether every row is made by one event and never touched again."""
        return not any(fold.may_go_on for fold in self._folds.values())

    def fold_of(self, fact: Recorded[Any]) -> Fold:
        """How an event changes rows, and which."""
        return self._folds[type(fact.event)]

    def keys(self, fact: Recorded[Any]) -> list[Key]:
        """The rows an event touches."""
        return list(self.fold_of(fact).keys(fact))

    def step(self, row: R | None, fact: Recorded[Any], key: Key) -> R | None:
        """The row of `key` after one more event. Raises `FoldBroken`."""
        return self.folded(self.fold_of(fact), row, fact, key)

    def folded(self, fold: Fold, row: R | None, fact: Recorded[Any], key: Key) -> R | None:
        """`step`, for whoever knows the event's fold already."""
        if row is None:
            if not fold.may_begin:
                raise FoldBroken(f"{fact.name} is about {_shown(key)}, which has no row")
        elif not fold.may_go_on:
            raise FoldBroken(f"{fact.name} begins {_shown(key)}, which has a row already")
        function: Callable[..., R | None] = fold.function
        after = function(row, fact, key) if fold.takes_key else function(row, fact)
        if after is not row and after is not None and self._key(after) != key:
            raise FoldBroken(f"the fold of {fact.name} moved {_shown(key)} to another key")
        return after

    def apply(self, rows: MutableMapping[Key, R], fact: Recorded[Any]) -> None:
        """Fold one event into `rows`; an event of another type changes nothing."""
        if type(fact.event) not in self._folds:
            return
        for key in self.keys(fact):
            after = self.step(rows.get(key), fact, key)
            if after is None:
                rows.pop(key, None)
            else:
                rows[key] = after

    def fold(self, facts: Iterable[Recorded[Any]]) -> Mapping[Key, R]:
        """All rows after `facts`, in order: what the stored table must equal."""
        rows: dict[Key, R] = {}
        for fact in facts:
            self.apply(rows, fact)
        return rows


def of_stream(fact: Recorded[Any]) -> Sequence[Key]:
    """The one row that stands for the event's stream."""
    return ((fact.stream,),)


def _events_of(function: Callable[..., Any]) -> list[type[Event]]:
    """The event types of the second argument's annotation, `Recorded[A]` or `Recorded[A | B]`."""
    hints = get_type_hints(function)
    annotation = list(hints.values())[1]
    assert get_origin(annotation) is Recorded, f"{function.__name__} does not say what it folds"
    return cast("list[type[Event]]", sorted(_alternatives(get_args(annotation)[0]), key=str))


def _alternatives(annotation: Any) -> set[Any]:
    if get_origin(annotation) in (Union, UnionType):
        return set(get_args(annotation))
    return {annotation}


def _shown(key: Key) -> str:
    return "/".join(map(str, key))
