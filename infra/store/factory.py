"""The factory the event-sourcing library asks for recorder and mapper.

Named explicitly in `PERSISTENCE_MODULE` (`infra.store.factory:StoreFactory`), because a module with
two factories would make the library guess.
"""

from collections.abc import Callable
from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    InfrastructureFactory,
    InfrastructureFactoryError,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.utils import Environment, strtobool

from infra.store.recorder import Datastore, Recorder

DSN = "LIUHEN_STORE_DSN"
SCHEMA = "LIUHEN_STORE_SCHEMA"
BATCH_MAX = "LIUHEN_STORE_BATCH_MAX"


class StoreFactory(InfrastructureFactory[TrackingRecorder]):
    """Builds our recorder; snapshots, tracking, process recorders are refused (ledger.md §1.8)."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        if strtobool(env.get("POSTGRES_ENABLE_DB_FUNCTIONS", "no")):
            raise InfrastructureFactoryError(
                "POSTGRES_ENABLE_DB_FUNCTIONS loses committed events (ledger.md §1.2); unset it"
            )
        self.datastore = Datastore(env.get(DSN, ""), env.get(SCHEMA, "liuhen"))

    def application_recorder(
        self, observe: Callable[[int, float], None] = lambda size, seconds: None
    ) -> Recorder:
        """Our recorder, with its appender; `observe` hears of every commit."""
        return Recorder(
            self.datastore, batch_max=int(self.env.get(BATCH_MAX, "256")), observe=observe
        )

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Refused: a snapshot would be trusted blindly."""
        raise InfrastructureFactoryError(f"no {purpose} recorder: snapshots are not trusted here")

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> TrackingRecorder:
        """Refused: projections keep their own positions."""
        raise InfrastructureFactoryError("projections keep their own positions")

    def process_recorder(self) -> ProcessRecorder:
        """Refused: projections keep their own positions."""
        raise InfrastructureFactoryError("projections keep their own positions")

    def close(self) -> None:
        """Close every connection."""
        self.datastore.close()
