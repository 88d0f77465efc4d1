"""`liuhen work`: the background roles alone; `liuhen serve` starts one of these by itself."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli.console import out
from infra.cli.exits import DATABASE_AWAY
from infra.cli.signals import heed_signals
from infra.settings import Settings, load_settings

if TYPE_CHECKING:
    from infra.working.report import Report


def work(
    reporting: Annotated[
        bool,
        typer.Option(
            "--reporting", hidden=True, help="Report on standard output; end with standard input."
        ),
    ] = False,
) -> None:
    """Keep the read models, watch the deadlines and sign the log, beside any `liuhen serve`."""
    from infra.logs import write_logs
    from infra.rules import rules_of

    settings = load_settings()
    rules_of(settings)
    heed_signals()
    write_logs(settings.log_level)
    with suppress(KeyboardInterrupt):
        if reporting:
            _beside_a_server(settings)
        else:
            _alone(settings)
    if not reporting:
        out.print("stopped")


def _beside_a_server(settings: Settings) -> None:
    """Work for a server, from when it says that the database is up to date, while it lives."""
    gc.disable()  # What a start makes is kept: looking through it for garbage finds none.
    import structlog

    from infra.database.faults import DatabaseFault
    from infra.wiring import core
    from infra.working.roles import Roles

    gc.freeze()
    gc.enable()
    if not os.read(sys.stdin.fileno(), 1):
        return
    ended = Event()
    try:
        with core(settings, wait_for_database=False) as parts:
            roles = Roles(parts, _reporter())
            roles.start()
            Thread(target=_until_let_go, args=(ended,), name="liuhen-server", daemon=True).start()
            try:
                ended.wait()
            finally:
                roles.stop()
    except DatabaseFault as fault:  # The server's log tells of it, and it begins another.
        structlog.get_logger("liuhen.work").error("work_cannot_begin", reason=str(fault))
        sys.exit(DATABASE_AWAY)


def _alone(settings: Settings) -> None:
    """Work from when the database answers until told to leave."""
    from infra.http.readiness import Readiness
    from infra.wiring import bring_up_to_date, core
    from infra.working.roles import Roles

    with core(settings, wait_for_database=False) as parts:
        roles = Roles(parts, lambda report: None)
        readiness = Readiness(
            lambda: bring_up_to_date(parts.database, settings), {}, then=roles.start
        )
        out.print("at work  (Ctrl-C stops it)")
        readiness.start()
        try:
            Event().wait()
        finally:
            readiness.stop()
            roles.stop()


def _reporter() -> "Callable[[Report], None]":
    """Tells on standard output, a whole line at a time, whichever thread has something to tell."""
    from infra.working.report import line_of

    writing = Lock()
    output = sys.stdout.fileno()

    def tell(report: "Report") -> None:
        line = line_of(report)
        with writing, suppress(BrokenPipeError):  # Nobody listens any more: we are about to end.
            while line:
                line = line[os.write(output, line) :]

    return tell


def _until_let_go(ended: Event) -> None:
    """Wait for the end of standard input: nobody writes there, and the server's end closes it."""
    with suppress(OSError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    ended.set()
