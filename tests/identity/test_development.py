"""The development key: made once, kept secret, and good enough to sign in with."""

import asyncio
import stat
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import orjson
import pytest

from infra.identity.development import KEY_SET_NAME, SECRET_NAME, DevelopmentKeys
from infra.identity.jwks import FileKeys
from infra.identity.tokens import Claims, TokenVerifier
from infra.vault.keys import KeyFileUnsafe
from tests.identity.signing import AUDIENCE, ISSUER, NOW, PERSON, Clock


def minted(keys_dir: Path, post: str | None = None) -> str:
    """A token of the folder's key for an hour."""
    keys = DevelopmentKeys(keys_dir)
    return keys.mint(PERSON, "window", AUDIENCE, ISSUER, timedelta(hours=1), NOW, post=post)


def test_a_minted_token_is_accepted_by_the_verifier(tmp_path: Path) -> None:
    text = minted(tmp_path, post="post_1")
    keys = FileKeys(DevelopmentKeys(tmp_path).jwks_path)
    checks = TokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE, clock=Clock())
    claims = asyncio.run(checks.verify(text))
    assert claims == Claims(
        issuer=ISSUER,
        subject=PERSON,
        client_id="window",
        token_id=claims.token_id,
        expires_at=NOW + timedelta(hours=1),
        post="post_1",
    )


def test_two_tokens_are_never_the_same(tmp_path: Path) -> None:
    assert minted(tmp_path) != minted(tmp_path)


def test_the_secret_is_for_its_owner_alone_and_not_in_the_key_set(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    DevelopmentKeys(folder)
    assert stat.S_IMODE((folder / SECRET_NAME).stat().st_mode) == 0o600
    (entry,) = orjson.loads((folder / KEY_SET_NAME).read_bytes())["keys"]
    assert entry.keys() == {"alg", "crv", "kid", "kty", "use", "x"}
    assert {path.name for path in folder.iterdir()} == {SECRET_NAME, KEY_SET_NAME}


def test_a_secret_that_others_may_read_is_refused(tmp_path: Path) -> None:
    DevelopmentKeys(tmp_path)
    (tmp_path / SECRET_NAME).chmod(0o640)
    with pytest.raises(KeyFileUnsafe):
        DevelopmentKeys(tmp_path)


def test_the_key_outlives_restarts_and_a_lost_key_set(tmp_path: Path) -> None:
    first = DevelopmentKeys(tmp_path).jwks_path.read_bytes()
    (tmp_path / KEY_SET_NAME).unlink()
    assert DevelopmentKeys(tmp_path).jwks_path.read_bytes() == first


def _published(keys_dir: Path) -> bytes:
    return DevelopmentKeys(keys_dir).jwks_path.read_bytes()


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        assert len(set(processes.map(_published, [tmp_path / "keys"] * 6))) == 1
