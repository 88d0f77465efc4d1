"""Tables of projections: made from the row's type, written in batches, read back as rows."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Generic, cast

from psycopg import Connection, sql

from infra.read.columns import Column, columns_of
from infra.store.arrays import LongArray, TextArray
from projections.kernel import Index, Is, Key, R, Shape

SCAN_ROWS = 2000
"""How many rows a scan of a whole table holds in memory at a time."""


class ShapeChanged(Exception):
    """A row's fields differ from the stored table although the projection's version is the same."""


class Table(Generic[R]):
    """One stored table of rows. Statements are composed once and prepared by the driver.

    `schema` is the read schema, or `pg_temp` for a table that only this session sees.
    """

    def __init__(self, shape: Shape[R], schema: str, name: str) -> None:
        self.shape = shape
        self.schema = schema
        self.name = name
        self.columns = columns_of(shape.row, plain=shape.only_remembers)
        self.identifier = sql.Identifier(schema, name)
        by_name = {column.name: column for column in self.columns}
        self._key: list[Column] = [by_name[name] for name in shape.row.key_fields]
        self._load = self._joined_with_keys("SELECT {selected} FROM {keys} JOIN {table} t ON {on}")
        self._delete = self._joined_with_keys("DELETE FROM {table} t USING {keys} WHERE {on}")
        self._copy = self._statement("COPY {table} ({names}) FROM STDIN (FORMAT BINARY)")
        self._types = [column.sent_as for column in self.columns]
        self._read_fields = attrgetter(*(column.name for column in self.columns))
        self._names = tuple(column.name for column in self.columns)
        self._dumps = [(n, c.dump) for n, c in enumerate(self.columns) if c.dump is not None]
        self._loads = [(n, c.load) for n, c in enumerate(self.columns) if c.load is not None]

    def create(self, connection: Connection[Any]) -> None:
        """Make the table with its primary key; secondary indexes are `index`'s."""
        columns = sql.SQL(", ").join(column.definition for column in self.columns)
        connection.execute(
            sql.SQL("CREATE TABLE {} ({}, PRIMARY KEY ({}))").format(
                self.identifier, columns, self._named(self.shape.row.key_fields)
            )
        )
        comment = sql.SQL("COMMENT ON TABLE {} IS {}")
        connection.execute(comment.format(self.identifier, sql.Literal(self.shape.zh)))

    def index(self, connection: Connection[Any]) -> None:
        """Make the secondary indexes that are missing; quicker on a full table than before."""
        for index in self.shape.indexes:
            connection.execute(self._index(index))

    def drop(self, connection: Connection[Any]) -> None:
        """Remove the table."""
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(self.identifier))

    def check_shape(self, connection: Connection[Any]) -> None:
        """Raises `ShapeChanged` when the stored columns are not those of the row's type."""
        found = connection.execute(
            "SELECT attname, format_type(atttypid, NULL), NOT attnotnull FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [self.identifier.as_string(connection)],
        ).fetchall()
        stored = [(name, _short(kind), nullable) for name, kind, nullable in found]
        wanted = [(column.name, column.type, column.nullable) for column in self.columns]
        if stored != wanted:
            changed = sorted({entry[0] for entry in set(stored) ^ set(wanted)})
            raise ShapeChanged(
                f"{self.name} was made from another {self.shape.row.__name__} "
                f"({', '.join(changed) or 'other order'}): raise the version of the projection"
            )

    def load(self, connection: Connection[Any], keys: Sequence[Key]) -> dict[Key, R]:
        """The rows of these keys; those without a row are not in the answer."""
        if not keys:
            return {}
        with connection.cursor(binary=True) as cursor:
            found = cursor.execute(self._load, self._by_column(keys), prepare=True).fetchall()
        rows = [self.row(values) for values in found]
        return {self.shape.key_of(row): row for row in rows}

    def write(self, connection: Connection[Any], old: Sequence[Key], new: Sequence[R]) -> None:
        """Take out the rows of the keys `old` and put in the rows `new`."""
        with connection.cursor() as cursor:
            if old:
                cursor.execute(self._delete, self._by_column(old), prepare=True)
            if new:
                with cursor.copy(self._copy) as copy:
                    copy.set_types(self._types)
                    for row in new:
                        copy.write_row(self.values(row))

    def scan(self, connection: Connection[Any]) -> Iterator[tuple[Any, ...]]:
        """Every stored row as the values of its columns, in the order of the key.

        Needs an open transaction; holds only a part of the table in memory.
        """
        statement = self._statement("SELECT {selected} FROM {table} t ORDER BY {key}")
        with connection.cursor(f"scan_{self.name}"[:63], binary=True) as cursor:
            cursor.itersize = SCAN_ROWS
            yield from cursor.execute(statement)

    def row(self, values: Sequence[Any]) -> R:
        """The row that these column values are."""
        fields = list(values)
        for nth, load in self._loads:
            if fields[nth] is not None:
                fields[nth] = load(fields[nth])
        return self.shape.row(**dict(zip(self._names, fields, strict=True)))

    def values(self, row: R) -> list[Any]:
        """The column values of a row."""
        fields = list(self._read_fields(row))
        for nth, dump in self._dumps:
            if fields[nth] is not None:
                fields[nth] = dump(fields[nth])
        return fields

    def key_and(self, name: str) -> list[Column]:
        """The columns of the key, and one more."""
        return [*self._key, *(column for column in self.columns if column.name == name)]

    @property
    def selected(self) -> sql.Composed:
        """The columns as a `SELECT` from this table or the view over it has them."""
        return sql.SQL(", ").join(column.selected for column in self.columns)

    def _index(self, index: Index) -> sql.Composed:
        """A name tells an index by what leads it and by the rows it is about."""
        about = () if index.where is None else ("of", index.where.column)
        return sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING {} ({}){}{}").format(
            sql.Identifier("_".join((self.name, *index.columns, *about))[:63]),
            self.identifier,
            sql.SQL(index.kind),
            self._named(index.columns),
            sql.SQL(" INCLUDE ({})").format(self._named(index.include))
            if index.include
            else sql.SQL(""),
            sql.SQL("") if index.where is None else _only(index.where),
        )

    def _named(self, names: Sequence[str]) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, names))

    def _statement(self, template: str, **parts: sql.Composable) -> bytes:
        return (
            sql.SQL(cast("Any", template))
            .format(
                table=self.identifier,
                names=self._named([column.name for column in self.columns]),
                key=self._named(self.shape.row.key_fields),
                selected=self.selected if "{selected}" in template else sql.SQL(""),
                **parts,
            )
            .as_bytes()
        )

    def _joined_with_keys(self, template: str) -> bytes:
        """A statement over the rows whose keys come as one array for each key field."""
        key = self._key
        arrays = sql.SQL(", ").join(sql.SQL(cast("Any", f"%s::{column.type}[]")) for column in key)
        names = sql.SQL(", ").join(sql.Identifier(f"key_{nth}") for nth in range(len(key)))
        on = sql.SQL(" AND ").join(
            sql.SQL("t.{} = k.{}").format(sql.Identifier(column.name), sql.Identifier(f"key_{nth}"))
            for nth, column in enumerate(key)
        )
        keys = sql.SQL("unnest({}) AS k ({})").format(arrays, names)
        return self._statement(template, keys=keys, on=on)

    def _by_column(self, keys: Sequence[Key]) -> list[Any]:
        """One array for each key field."""
        columns = zip(self._key, zip(*keys, strict=True), strict=True)
        return [_array(column, values) for column, values in columns]


def _only(where: Is) -> sql.Composed:
    """Which rows alone an index is about."""
    column = sql.Identifier(where.column)
    if where.value is None:
        return sql.SQL(" WHERE {} IS NULL").format(column)
    return sql.SQL(" WHERE {} = {}").format(column, sql.Literal(where.value))


def _array(column: Column, values: Sequence[Any]) -> Any:
    """The values of one key field, as the driver sends them."""
    dumped = values if column.dump is None else [column.dump(value) for value in values]
    return _ARRAYS.get(column.type, list)(dumped)


_ARRAYS: dict[str, Callable[[Sequence[Any]], Any]] = {"text": TextArray, "bigint": LongArray}
"""Written in one go; the driver writes the rest value by value."""


def _short(kind: str) -> str:
    return "timestamptz" if kind == "timestamp with time zone" else kind
