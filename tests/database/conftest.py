"""Homes of servers that a test may break, kill and move."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.database.embedded import EmbeddedPostgres
from tests.conftest import postgresql_15

MakeHome = Callable[[str], Path]


@pytest.fixture(scope="session")
def finished_home() -> Iterator[Path]:
    """A home whose server has run and stopped: a copy saves making the data folder again."""
    with _finished(None) as home:
        yield home


@pytest.fixture(scope="session")
def finished_home_pg15() -> Iterator[Path]:
    """The same, made by PostgreSQL 15."""
    binaries = postgresql_15()
    if binaries is None:
        pytest.skip("PostgreSQL 15 is not installed here")
    with _finished(binaries) as home:
        yield home


@contextmanager
def _finished(binaries: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lh-"))
    with EmbeddedPostgres(folder / "home", binaries=binaries):
        pass
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path for homes; servers still running in it are stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lh-")).resolve()
    yield folder
    for data in folder.rglob("PG_VERSION"):
        if data.parent.name == "data":
            EmbeddedPostgres(data.parents[2]).stop()
    shutil.rmtree(folder)


@pytest.fixture
def make_home(place: Path, finished_home: Path) -> MakeHome:
    """Makes a home of the given name, whose server has run and stopped."""

    def make(name: str) -> Path:
        subprocess.run(["cp", "-a", finished_home, place / name], check=True)
        return place / name

    return make


@pytest.fixture
def home(make_home: MakeHome) -> Path:
    """A home whose server has run and stopped."""
    return make_home("home")


@pytest.fixture
def new_home(place: Path) -> Path:
    """A home that does not exist yet."""
    return place / "home"


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
