"""`liuhen watch`: put missed deadlines on record; `liuhen serve` does so by itself."""

import time
from typing import Annotated

import typer

from infra.cli.console import out
from infra.settings import load_settings


def watch(
    once: Annotated[bool, typer.Option("--once", help="One round, then leave.")] = False,
) -> None:
    """Search for deadlines that have passed and put them on record. Safe beside `liuhen serve`."""
    from contextlib import suppress

    from infra.read.projector import Projector
    from infra.read.queries import PostgresClocks
    from infra.watch.watcher import Watch
    from infra.wiring import core, now

    settings = load_settings()
    with core(settings) as parts, suppress(KeyboardInterrupt):
        projector = Projector(
            dsn=parts.database.app_dsn,
            schema=settings.schema_name,
            reader=parts.application.mapper,
            projections=parts.projections,
        )
        clocks = PostgresClocks(parts.pool, settings.schema_name, parts.clocks)
        rounds = Watch(parts.application, clocks, clock=now, seconds=settings.watch_seconds)
        while True:
            projector.catch_up()
            done = rounds.once()
            out.print(f"{done.cases} cases due, {len(done.recorded)} misses recorded")
            if once:
                return
            time.sleep(settings.watch_seconds)
