"""Readiness: bringing the database up to date when it answers, and saying whether we can work.

The server starts whether or not the database does. Until the schema is up to date the API answers
503; `/readyz` says which part is missing; nothing needs a restart when the database comes back.
"""

from collections.abc import Callable, Mapping
from threading import Event, Thread

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from infra.database.faults import DatabaseFault, MigrationFault, SchemaTooNew

RETRY_SECONDS = 1.0

_log = structlog.get_logger("liuhen.readiness")

Probe = Callable[[], None]
"""Raises when the part it looks at cannot work."""


class Readiness:
    """Whether this process can serve: the schema once, and the probes each time it is asked."""

    def __init__(
        self, bring_up: Callable[[], None], probes: Mapping[str, Probe], then: Callable[[], None]
    ) -> None:
        self._bring_up = bring_up
        self._probes = probes
        self._then = then
        self._stopping = Event()
        self._up = Event()
        self._why = "starting"
        self._thread = Thread(target=self._try, name="liuhen-readiness", daemon=True)

    @property
    def is_up(self) -> bool:
        """Whether the schema has been found or brought up to date."""
        return self._up.is_set()

    def start(self) -> None:
        """Try once before serving, so that a healthy start is ready at once; else go on trying."""
        if not self._attempt():
            self._thread.start()

    def stop(self) -> None:
        """Stop trying."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _try(self) -> None:
        while not self._stopping.wait(RETRY_SECONDS):
            if self._attempt():
                return

    def _attempt(self) -> bool:
        try:
            self._bring_up()
        except (MigrationFault, SchemaTooNew) as fault:
            self._complain("schema_not_usable", fault)
            return False
        except DatabaseFault as fault:
            self._complain("database_away", fault)
            return False
        self._then()
        self._up.set()
        return True

    def _complain(self, event: str, fault: DatabaseFault) -> None:
        """Say it once for each new reason, not once a second."""
        if str(fault) != self._why:
            self._why = str(fault)
            _log.error(event, reason=self._why)

    def healthz(self, request: Request) -> Response:
        """`GET /healthz`: the process is alive."""
        return PlainTextResponse("alive\n")

    def readyz(self, request: Request) -> Response:
        """`GET /readyz`: 200 when every part can work, 503 with what cannot. Blocking."""
        parts = {"schema": "ok" if self.is_up else self._why}
        for name, probe in self._probes.items() if self.is_up else ():
            try:
                probe()
                parts[name] = "ok"
            except Exception as fault:  # Whatever is wrong with a part, the answer is 503.
                parts[name] = f"{type(fault).__name__}: {fault}"
        ready = all(state == "ok" for state in parts.values())
        return JSONResponse(
            {"ready": ready, "parts": parts},
            status_code=200 if ready else 503,
            headers={"Cache-Control": "no-store"} | ({} if ready else {"Retry-After": "2"}),
        )
