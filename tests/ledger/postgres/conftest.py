"""Counties with an empty log, on one PostgreSQL or on each that we promise to run on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Database
from tests.ledger.county import County, county_on


@pytest.fixture
def county(database: Database, tmp_path: Path) -> Iterator[County]:
    """On the PostgreSQL that comes with the product."""
    with county_on(database, tmp_path / "keys") as county:
        yield county


@pytest.fixture
def any_county(any_database: Database, tmp_path: Path) -> Iterator[County]:
    """Once on each PostgreSQL we promise to run on."""
    with county_on(any_database, tmp_path / "keys") as county:
        yield county
