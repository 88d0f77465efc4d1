"""Recorders on a test's database."""

from collections.abc import Callable, Iterator

import pytest

from infra.database.connections import application_dsn
from infra.store.recorder import Datastore, Recorder
from tests.conftest import Database

NewRecorder = Callable[[], Recorder]


@pytest.fixture
def new_recorder(any_database: Database) -> Iterator[NewRecorder]:
    """Makes recorders as the product does, each with an appender of its own."""
    made: list[Recorder] = []

    def make() -> Recorder:
        dsn = application_dsn(any_database.app_dsn)
        made.append(Recorder(Datastore(dsn, any_database.schema, pool_size=20)))
        return made[-1]

    yield make
    for recorder in made:
        recorder.close()


@pytest.fixture
def recorder(new_recorder: NewRecorder) -> Recorder:
    """One recorder."""
    return new_recorder()
