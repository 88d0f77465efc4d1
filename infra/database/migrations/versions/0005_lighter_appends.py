"""Lighter appends: a cheaper check of names, and keys asked for by their index."""

from infra.database.migrations import run_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_file("0005_lighter_appends.sql")
