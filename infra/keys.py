"""The key folder: every secret the product keeps outside the database, by name.

keys/
├── master.key         wraps the data keys of persons and cases
├── fingerprint.key    keys the fingerprints of commands
├── cursor.key         signs the cursors of lists
├── ledger.key         signs checkpoints (made by the ledger)
├── ledger.last        the last checkpoint signed (kept by the ledger)
└── development/       signs development tokens (only without LIUHEN_JWKS)
"""

from pathlib import Path

from domain.values import Value
from infra.vault.keys import secret_file


class KeyFolder(Value):
    """Paths and secrets of one key folder; secrets are made on first use, mode 0600."""

    path: Path

    @property
    def master(self) -> bytes:
        """Wraps the data keys. Losing it loses every identity and narrative."""
        return secret_file(self.path / "master.key")

    @property
    def fingerprint(self) -> bytes:
        """Keys the fingerprints of commands, so that they cannot be guessed from likely content."""
        return secret_file(self.path / "fingerprint.key")

    @property
    def cursor(self) -> bytes:
        """Signs list cursors."""
        return secret_file(self.path / "cursor.key")

    @property
    def ledger(self) -> Path:
        """The checkpoint signing key's file."""
        return self.path / "ledger.key"

    @property
    def ledger_memory(self) -> Path:
        """Where the signer remembers its last checkpoint."""
        return self.path / "ledger.last"

    @property
    def development(self) -> Path:
        """The folder of the development token key."""
        return self.path / "development"
