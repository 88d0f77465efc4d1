"""The log's private key lies in a file that nobody else can read, and is made only once."""

import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.ledger.faults import KeyFileUnusable, KeyMalformed
from infra.ledger.signer import create_key_file, read_key_file
from infra.ledger.suite import SHA256_ED25519

ORIGIN = "county.example/log"


@pytest.fixture
def generous_umask() -> Iterator[None]:
    """A process that would let everybody read and write the files it makes."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("generous_umask")
def test_a_new_key_file_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    assert stat.S_IMODE((tmp_path / "log.key").stat().st_mode) == 0o600


def test_the_key_is_found_again_in_its_file(tmp_path: Path) -> None:
    made = create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    assert read_key_file(tmp_path / "log.key").text() == made.text()
    assert (tmp_path / "log.key").read_text().startswith(f"PRIVATE+KEY+{ORIGIN}+")


def test_the_name_of_a_log_may_be_chinese(tmp_path: Path) -> None:
    made = create_key_file(tmp_path / "log.key", "清水县/台账", SHA256_ED25519)
    assert read_key_file(tmp_path / "log.key").verifier == made.verifier


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    made = create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    with pytest.raises(KeyFileUnusable, match="a log's key is made once"):
        create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    assert read_key_file(tmp_path / "log.key").text() == made.text()


def test_a_key_is_not_made_through_a_link_that_somebody_laid_out(tmp_path: Path) -> None:
    (tmp_path / "log.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFileUnusable):
        create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o606, 0o610, 0o601, 0o777])
def test_a_key_that_others_can_reach_is_refused_with_advice(tmp_path: Path, mode: int) -> None:
    create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    (tmp_path / "log.key").chmod(mode)
    with pytest.raises(KeyFileUnusable, match=rf"has mode {mode:04o}.*chmod 600"):
        read_key_file(tmp_path / "log.key")


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_a_key_that_only_its_owner_can_reach_is_used(tmp_path: Path, mode: int) -> None:
    made = create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    (tmp_path / "log.key").chmod(mode)
    assert read_key_file(tmp_path / "log.key").verifier == made.verifier


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable, match=r"log\.key: No such file"):
        read_key_file(tmp_path / "log.key")


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable, match="Is a directory"):
        read_key_file(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PRIVATE+KEY+", b"\xff\xfe", b"secret words"])
def test_a_damaged_key_file_is_refused_without_being_quoted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log.key").write_bytes(content)
    (tmp_path / "log.key").chmod(0o600)
    with pytest.raises(KeyMalformed) as refused:
        read_key_file(tmp_path / "log.key")
    assert "secret" not in str(refused.value)


def test_half_a_key_does_not_remain_when_the_disk_is_full(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            create_key_file(tmp_path / "log.key", ORIGIN, SHA256_ED25519)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "log.key").exists()
