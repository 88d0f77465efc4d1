"""Access tokens: RFC 9068 is kept, and every known attack on JWT is refused by its name."""

import asyncio
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.errors import CATALOGUE, Unauthenticated
from infra.identity.tokens import Claims, TokenVerifier, bearer_token
from tests.identity.signing import (
    AUDIENCE,
    ISSUER,
    NOW,
    PERSON,
    Clock,
    FixedKeys,
    Signer,
    assembled,
    payload,
    signer,
    token,
    verifier,
)

EPOCH = int(NOW.timestamp())


def verified(text: str, *signers: Signer) -> Claims:
    return asyncio.run(verifier(*signers).verify(text))


def refusal(text: str, *signers: Signer) -> str:
    with pytest.raises(Unauthenticated) as refused:
        verified(text, *signers)
    return refused.value.reason


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_good_token_says_who_is_asking(algorithm: str) -> None:
    by = signer("k", algorithm)
    assert verified(token(by), by) == Claims(
        issuer=ISSUER,
        subject=PERSON,
        client_id="window",
        token_id="t-1",
        expires_at=NOW + timedelta(seconds=600),
    )


def test_a_token_may_name_the_post_it_acts_for() -> None:
    assert verified(token(post="post_1")).post == "post_1"
    assert refusal(token(post=7)) == "TOKEN_CLAIM_INVALID"


