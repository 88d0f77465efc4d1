"""The vault: wrapped keys and sealed identities."""

from infra.database.migrations import run_file

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_file("0002_vault.sql")
