"""A log's signer is made once, whoever comes first; keys to verify by are named in two ways."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.ledger.faults import KeyFileUnusable, KeyMalformed, MemoryMissing, WrongOrigin
from infra.ledger.key_files import open_signer, verifier_key
from infra.ledger.note import VerifierKey
from infra.ledger.signer import Signer
from infra.ledger.suite import SHA256_ED25519
from tests.ledger.conftest import ORIGIN

ROOT = Path(__file__).parents[2]


def opened(folder: Path, origin: str = ORIGIN) -> Signer:
    return open_signer(SHA256_ED25519, origin, folder / "ledger.key", folder / "ledger.last")


def test_the_first_opening_makes_key_and_memory_and_later_ones_find_them(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    first = opened(folder)
    assert first.last().size == 0
    assert opened(folder).verifier == first.verifier
    assert folder.stat().st_mode & 0o077 == 0


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.ledger.test_opening_keys import opened;"
        "print(opened(Path(sys.argv[1])).verifier.text())"
    )

    def start(_: int) -> str:
        command = [sys.executable, "-c", script, str(tmp_path / "keys")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(start, range(4)))
    assert keys == {f"{opened(tmp_path / 'keys').verifier.text()}\n"}


def test_threads_that_start_together_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        signers = list(pool.map(lambda _: opened(tmp_path / "keys"), range(8)))
    assert len({signer.verifier.text() for signer in signers}) == 1


def test_a_log_keeps_its_name(tmp_path: Path) -> None:
    opened(tmp_path)
    with pytest.raises(WrongOrigin, match=r"keeps its name for ever.*LIUHEN_LOG_ORIGIN"):
        opened(tmp_path, "another.example/log")


def test_a_memory_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "ledger.last").unlink()
    with pytest.raises(MemoryMissing):
        opened(tmp_path)


@pytest.fixture
def key(signer: Signer) -> VerifierKey:
    return signer.verifier


def test_a_key_is_named_by_its_text_or_by_a_file_of_it(key: VerifierKey, tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    file.write_text(f"{key.text()}\n")
    assert verifier_key(key.text()) == key
    assert verifier_key(f" {key.text()}\n") == key
    assert verifier_key(str(file)) == key


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"words", b"x" * 100_000])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.txt").write_bytes(content)
    with pytest.raises(KeyMalformed):
        verifier_key(str(tmp_path / "key.txt"))


def test_what_is_neither_a_key_nor_a_file_is_refused(tmp_path: Path, key: VerifierKey) -> None:
    for wrong in ("", "nothing", str(tmp_path / "none"), key.text()[:-4], "a\x00b", "x" * 5000):
        with pytest.raises((KeyMalformed, KeyFileUnusable)):
            verifier_key(wrong)
    with pytest.raises(KeyFileUnusable, match="directory"):
        verifier_key(str(tmp_path))