@pytest.mark.parametrize("kind", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_the_type_may_be_written_in_the_ways_of_rfc_9068(kind: str) -> None:
    assert verified(token(headers={"typ": kind})).subject == PERSON


@pytest.mark.parametrize("kind", ["JWT", "id+jwt", "", 7, None, ["at+jwt"]])
def test_other_types_of_token_are_refused(kind: object) -> None:
    """An ID token is signed by the same key; it must not open the API (RFC 9068 §4)."""
    head = {"alg": "EdDSA", "typ": kind, "kid": "k1"}
    assert refusal(signed_by_hand(head)) == "TOKEN_TYPE_WRONG"


def signed_by_hand(head: dict[str, Any], claims: bytes | None = None) -> str:
    """A token with a correct signature and a header PyJWT would not write."""
    body = claims if claims is not None else orjson.dumps(payload())
    unsigned = assembled(head, body).removesuffix(".")
    signature = signer().private.sign(unsigned.encode())
    return assembled(head, body, signature)


def test_a_token_made_by_hand_is_good_when_nothing_is_wrong_with_it() -> None:
    """Without this the refusals above and below could be for the wrong reason."""
    assert verified(signed_by_hand({"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}))


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "HS256", "HS512", "RS512", "", 7])
def test_algorithms_outside_the_list_are_refused(algorithm: object) -> None:
    head = {"alg": algorithm, "typ": "at+jwt", "kid": "k1"}
    assert refusal(assembled(head, orjson.dumps(payload()), b"x")) == "TOKEN_ALGORITHM_REFUSED"


def test_an_unsigned_token_is_refused() -> None:
    head = {"alg": "none", "typ": "at+jwt", "kid": "k1"}
    assert refusal(assembled(head, orjson.dumps(payload()))) == "TOKEN_ALGORITHM_REFUSED"


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_public_key_is_never_taken_for_a_shared_secret(encoding: Encoding) -> None:
    """RFC 8725 §2.1: sign with HMAC under the bytes of the RSA public key, which everybody has."""
    rsa_signer = signer("r", "RS256")
    secret = rsa_signer.private.public_key().public_bytes(
        encoding, PublicFormat.SubjectPublicKeyInfo
    )
    for algorithm in ("HS256", "RS256"):
        head = {"alg": algorithm, "typ": "at+jwt", "kid": "r"}
        unsigned = assembled(head, orjson.dumps(payload())).removesuffix(".")
        forged = hmac.digest(secret, unsigned.encode(), hashlib.sha256)
        expected = {"HS256": "TOKEN_ALGORITHM_REFUSED", "RS256": "TOKEN_SIGNATURE_INVALID"}
        text = assembled(head, orjson.dumps(payload()), forged)
        assert refusal(text, rsa_signer) == expected[algorithm]


def test_the_algorithm_is_bound_to_the_key_not_to_the_token() -> None:
    rsa_signer, curve_signer = signer("r", "RS256"), signer("e", "ES256")
    confused = token(rsa_signer, headers={"kid": "e"})
    assert refusal(confused, rsa_signer, curve_signer) == "TOKEN_ALGORITHM_REFUSED"


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc"])
@pytest.mark.parametrize("value", ["https://evil.example/", [], None, {"kty": "oct"}])
def test_headers_that_would_change_the_rules_are_refused(name: str, value: object) -> None:
    head = {"alg": "EdDSA", "typ": "at+jwt", "kid": "k1", name: value}
    assert refusal(signed_by_hand(head)) in {"TOKEN_HEADER_REFUSED", "TOKEN_MALFORMED"}


@pytest.mark.parametrize("kid", [None, "", 7, ["k1"]])
def test_a_token_must_name_its_key(kid: object) -> None:
    head = {"alg": "EdDSA", "typ": "at+jwt", "kid": kid}
    assert refusal(signed_by_hand(head)) in {"TOKEN_KEY_UNKNOWN", "TOKEN_MALFORMED"}


def test_a_signature_of_another_key_is_refused() -> None:
    stranger = Signer("k1", "EdDSA", signer("other").private)
    assert refusal(token(stranger)) == "TOKEN_SIGNATURE_INVALID"


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "sub", "client_id", "jti"])
def test_every_claim_of_rfc_9068_is_required(claim: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        verified(token(**{claim: None}))
    assert (refused.value.reason, refused.value.params) == (
        "TOKEN_CLAIM_INVALID",
        {"claim": claim},
    )


@pytest.mark.parametrize("claim", ["sub", "client_id", "jti"])
@pytest.mark.parametrize("value", ["", 7, ["x"], "x" * 256, "a\0b", "a\nb", {"a": 1}, True])
def test_texts_in_a_token_are_short_and_printable(claim: str, value: object) -> None:
    text = signed_by_hand(
        {"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}, orjson.dumps(payload(**{claim: value}))
    )
    assert refusal(text) == "TOKEN_CLAIM_INVALID"


@pytest.mark.parametrize("claim", ["exp", "iat", "nbf"])
@pytest.mark.parametrize(
    "value", [b'"x"', b"true", b"[]", b"-1", b"1e300", b"9" * 400, b"NaN", b"Infinity", b"{}"]
)
def test_times_in_a_token_are_plain_numbers(claim: str, value: bytes) -> None:
    claims = orjson.dumps(payload(**{claim: "MARK"})).replace(b'"MARK"', value)
    text = signed_by_hand({"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}, claims)
    assert refusal(text) == "TOKEN_CLAIM_INVALID"


@pytest.mark.parametrize("issuer", ["https://evil.example/", "https://sign-in.example", "", 7])
def test_another_issuer_is_refused(issuer: object) -> None:
    head = {"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}
    text = signed_by_hand(head, orjson.dumps(payload(iss=issuer)))
    assert refusal(text) == "TOKEN_ISSUER_WRONG"


@pytest.mark.parametrize("audience", ["other", "liuhen2", ["other"], [7], {"liuhen": 1}])
def test_another_audience_is_refused(audience: object) -> None:
    head = {"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}
    text = signed_by_hand(head, orjson.dumps(payload(aud=audience)))
    assert refusal(text) == "TOKEN_AUDIENCE_WRONG"


def test_one_audience_of_several_is_enough() -> None:
    assert verified(token(aud=["other", AUDIENCE])).subject == PERSON


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": EPOCH - 29}, None),
        ({"exp": EPOCH - 30}, "TOKEN_EXPIRED"),
        ({"exp": EPOCH - 29.5}, None),
        ({"iat": EPOCH + 30}, None),
        ({"iat": EPOCH + 31}, "TOKEN_NOT_YET_VALID"),
        ({"nbf": EPOCH + 30}, None),
        ({"nbf": EPOCH + 31}, "TOKEN_NOT_YET_VALID"),
    ],
)
def test_clocks_may_differ_by_thirty_seconds(changes: dict[str, Any], reason: str | None) -> None:
    if reason is None:
        assert verified(token(**changes))
    else:
        assert refusal(token(**changes)) == reason


def test_a_token_of_eight_kilobytes_is_read_and_a_larger_one_is_not() -> None:
    spare = 8192 - len(token(pad=""))
    fits = token(pad="x" * (spare * 3 // 4))
    assert 8188 <= len(fits) <= 8192
    assert verified(fits)
    assert refusal(token(pad="x" * (spare * 3 // 4 + 6))) == "TOKEN_TOO_LARGE"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "张.三.李",
        "\ud800.x.y",
        assembled(b"[]", b"{}"),
        assembled(b'{"alg": "EdDSA"', b"{}"),
        assembled(b"[" * 4000, b"{}"),
        assembled(b"\xff", b"{}"),
    ],
)
def test_what_is_no_token_is_refused(text: str) -> None:
    assert refusal(text) == "TOKEN_MALFORMED"


@pytest.mark.parametrize("claims", [b"[" * 4000, b"[]", b"{", b"\xff", b"7", b""])
def test_a_signed_payload_that_is_no_object_is_refused(claims: bytes) -> None:
    head = {"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}
    assert refusal(signed_by_hand(head, claims)) == "TOKEN_MALFORMED"


@given(st.text(max_size=120))
def test_no_text_at_all_is_ever_believed(text: str) -> None:
    assert refusal(text).startswith("TOKEN_")


GOOD = token()


@given(st.integers(0, len(GOOD) - 1), st.sampled_from("ABCxyz059-_.="))
def test_no_changed_character_goes_unnoticed(place: int, character: str) -> None:
    changed = GOOD[:place] + character + GOOD[place + 1 :]
    if changed != GOOD:
        assert refusal(changed).startswith("TOKEN_")


def test_a_verified_token_is_not_verified_again_for_a_minute() -> None:
    keys, clock = FixedKeys(signer()), Clock()
    checks = TokenVerifier(keys, issuer=ISSUER, audience=AUDIENCE, clock=clock)
    for seconds, asked in ((0, 1), (59, 1), (1, 2)):
        clock.move(seconds=seconds)
        asyncio.run(checks.verify(GOOD))
        assert keys.asked == asked


def test_a_remembered_token_still_expires() -> None:
    clock = Clock()
    checks = verifier(clock=clock)
    short = token(exp=EPOCH + 10)
    assert asyncio.run(checks.verify(short))
    clock.move(seconds=41)
    with pytest.raises(Unauthenticated) as refused:
        asyncio.run(checks.verify(short))
    assert refused.value.reason == "TOKEN_EXPIRED"


def test_a_refused_token_is_never_remembered_as_good() -> None:
    clock = Clock()
    checks = verifier(clock=clock)
    early = token(nbf=EPOCH + 60)
    with pytest.raises(Unauthenticated):
        asyncio.run(checks.verify(early))
    clock.move(seconds=31)
    assert asyncio.run(checks.verify(early))


def test_reasons_are_of_the_catalogue_and_never_repeat_the_token() -> None:
    for text in (token(sub=None), token(exp=EPOCH - 99), "x" * 9000, "a.b.c"):
        with pytest.raises(Unauthenticated) as refused:
            verified(text)
        assert CATALOGUE[refused.value.reason].status == 401
        assert text not in str(refused.value)
        assert refused.value.headers()["WWW-Authenticate"].endswith('error="invalid_token"')


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "  BEARER   abc  "])
def test_a_token_comes_in_an_authorization_header(header: str) -> None:
    assert bearer_token([header]) == "abc"


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ([], "TOKEN_MISSING"),
        ([""], "TOKEN_MISSING"),
        (["Bearer"], "TOKEN_MISSING"),
        (["Bearer "], "TOKEN_MISSING"),
        (["Basic abc"], "TOKEN_MISSING"),
        (["Bearer abc", "Bearer def"], "TOKEN_MALFORMED"),
    ],
)
def test_without_exactly_one_token_nobody_is_asking(headers: list[str], reason: str) -> None:
    with pytest.raises(Unauthenticated) as refused:
        bearer_token(headers)
    assert refused.value.reason == reason
