"""Our verification agrees with transparency-dev/merkle on what proves and what does not."""

from base64 import b64decode
from typing import Any

import pytest

from infra.ledger.faults import ProofInvalid
from infra.ledger.merkle import SHA256, verify_consistency, verify_inclusion
from tests.ledger.vectors import hashes, merkle_vectors, needs_vectors

INCLUSION = merkle_vectors("inclusion")
CONSISTENCY = merkle_vectors("consistency")


@needs_vectors
def test_all_196_vectors_are_there() -> None:
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)
    proved = [path for path, v in (INCLUSION | CONSISTENCY).items() if not v["wantErr"]]
    assert len(proved) == 12


@pytest.mark.parametrize("vector", INCLUSION.values(), ids=INCLUSION.keys())
def test_inclusion_is_judged_as_in_the_vector(vector: dict[str, Any]) -> None:
    def verify() -> None:
        leaf, root = b64decode(vector["leafHash"] or ""), b64decode(vector["root"] or "")
        index, size, proof = vector["leafIdx"], vector["treeSize"], hashes(vector["proof"])
        verify_inclusion(SHA256, leaf, index, size, proof, root)

    judge(vector["wantErr"], verify)


@pytest.mark.parametrize("vector", CONSISTENCY.values(), ids=CONSISTENCY.keys())
def test_consistency_is_judged_as_in_the_vector(vector: dict[str, Any]) -> None:
    def verify() -> None:
        old_root, new_root = b64decode(vector["root1"] or ""), b64decode(vector["root2"] or "")
        old, new, proof = vector["size1"], vector["size2"], hashes(vector["proof"])
        verify_consistency(SHA256, old, new, proof, old_root, new_root)

    judge(vector["wantErr"], verify)


def judge(must_be_refused: bool, verify: Any) -> None:
    if must_be_refused:
        with pytest.raises(ProofInvalid):
            verify()
    else:
        verify()
