"""The event store: events, head, commands and the one function that appends."""

from infra.database.migrations import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_file("0001_event_store.sql")
