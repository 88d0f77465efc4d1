"""`liuhen rebuild`: make a read model anew from the log."""

import sys
from typing import Annotated

import typer

from infra.cli.console import complain, out, progress
from infra.cli.exits import FOUND_WRONG
from infra.settings import load_settings


def rebuild(
    name: Annotated[
        str | None, typer.Argument(help="Which read model; every one unless given.")
    ] = None,
    afresh: Annotated[
        bool, typer.Option(help="Throw away what an interrupted rebuild has left.")
    ] = False,
) -> None:
    """Fill read models anew beside the live ones and swap them in; readers notice nothing."""
    from infra.read.rebuild import Rebuild, RebuildRunning, RebuildStopped
    from infra.read.session import work_session
    from infra.wiring import core
    from projections.registry import PROJECTIONS

    wanted = [each.name for each in PROJECTIONS if name in (None, each.name)]
    if not wanted:
        known = ", ".join(each.name for each in PROJECTIONS)
        complain(f"there is no read model called {name}; there are: {known}")
        sys.exit(FOUND_WRONG)
    what = f"rebuild {name or 'every read model'}"
    with (
        core(load_settings()) as parts,
        progress(what) as report,
        work_session(parts.database.app_dsn, what) as connection,
        work_session(parts.database.app_dsn, what) as fetching,
        work_session(parts.database.app_dsn, what) as beside,
    ):
        job = Rebuild(
            *(each for each in parts.projections if each.name in wanted),
            schema=parts.settings.schema_name,
            reader=parts.application.mapper,
            ahead=(fetching, beside),
            progress=report,
        )
        try:
            entries = job.run(connection, afresh=afresh)
        except RebuildRunning as running:
            complain(f"{running} is being rebuilt by another process")
            sys.exit(FOUND_WRONG)
        except RebuildStopped as fault:
            complain(str(fault))
            sys.exit(FOUND_WRONG)
    for entry in entries:
        out.print(f"{entry.name}: rebuilt up to position {entry.position}")
