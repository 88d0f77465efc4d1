"""The API on a fresh database, with a county to look at."""

from collections.abc import Iterator

import pytest

from tests.api import Api, api
from tests.conftest import Database
from tests.graphql_api.scene import Scene, scene


@pytest.fixture
def it(database: Database) -> Iterator[Api]:
    """The whole API over HTTP."""
    with api(database) as running:
        yield running


@pytest.fixture
def county(it: Api) -> Scene:
    """The API with units, officers and two people who quarrel."""
    return scene(it)
