"""Lighter appends: a cheaper check of names, and keys asked for by their index."""

from infra.database.migrations import run_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_file("0004_lighter_appends.sql")
