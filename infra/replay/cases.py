"""Finding cases to replay: by the number people say, and by where they moved in the log."""

from typing import Any

from psycopg import Connection, sql

from domain.case import case as cases
from domain.case.code import read_code
from domain.ids import CaseId, encode
from domain.kernel import name_of
from infra.read.catalogue import Catalogue
from projections.case_register import case_register


def case_named(connection: Connection[Any], schema: str, text: str) -> CaseId:
    """The case of a code such as 20250325-K7M3-9QTX; an id, and what is unknown, stay as said."""
    code = read_code(text)
    if code is None:
        return text
    catalogue = Catalogue(schema)
    if not catalogue.exists(connection) or not catalogue.live(connection, case_register.name):
        return text
    view = sql.Identifier(catalogue.read_schema, case_register.name)
    found = connection.execute(
        sql.SQL('SELECT "case" FROM {} WHERE code = %s ORDER BY "case"').format(view), [code]
    ).fetchone()
    return text if found is None else str(found[0])


def cases_between(
    connection: Connection[Any], schema: str, first: int, second: int
) -> list[CaseId]:
    """The cases with events after the position `first` and up to `second`, as they moved first."""
    rows = connection.execute(
        sql.SQL(
            "SELECT stream_id FROM {} WHERE position > %s AND position <= %s AND type = ANY (%s)"
            " GROUP BY stream_id ORDER BY min(position)"
        ).format(sql.Identifier(schema, "events")),
        [first, second, [name_of(event) for event in cases.evolutions]],
    ).fetchall()
    return [encode("case", stream) for (stream,) in rows]
