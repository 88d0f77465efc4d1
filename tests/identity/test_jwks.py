"""Keys from the identity provider: rotation, outage, slowness and floods, against a real server."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from graphql_api.errors import Unauthenticated, Unavailable
from infra.identity.jwks import FetchedKeys, FileKeys, open_keys
from infra.identity.keys import Keys, KeySetInvalid, read_key_set
from infra.identity.tokens import TokenVerifier
from tests.identity.signing import AUDIENCE, ISSUER, Clock, Signer, key_set, signer, token
from tests.served import served

OLD, NEW = signer("old"), signer("new")


class Provider:
    """An identity provider whose keys and manners the test decides."""

    def __init__(self, *signers: Signer) -> None:
        self.requests = 0
        self.answer: Callable[[Request], Response] = lambda _request: Response(b"")
        self.stalls = False
        self.publish(*signers)

    def publish(self, *signers: Signer) -> None:
        """From now on these are the keys."""
        self.says(key_set(*signers))

    def says(self, body: bytes, status: int = 200) -> None:
        """From now on this is the answer."""
        self.answer = lambda _request: Response(body, status)

    async def respond(self, request: Request) -> Response:
        self.requests += 1
        while self.stalls and not await request.is_disconnected():
            await request.receive()  # Until the client hangs up.
        return self.answer(request)


@dataclass
class Scene:
    """A provider, a clock, and the keys as the product sees them."""

    provider: Provider
    clock: Clock
    keys: FetchedKeys

    async def knows(self, kid: str) -> bool:
        """Whether the key is found now. Raises `Unavailable` when nobody knows."""
        try:
            return (await self.keys.find(kid)).kid == kid
        except Unauthenticated:
            return False


Story = Callable[[Scene], Awaitable[None]]


@pytest.fixture
def play() -> Iterator[Callable[..., None]]:
    """Run a story against a provider that is served over HTTP and publishes the old key."""
    provider = Provider(OLD)
    with served(Starlette(routes=[Route("/jwks", provider.respond)])) as address:

        def run(story: Story, timeout_seconds: float = 30.0, url: str = f"{address}/jwks") -> None:
            async def told() -> None:
                async with httpx.AsyncClient(trust_env=False) as client:
                    clock = Clock()
                    keys = FetchedKeys(url, client, clock, timeout_seconds=timeout_seconds)
                    await story(Scene(provider, clock, keys))

            asyncio.run(told())

        yield run


def test_a_key_is_fetched_once_and_then_known(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        for _ in range(3):
            assert await scene.knows("old")
        assert scene.provider.requests == 1

    play(story)


def test_a_rotated_key_is_found_at_once(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        scene.provider.publish(OLD, NEW)
        assert await scene.knows("new")
        assert await scene.knows("old")
        assert scene.provider.requests == 2

    play(story)


def test_a_withdrawn_key_is_forgotten_after_ten_minutes(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        assert await scene.knows("old")
        scene.provider.publish(NEW)
        scene.clock.move(minutes=9, seconds=59)
        assert await scene.knows("old")
        assert scene.provider.requests == 1
        scene.clock.move(seconds=1)
        assert await scene.knows("old"), "a known key does not wait for the provider"
        await scene.keys.refresh()
        assert not await scene.knows("old")
        assert scene.provider.requests <= 3

    play(story)


def test_unknown_keys_cause_at_most_one_fetch_a_minute(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        for number in range(50):
            assert not await scene.knows(f"made-up-{number}")
        assert scene.provider.requests == 2
        scene.clock.move(seconds=59)
        assert not await scene.knows("made-up")
        assert scene.provider.requests == 2
        scene.clock.move(seconds=1)
        assert not await scene.knows("made-up")
        assert scene.provider.requests == 3

    play(story)


def test_however_many_wait_one_fetch_is_under_way(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        assert all(await asyncio.gather(*(scene.knows("old") for _ in range(100))))
        assert scene.provider.requests == 1
        scene.provider.publish(OLD, NEW)
        assert all(await asyncio.gather(*(scene.knows("new") for _ in range(100))))
        assert scene.provider.requests == 2

    play(story)


def test_a_waiter_who_leaves_does_not_end_the_fetch_for_others(
    play: Callable[[Story], None],
) -> None:
    async def story(scene: Scene) -> None:
        leaving = asyncio.create_task(scene.knows("old"))
        staying = asyncio.create_task(scene.knows("old"))
        await asyncio.sleep(0)
        leaving.cancel()
        assert await staying
        assert scene.provider.requests == 1

    play(story)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 500),
        (key_set(NEW), 503),
        (b"<html>maintenance</html>", 200),
        (b"{}", 200),
        (b'{"keys": []}', 200),
        (b'{"keys": 7}', 200),
        (b'{"keys": [7, null, {"kty": "oct", "k": "c2VjcmV0", "kid": "x"}]}', 200),
        (b" " * 300_000 + key_set(NEW), 200),
    ],
)
def test_a_broken_answer_does_not_replace_good_keys(
    play: Callable[[Story], None], body: bytes, status: int
) -> None:
    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        scene.provider.says(body, status)
        await scene.keys.refresh()
        assert await scene.knows("old")

    play(story)


def test_an_endless_answer_is_given_up(play: Callable[[Story], None]) -> None:
    async def forever(request: Request) -> AsyncIterator[bytes]:
        while not await request.is_disconnected():
            yield b" " * 65_536

    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        scene.provider.answer = lambda request: StreamingResponse(forever(request))
        await scene.keys.refresh()
        assert await scene.knows("old")

    play(story)


def test_redirects_are_not_followed(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        scene.provider.answer = lambda _request: RedirectResponse("/jwks")
        with pytest.raises(Unavailable):
            await scene.knows("old")
        assert scene.provider.requests == 1

    play(story)


def test_the_last_good_keys_serve_for_a_day_without_the_provider(
    play: Callable[[Story], None],
) -> None:
    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        scene.provider.says(b"", 500)
        for _ in range(24):
            scene.clock.move(hours=1)
            assert await scene.knows("old")
            await scene.keys.refresh()
        scene.clock.move(seconds=1)
        with pytest.raises(Unavailable):
            await scene.knows("old")

    play(story)


def test_when_the_provider_comes_back_so_do_the_keys(play: Callable[[Story], None]) -> None:
    async def story(scene: Scene) -> None:
        scene.provider.says(b"", 500)
        with pytest.raises(Unavailable) as away:
            await scene.knows("old")
        assert away.value.retry_after == 5
        scene.provider.publish(OLD)
        with pytest.raises(Unavailable):
            await scene.knows("old")
        assert scene.provider.requests == 1, "nobody hammers a provider that is down"
        scene.clock.move(seconds=5)
        assert await scene.knows("old")

    play(story)


def test_a_provider_that_is_gone_is_an_outage_not_a_refusal(
    play: Callable[..., None],
) -> None:
    with served(Starlette()) as gone:
        pass

    async def story(scene: Scene) -> None:
        with pytest.raises(Unavailable):
            await scene.knows("old")

    play(story, url=f"{gone}/jwks")


def test_a_provider_that_stalls_holds_up_nobody_who_is_known(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.keys.refresh()
        scene.provider.stalls = True
        scene.clock.move(minutes=10)
        assert await scene.knows("old")
        assert not await scene.knows("new"), "an unknown key waits, but not for ever"
        assert await scene.knows("old")

    play(story, timeout_seconds=0.2)


def test_tokens_follow_the_rotation_of_their_keys(play: Callable[[Story], None]) -> None:
    """The whole way: a token of the new key is good as soon as the provider publishes it."""

    async def story(scene: Scene) -> None:
        checks = TokenVerifier(scene.keys, issuer=ISSUER, audience=AUDIENCE, clock=scene.clock)
        assert await checks.verify(token(OLD))
        with pytest.raises(Unauthenticated):
            await checks.verify(token(NEW))
        scene.provider.publish(NEW)
        scene.clock.move(minutes=1)
        assert await checks.verify(token(NEW))
        with pytest.raises(Unauthenticated):
            await checks.verify(token(OLD))

    play(story)


def find(keys: Keys, kid: str) -> str:
    return asyncio.run(keys.find(kid)).kid


def test_a_changed_key_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    keys = FileKeys(path)
    with pytest.raises(Unavailable):
        find(keys, "old")
    path.write_bytes(key_set(OLD))
    assert find(keys, "old") == "old"
    path.write_bytes(key_set(OLD, NEW))
    assert find(keys, "new") == "new"
    path.write_bytes(key_set(NEW))
    with pytest.raises(Unauthenticated):
        find(keys, "old")


def test_a_key_file_of_the_same_size_and_a_new_date_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    path.write_bytes(key_set(OLD))
    os.utime(path, ns=(1, 1))
    keys = FileKeys(path)
    assert find(keys, "old") == "old"
    path.write_bytes(key_set(NEW))
    os.utime(path, ns=(2, 2))
    assert find(keys, "new") == "new"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"keys": []}'])
def test_a_damaged_or_lost_key_file_leaves_the_keys_as_they_were(
    tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "jwks.json"
    path.write_bytes(key_set(OLD))
    keys = FileKeys(path)
    assert find(keys, "old") == "old"
    path.write_bytes(damage)
    assert find(keys, "old") == "old"
    path.unlink()
    assert find(keys, "old") == "old"


def test_a_source_is_a_file_unless_it_is_an_address(tmp_path: Path) -> None:
    client = httpx.AsyncClient()
    assert isinstance(open_keys("https://sign-in.example/jwks", client, Clock()), FetchedKeys)
    assert isinstance(open_keys(str(tmp_path / "jwks.json"), client, Clock()), FileKeys)


def with_entry(**changes: object) -> bytes:
    """A set of one good key, changed."""
    entry = OLD.published() | changes
    kept = {name: value for name, value in entry.items() if value is not None}
    return orjson.dumps({"keys": [kept]})


@pytest.mark.parametrize(
    "text",
    [
        with_entry(kid=None),
        with_entry(kid=""),
        with_entry(kid=7),
        with_entry(kty="oct", k="c2VjcmV0"),
        with_entry(kty=["OKP"]),
        with_entry(crv="Ed448"),
        with_entry(alg="HS256"),
        with_entry(alg="none"),
        with_entry(use="enc"),
        with_entry(**jwt.get_algorithm_by_name("EdDSA").to_jwk(OLD.private, as_dict=True)),
        with_entry(x="!!"),
        with_entry(x="AA"),
        key_set(Signer("short", "RS256", rsa.generate_private_key(65_537, 1024))),
        key_set(Signer("curve", "ES384", ec.generate_private_key(ec.SECP384R1()))),
    ],
)
def test_a_key_that_must_not_verify_tokens_is_passed_over(text: bytes) -> None:
    with pytest.raises(KeySetInvalid):
        read_key_set(text)


def test_algorithm_and_use_may_be_left_out_of_a_key() -> None:
    assert read_key_set(with_entry(alg=None, use=None))["old"].algorithm == "EdDSA"


def test_the_first_key_of_a_name_counts() -> None:
    first, second = OLD.published(), NEW.published() | {"kid": "old"}
    both = read_key_set(orjson.dumps({"keys": [first, second]}))
    assert both["old"].public == OLD.private.public_key()
