"""The ledger: tiles of the Merkle tree and signed checkpoints."""

from infra.database.migrations import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_file("0003_ledger.sql")
