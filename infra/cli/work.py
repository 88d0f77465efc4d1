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
from infra.cli.signals import heed_signals
from infra.settings import Settings, load_settings

if TYPE_CHECKING:
    from infra.wiring import Core
    from infra.work.report import Report


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
        _work(settings, reporting=reporting)
    if not reporting:
        out.print("stopped")


def _work(settings: Settings, *, reporting: bool) -> None:
    gc.disable()
    from infra.wiring import core

    with core(settings, wait_for_database=False) as parts:
        gc.collect()
        gc.freeze()
        gc.enable()
        if reporting:
            _beside_a_server(parts)
        else:
            _alone(parts)


def _beside_a_server(parts: "Core") -> None:
    """Work for a server, which has brought the database up to date, for as long as it lives."""
    from infra.work.roles import Roles

    ended = Event()
    Thread(target=_until_let_go, args=(ended,), name="liuhen-server", daemon=True).start()
    roles = Roles(parts, _reporter())
    roles.start()
    try:
        ended.wait()
    finally:
        roles.stop()


def _alone(parts: "Core") -> None:
    """Work from when the database answers until told to leave."""
    from infra.http.readiness import Readiness
    from infra.wiring import bring_up_to_date
    from infra.work.roles import Roles

    roles = Roles(parts, lambda report: None)
    readiness = Readiness(
        lambda: bring_up_to_date(parts.database, parts.settings), {}, then=roles.start
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
    from infra.work.report import line_of

    writing = Lock()
    output = sys.stdout.fileno()

    def tell(report: "Report") -> None:
        line = line_of(report)
        with writing, suppress(BrokenPipeError):  # Nobody listens any more: we are about to end.
            os.write(output, line)

    return tell


def _until_let_go(ended: Event) -> None:
    """Wait for the end of standard input: nobody writes there, and the server's end closes it."""
    with suppress(OSError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    ended.set()
