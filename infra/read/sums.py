"""Tables of sums (合计): what a batch adds is added to what is there, in one statement."""

from collections.abc import Mapping
from typing import Any, Generic, cast

from psycopg import Connection, sql

from infra.read.tables import Table
from infra.store.arrays import LongArray
from projections.kernel import Key, R, Sums


class SumTable(Table[R], Generic[R]):
    """One stored table of sums. A row that has fallen to zero in all its numbers is taken out."""

    def __init__(self, sums: Sums[R], schema: str, name: str) -> None:
        super().__init__(sums, schema, name)
        self._sums = sums.columns
        kinds = [*(column.type for column in self._key), *("bigint" for _ in self._sums)]
        arrays = (sql.SQL(cast("Any", f"%s::{kind}[]")) for kind in kinds)
        self._add = self._statement(
            "INSERT INTO {table} AS t ({into}) SELECT * FROM unnest({arrays})"
            " ON CONFLICT ({key}) DO UPDATE SET {added}",
            into=self._named([*sums.row.key_fields, *self._sums]),
            arrays=sql.SQL(", ").join(arrays),
            added=sql.SQL(", ").join(
                sql.SQL("{0} = t.{0} + excluded.{0}").format(sql.Identifier(column))
                for column in self._sums
            ),
        )
        self._clear = self._joined_with_keys(
            "DELETE FROM {table} t USING {keys} WHERE {on}"
            + "".join(f' AND t."{column}" = 0' for column in self._sums)
        )

    def add(self, connection: Connection[Any], amounts: Mapping[Key, Mapping[str, int]]) -> None:
        """Add these amounts, each with a value for every number of the row."""
        if not amounts:
            return
        by_column = self._by_column([*amounts])
        numbers = [LongArray([one[column] for one in amounts.values()]) for column in self._sums]
        connection.execute(self._add, [*by_column, *numbers], prepare=True)
        connection.execute(self._clear, by_column, prepare=True)
