"""The projection kernel: what a row and a projection are, and how events are folded into rows.

    recorded event ──> keys(fact) ──> for each key: fold(row | None, fact) ──> row | None
                                                          │                      │
                                             None in: first sight     None out: the row is gone

A projection is a pure fold: no clock, no chance, no database. Whatever is stored must equal the
fold of the log, and whoever has the log can check it. Event types that a projection does not name
are never read for it.

    FoldBroken                the log and the fold do not fit together (ours, never the user's)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from datetime import date, datetime
from itertools import starmap
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    Any,
    ClassVar,
    Generic,
    Literal,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from domain.kernel import Event, Recorded, name_of
from domain.values import Value, ValueMeta

Key = tuple[Any, ...]
"""The values of a row's key fields, in order."""


class FoldBroken(Exception):
    """The log and the fold do not fit together: a row is missing, is there already, or moved."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class RowMeta(ValueMeta):
    """Lets a row name its key fields where it begins: `class CaseRow(Row, key=("case",))`."""

    def __new__(
        mcls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        key: Sequence[str] = (),
        **config: Any,
    ) -> Any:
        """Create the class; a subclass that names no key has its parent's."""
        # Rows are made in great numbers and cannot refer to themselves: nothing to collect.
        made = super().__new__(mcls, name, bases, namespace, **({"gc": False} | config))
        made.key_fields = tuple(key) or getattr(made, "key_fields", ())
        strangers = set(made.key_fields) - set(made.__struct_fields__)
        assert not strangers, f"{name} has no fields {sorted(strangers)} to be its key"
        return made


class Row(Value, metaclass=RowMeta):
    """行: one row of a projection, immutable. Its fields become the columns of a table."""

    key_fields: ClassVar[tuple[str, ...]]
    """The names of the fields that tell one row from another."""


R = TypeVar("R", bound=Row)
F = TypeVar("F", bound=Callable[..., Any])
Keys = Callable[[Recorded[Any]], Iterable[Key]]


class Index(Value):
    """索引: columns that are searched or sorted by together; `gin` for columns that are lists.

    `include` are read along with them, so that a question that needs no other column leaves the
    table alone; never lists, whose length an index could not hold. `where`: of which rows alone.
    """

    columns: tuple[str, ...]
    kind: Literal["btree", "gin"] = "btree"
    include: tuple[str, ...] = ()
    where: "Is | None" = None


class Is(Value):
    """Rows in which a column has this value."""

    column: str
    value: str | int | bool | datetime | date | None


class Fold(Value):
    """How one type of event changes rows, and which rows.

    A row that may not go on begins with the event: there must be none before it.
    """

    function: Callable[..., Any]
    keys: Keys
    may_begin: bool
    may_go_on: bool
    takes_key: bool


class Shape(Generic[R]):
    """The shape of one table of rows: what it is called, its row type and its indexes."""

    def __init__(self, name: str, row: type[R], *, zh: str, indexes: Iterable[Index] = ()) -> None:
        assert row.key_fields, f"{row.__name__} names no key"
        self.name = name
        self.row = row
        self.zh = zh
        self.indexes = tuple(indexes)
        self._key = _key_reader(row)

    @property
    def only_remembers(self) -> bool:
        """Whether rows are read back by their folds alone: what people ask is told by parts."""
        return False

    def key_of(self, row: R) -> Key:
        """The values of a row's key fields."""
        return self._key(row)


class Part(Shape[R], Generic[R]):
    """分表: rows that show the parts of a projection's row, in a table of their own.

    `of` is a pure function from the row to its parts; a part's key begins with the row's. What is
    asked for by its parts (the clocks of a case, its acts) is so found by its own columns, while
    the row remembers what folding needs.
    """

    def __init__(
        self,
        name: str,
        row: type[R],
        of: Callable[[Any], Iterable[R]],
        *,
        zh: str,
        indexes: Iterable[Index] = (),
    ) -> None:
        super().__init__(name, row, zh=zh, indexes=indexes)
        self.of = of

    def pieces(self, row: Any) -> Sequence[Any]:
        """What each of the parts is told from, in order: equal pieces tell equal parts."""
        return tuple(self.of(row))

    def told(self, pieces: Iterable[Any]) -> Iterable[R]:
        """The parts that these pieces tell."""
        return pieces


