"""The background roles (后台岗位): projector, checkpointer and watch, each in its own thread.

Any number of processes may have them: locks in the database say who leads.
"""

from threading import Event, Thread

from infra.ledger.checkpointer import Checkpointer, checkpointer_session
from infra.ledger.key_files import open_signer
from infra.ledger.suite import SHA256_ED25519
from infra.read.projector import Projector
from infra.read.queries import PostgresClocks
from infra.watch.watcher import Watch
from infra.wiring import Clock, Core, now
from infra.working.report import Behind, Missed, Tell


class Roles:
    """Starts and stops them in this process, and tells what they do."""

    def __init__(self, parts: Core, tell: Tell, *, clock: Clock = now) -> None:
        settings = parts.settings
        dsn, schema = parts.database.app_dsn, settings.schema_name
        signer = open_signer(
            SHA256_ED25519, settings.log_origin, parts.keys.ledger, parts.keys.ledger_memory
        )
        self.watch = Watch(
            parts.application,
            PostgresClocks(parts.pool, schema, parts.clocks),
            clock=clock,
            seconds=settings.watch_seconds,
            tell=lambda timer: tell(Missed(timer=timer)),
            behind=lambda seconds: tell(Behind(seconds=seconds)),
        )
        self._projector = Projector(
            dsn=dsn,
            schema=schema,
            reader=parts.application.mapper,
            projections=parts.projections,
            tell=tell,
        )
        checkpointer = Checkpointer(
            connect=lambda: checkpointer_session(dsn),
            schema=schema,
            suite=SHA256_ED25519,
            signer=signer,
            tell=tell,
        )
        self._stopping = Event()
        self._sealing = Thread(
            target=checkpointer.run, args=(self._stopping,), name="liuhen-checkpointer", daemon=True
        )

    def start(self) -> None:
        """Follow the log, seal it and watch the deadlines, until `stop`."""
        self._projector.start()
        self._sealing.start()
        self.watch.start()

    def stop(self) -> None:
        """End after the work at hand."""
        self._stopping.set()
        self.watch.stop()
        if self._sealing.ident is not None:
            self._sealing.join()
        self._projector.stop()

    def check(self) -> None:
        """They work for as long as this process does."""
