"""Where the conformance vectors of other implementations lie, and how to read them."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "vectors"

needs_vectors = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the conformance vectors are not in ../shared/vectors beside the repository",
)


def merkle_vectors(kind: str) -> dict[str, dict[str, Any]]:
    """The vectors of one kind (`inclusion`, `consistency`) by path; none where they are absent."""
    if not FOLDER.is_dir():
        return {}
    everything = json.loads((FOLDER / "transparency-dev-merkle.json").read_text())
    return {path: vector for path, vector in everything.items() if path.startswith(f"{kind}/")}


def hashes(encoded: list[str] | None) -> list[bytes]:
    """A proof as the vectors write it."""
    return [b64decode(item) for item in encoded or []]
