"""`liuhen serve`: the API in this process, the background work in one beside it, until Ctrl-C."""

import gc
import socket
import sys
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli.console import complain, out, progress
from infra.cli.exits import FOUND_WRONG
from infra.cli.signals import heed_signals
from infra.settings import Settings, load_settings

if TYPE_CHECKING:
    from infra.http.app import Service


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 for any.")] = None,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Load the demo county if empty, open GraphiQL, print tokens."),
    ] = False,
) -> None:
    """Serve the API, keep the read models, watch the deadlines, sign the log, until Ctrl-C."""
    from infra.logs import write_logs
    from infra.rules import rules_of

    settings = load_settings()
    rules_of(settings)  # A rule file that is wrong costs no start of the database.
    heed_signals()
    write_logs(settings.log_level)
    door = _listening(host or settings.host, settings.port if port is None else port)
    with door, suppress(KeyboardInterrupt):
        _run(settings, door, demo=demo)
    out.print("stopped")


def _run(settings: Settings, door: socket.socket, *, demo: bool) -> None:
    gc.disable()  # What a start makes is kept: looking through it for garbage finds none.
    from infra.wiring import core, reachable
    from infra.working.child import Child

    address = f"http://{door.getsockname()[0]}:{door.getsockname()[1]}"
    derived = Thread(target=_derive, name="liuhen-schema", daemon=True)
    derived.start()  # It takes longer than the database's start, which it need not wait for.
    # The server is held throughout, so that it starts only once.
    with Child() as child, reachable(settings):
        from infra.http.app import service
        from infra.http.metrics import Metrics

        metrics = Metrics()
        if demo and not _has_demo(settings):
            derived.join()
            gc.enable()
            _load_demo(settings)
        with core(
            settings,
            observe=metrics.appended,
            timed=metrics.timed,
            wait_for_database=demo,
        ) as parts:
            derived.join()
            running = service(parts, metrics, child.reporting, try_out=demo)
            if demo:
                from infra.demo.welcome import welcome

                out.print(welcome(parts, address), markup=False, highlight=False, soft_wrap=True)
            out.print(f"listening on {address}  (Ctrl-C stops everything)", markup=False)
            gc.collect()
            gc.freeze()  # What was made by now stays: nobody need look through it again.
            gc.enable()
            _answer(running, door)


def _derive() -> None:
    """Derive the API's schema from the domain; whoever asks for it next finds it made."""
    from graphql_api.schema.build import schema

    schema()


def _answer(running: "Service", door: socket.socket) -> None:
    """Answer requests until told to leave."""
    import uvicorn

    config = uvicorn.Config(
        running.app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[door])
    finally:
        running.stop()  # Two signals in a row make uvicorn leave this out.
    if not server.started:
        sys.exit(FOUND_WRONG)


def _has_demo(settings: Settings) -> bool:
    """Whether the demo was played here to its end, so that nothing is left to load."""
    from infra.demo.loading import planned

    before = planned(settings.home)
    return before is not None and before.finished


def _load_demo(settings: Settings) -> None:
    from domain.kernel import day_of
    from infra.demo.loading import load_if_empty
    from infra.wiring import now

    with progress("demo county") as report:
        if load_if_empty(settings, day_of(now()), report):
            out.print("the demo county 云溪县 is ready")


def _listening(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything is started, so that a taken port costs nothing.

    From here on a client waits for the answer instead of being refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()
    except OSError as error:
        complain(f"cannot listen on {host}:{port}: {error.strerror}; name another with --port")
        sys.exit(FOUND_WRONG)
    return door
