"""Counties whose whole log is verified."""

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


@pytest.fixture
def sealed(county: County) -> County:
    """300 events of 104 acts, sealed in four checkpoints; all is well."""
    county.append(*[1] * 50, 7, *[3] * 51, 13)
    assert county.seal(batch_events=100) == [100, 200, 223]
    county.append(77)
    assert county.seal() == [300]
    return county
