"""Homes with a small town in them, for tests that start, stop and kill the product."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.database.embedded import EmbeddedPostgres
from infra.settings import Settings
from tests.faults.town import Town, build


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path for homes; servers still running in it are stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lh-")).resolve()
    yield folder
    for data in folder.rglob("PG_VERSION"):
        if data.parent.name == "data":
            EmbeddedPostgres(data.parents[2]).stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def finished_town() -> Iterator[tuple[Path, Town]]:
    """A home whose town is built and whose server has stopped: a copy saves doing it again."""
    folder = Path(tempfile.mkdtemp(prefix="lh-")).resolve()
    home = folder / "home"
    town = build(Settings(home=home))
    yield home, town
    shutil.rmtree(folder)


@pytest.fixture
def home(place: Path, finished_town: tuple[Path, Town]) -> Path:
    """A home with a town in it."""
    subprocess.run(["cp", "-a", finished_town[0], place / "home"], check=True)
    return place / "home"


@pytest.fixture
def town(finished_town: tuple[Path, Town]) -> Town:
    """The town of every home."""
    return finished_town[1]
