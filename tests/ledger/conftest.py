"""A log of a county centre, ready to sign: its key and memory in a fresh folder."""

from pathlib import Path

import pytest
from hypothesis import settings

from infra.ledger.signer import Signer
from infra.ledger.suite import SHA256_ED25519

# No test may depend on how fast the machine is; everything else stays as the parent profile says.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

ORIGIN = "mediation.example/qingshui"


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """A signer that has signed the empty log and nothing else."""
    return Signer.create(SHA256_ED25519, ORIGIN, tmp_path / "log.key", tmp_path / "last")