class PiecePart(Part[R], Generic[R]):
    """分表, told piece by piece: `pieces(row)` are lists of arguments of `part`, one for each.

    Whether a part is as it was is seen by its piece: most of them need not be told again.
    """

    def __init__(
        self,
        name: str,
        row: type[R],
        pieces: Callable[[Any], Sequence[tuple[Any, ...]]],
        part: Callable[..., R],
        *,
        zh: str,
        indexes: Iterable[Index] = (),
    ) -> None:
        super().__init__(name, row, lambda whole: self.told(pieces(whole)), zh=zh, indexes=indexes)
        self._pieces = pieces
        self._part = part

    def pieces(self, row: Any) -> Sequence[tuple[Any, ...]]:
        """What each of the parts is told from, in order: equal pieces tell equal parts."""
        return self._pieces(row)

    def told(self, pieces: Iterable[tuple[Any, ...]]) -> Iterable[R]:
        """The parts that these pieces tell."""
        return starmap(self._part, pieces)


Contribution = tuple[Key, str, int]
"""To which row of sums, to which of its columns, and how much."""


class Sums(Shape[R], Generic[R]):
    """合计: whole numbers added up over what is stored, in a table beside it.

    `of` is a pure function from a row of the projection, or of its part `over`, to what it adds;
    or, where they count `together`, from the pieces of all the parts of one row. `wider` names
    the further rows that a row is added to as well (`projections/spans.py`). All columns that are
    no key are numbers, and a row of which all are zero is none.
    """

    def __init__(
        self,
        name: str,
        row: type[R],
        of: Callable[[Any], Iterable[Contribution]],
        *,
        zh: str,
        over: Part[Any] | None = None,
        together: bool = False,
        wider: Callable[[Key], Iterable[Key]] = lambda _: (),
        indexes: Iterable[Index] = (),
    ) -> None:
        super().__init__(name, row, zh=zh, indexes=indexes)
        self.of = of
        self.over = over
        self.together = together
        self.wider = wider
        self.columns = tuple(one for one in row.__struct_fields__ if one not in row.key_fields)

    def addends(self, row: Any) -> Iterable[Any]:
        """What of a projection's row is given to `of`, one after the other."""
        if self.over is None:
            return (row,)
        return (self.over.pieces(row),) if self.together else self.over.of(row)

    def difference(self, was: Iterable[Any], now: Iterable[Any]) -> dict[Key, dict[str, int]]:
        """What is to be added when the addends `was` give way to `now`; nothing for both."""
        net: defaultdict[tuple[Key, str], int] = defaultdict(int)
        for sign, addends in ((-1, was), (1, now)):
            for one in addends:
                for key, column, amount in self.of(one):
                    net[key, column] += sign * amount
        found: defaultdict[Key, dict[str, int]] = defaultdict(
            lambda: dict.fromkeys(self.columns, 0)
        )
        for (key, column), amount in net.items():
            if amount:
                for each in (key, *self.wider(key)):
                    found[each][column] += amount
        return {key: amounts for key, amounts in found.items() if any(amounts.values())}

    def total(self, rows: Iterable[Any]) -> dict[Key, R]:
        """The sums over these rows of the projection: what the stored table must equal."""
        names = self.row.key_fields
        addends = (one for row in rows for one in self.addends(row))
        return {
            key: self.row(**dict(zip(names, key, strict=True)), **amounts)
            for key, amounts in self.difference((), addends).items()
        }


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

    def touches(self, fact: Recorded[Any]) -> list[tuple[Key, bool]]:
        """The rows an event touches, and whether each may be there already."""
        fold = self._folds[type(fact.event)]
        if fold.keys is of_stream:  # Nearly always: worth a way of its own.
            return [((fact.stream,), fold.may_go_on)]
        return [(key, fold.may_go_on) for key in fold.keys(fact)]

    def keys(self, fact: Recorded[Any]) -> list[Key]:
        """The rows an event touches."""
        return list(self._folds[type(fact.event)].keys(fact))

    def step(self, row: R | None, fact: Recorded[Any], key: Key) -> R | None:
        """The row of `key` after one more event. Raises `FoldBroken`."""
        fold = self._folds[type(fact.event)]
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


def _key_reader(row: type[Row]) -> Callable[[Row], Key]:
    read = attrgetter(*row.key_fields)
    return read if len(row.key_fields) > 1 else lambda one: (read(one),)


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
