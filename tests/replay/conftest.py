"""A world for each test, on each PostgreSQL we promise to run on."""

from tests.read.conftest import world

__all__ = ["world"]
