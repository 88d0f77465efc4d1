"""The API on a fresh database, with a county to look at."""

from collections.abc import Iterator

import pytest

from infra.database.embedded import EmbeddedPostgres
from tests.api import Api, api
from tests.conftest import Database
from tests.conftest import _fresh as fresh
from tests.graphql_api.scene import Scene, scene


@pytest.fixture
def it(database: Database) -> Iterator[Api]:
    """The whole API over HTTP, for one test alone."""
    with api(database) as running:
        yield running


@pytest.fixture(scope="module")
def county(embedded_server: EmbeddedPostgres) -> Iterator[Scene]:
    """The API with units, officers and two people who quarrel; the tests of a module share it."""
    with fresh(embedded_server) as database, api(database) as running:
        yield scene(running)
