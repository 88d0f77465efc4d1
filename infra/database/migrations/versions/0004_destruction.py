"""The vault: a key is destroyed by the event that says so, in the same transaction."""

from infra.database.migrations import run_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_file("0004_destruction.sql")
