"""Keys have one written form each, and a private key never shows itself (C2SP signed-note)."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.faults import KeyMalformed
from infra.ledger.note import SigningKey, VerifierKey
from infra.ledger.suite import SHA256_ED25519, SUITES

NAME = "mediation.example/qingshui"
SCHEME = SHA256_ED25519.scheme
ED25519, ECDSA = b"\x01", b"\x02"
# RFC 8032 section 7.1, test 1.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
SIGNED_NOTHING = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b"
)
KEY_ID = sha256(NAME.encode() + b"\n\x01" + PUBLIC).hexdigest()[:8]


def encoded(kind: bytes, key: bytes) -> str:
    return b64encode(kind + key).decode()


PUBLIC_TEXT = f"{NAME}+{KEY_ID}+{encoded(ED25519, PUBLIC)}"
PRIVATE_TEXT = f"PRIVATE+KEY+{NAME}+{KEY_ID}+{encoded(ED25519, SEED)}"


def test_signatures_are_those_of_rfc_8032() -> None:
    key = SigningKey(NAME, SCHEME, SEED)
    assert key.verifier.public == PUBLIC
    assert key.sign(b"") == SIGNED_NOTHING
    assert SCHEME.verifies(PUBLIC, b"", SIGNED_NOTHING)
    assert not SCHEME.verifies(PUBLIC, b"x", SIGNED_NOTHING)


def test_both_halves_of_a_key_are_written_as_the_specification_says() -> None:
    key = SigningKey(NAME, SCHEME, SEED)
    assert key.text() == PRIVATE_TEXT
    assert key.verifier.text() == PUBLIC_TEXT


@given(name=st.text(min_size=1, max_size=40))
def test_a_key_is_always_found_again_by_its_text(name: str) -> None:
    try:
        key = SigningKey.generate(name, SCHEME)
    except KeyMalformed:
        return
    assert SigningKey.parse(key.text()).text() == key.text()
    assert VerifierKey.parse(key.verifier.text()) == key.verifier


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\there", "wide\u3000space", "\ud800"])
def test_a_name_that_notes_cannot_carry_is_refused(name: str) -> None:
    with pytest.raises(KeyMalformed):
        SigningKey.generate(name, SCHEME)


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        f"{NAME}+{KEY_ID}",
        f"+{KEY_ID}+{encoded(ED25519, PUBLIC)}",
        PUBLIC_TEXT + "\n",
        PUBLIC_TEXT[:-1],
        PUBLIC_TEXT.replace(KEY_ID, "00000000"),
        PUBLIC_TEXT.replace(KEY_ID, f"0x{KEY_ID}"),
        PUBLIC_TEXT.replace(NAME, "other.example"),
        f"{NAME}+{KEY_ID}+{encoded(ED25519, PUBLIC[:31])}",
        f"{NAME}+{KEY_ID}+{encoded(ECDSA, PUBLIC)}",
    ],
)
def test_a_damaged_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(KeyMalformed):
        VerifierKey.parse(text)


@given(cut=st.integers(0, len(PRIVATE_TEXT) - 1), junk=st.text(max_size=3))
def test_a_damaged_private_key_is_refused_without_being_quoted(cut: int, junk: str) -> None:
    damaged = PRIVATE_TEXT[:cut] + junk + PRIVATE_TEXT[cut + 1 :]
    secret = PRIVATE_TEXT.rsplit("+", 1)[1]
    if damaged == PRIVATE_TEXT:
        return
    with pytest.raises(KeyMalformed) as refused:
        SigningKey.parse(damaged)
    said = str(refused.value)
    assert not any(secret[i : i + 6] in said for i in range(len(secret) - 5))


def test_a_private_key_does_not_show_itself() -> None:
    shown = repr(SigningKey(NAME, SCHEME, SEED))
    assert shown == f"SigningKey({PUBLIC_TEXT!r})"


def test_every_suite_goes_by_its_own_name() -> None:
    assert [(name, suite.name) for name, suite in SUITES.items()] == [
        ("sha256+ed25519", "sha256+ed25519")
    ]
