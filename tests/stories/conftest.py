"""The whole product over HTTP on a fresh database; the tests of a module share it."""

from collections.abc import Iterator

import pytest

from infra.database.embedded import EmbeddedPostgres
from tests.api import Api, api
from tests.conftest import Database
from tests.conftest import _fresh as fresh
from tests.stories.county import County, county


@pytest.fixture(scope="module")
def storage(embedded_server: EmbeddedPostgres) -> Iterator[Database]:
    with fresh(embedded_server) as database:
        yield database


@pytest.fixture(scope="module")
def it(storage: Database) -> Iterator[Api]:
    with api(storage) as running:
        yield running


@pytest.fixture(scope="module")
def land(it: Api) -> County:
    """The county of a module."""
    return county(it)
