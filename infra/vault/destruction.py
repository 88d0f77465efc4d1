"""Destruction (销毁): what the log says was destroyed stays so, whatever a backup brings back.

The key of a case's narrative is destroyed by the database, in the transaction of the event that
says so (migration 0004, docs/adr/0030). Here is only what is left to do: a vault that was restored
from an older backup has the key again, so at every start it is destroyed again.
"""

import structlog
from psycopg import sql

from infra.database.connections import connect

_log = structlog.get_logger("liuhen.vault")


def destroy_again(dsn: str, schema: str) -> int:
    """Destroy every key that the log says was destroyed; how many were there again.

    Raises `DatabaseDown` or `LoginRefused`.
    """
    function = sql.Identifier(f"{schema}_vault", "destroy_again")
    with connect(dsn) as connection:
        found = connection.execute(sql.SQL("SELECT {}()").format(function)).fetchone()
    again = 0 if found is None else int(found[0])
    if again:
        _log.warning("keys_destroyed_again", keys=again)
    return again
