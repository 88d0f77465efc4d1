"""A world for each test, on each PostgreSQL we promise to run on."""

from collections.abc import Iterator

import pytest

from tests.conftest import Database
from tests.read.world import World


@pytest.fixture
def world(any_database: Database) -> Iterator[World]:
    """An empty log and no read models yet."""
    found = World(any_database)
    yield found
    found.close()
