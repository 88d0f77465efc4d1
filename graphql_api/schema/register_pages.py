"""Pages of the organisation register's lists, by id: ids sort by the moment they were made."""

from collections.abc import Callable, Iterable
from typing import Any

from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.schema.connections import Connection, connection, page_size


class Pages:
    """Pages of one list of register entries."""

    def __init__(self, context: Context, name: str, narrowed: Any) -> None:
        self._cursors = Cursors(context.services.cursor_key)
        self._name = name
        self._narrowed = narrowed

    def page(
        self,
        keys: Iterable[str],
        make: Callable[[str], Any],
        first: int,
        after: str | None,
        key_of: Callable[[Any], str] = lambda node: str(node.id),
    ) -> Connection[Any]:
        """At most `first` of the entries with these keys, after the cursor."""
        size = page_size(first)
        ordered = sorted(keys)
        begin = ""
        if after:
            begin = str(self._cursors.read(after, self._name, self._narrowed).keys[0])
        rest = [key for key in ordered if key > begin]
        return connection(
            Connection[Any],
            [make(key) for key in rest[:size]],
            cursor=lambda node: self._cursor(key_of(node)),
            after=after,
            has_next=len(rest) > size,
            total=len(ordered),
        )

    def _cursor(self, key: str) -> str:
        return self._cursors.write(self._name, Place(keys=(key,), position=0), self._narrowed)
