"""Shapes of read models (读模型的形状): rows, their parts, and the sums over them.

    Row          what is stored; its fields are the columns of a table
    Shape        a table: its name, its row, its indexes
    Part         rows that show the parts of a projection's row
    Sums         whole numbers added up over rows or parts

How events are folded into rows is said in `kernel.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import starmap
from operator import attrgetter
from typing import Any, ClassVar, Generic, Literal, TypeVar, dataclass_transform

import msgspec

from domain.values import Value, ValueMeta

Key = tuple[Any, ...]
"""The values of a row's key fields, in order."""


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
        net: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for sign, addends in ((-1, was), (1, now)):
            for one in addends:
                for key, column, amount in self.of(one):
                    net[key][column] += sign * amount
        found: defaultdict[Key, dict[str, int]] = defaultdict(
            lambda: dict.fromkeys(self.columns, 0)
        )
        for key, amounts in net.items():
            if any(amounts.values()):
                for each in (key, *self.wider(key)):
                    row = found[each]
                    for column, amount in amounts.items():
                        row[column] += amount
        return {key: amounts for key, amounts in found.items() if any(amounts.values())}

    def total(self, rows: Iterable[Any]) -> dict[Key, R]:
        """The sums over these rows of the projection: what the stored table must equal."""
        names = self.row.key_fields
        addends = (one for row in rows for one in self.addends(row))
        return {
            key: self.row(**dict(zip(names, key, strict=True)), **amounts)
            for key, amounts in self.difference((), addends).items()
        }


def _key_reader(row: type[Row]) -> Callable[[Row], Key]:
    read = attrgetter(*row.key_fields)
    return read if len(row.key_fields) > 1 else lambda one: (read(one),)
