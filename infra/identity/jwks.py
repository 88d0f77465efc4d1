"""Where verification keys come from: a file of ours, or the identity provider's address.

The provider may be slow, away, or rotate its keys at any moment, and strangers may name keys that
do not exist. So: the set is refreshed every ten minutes while the known keys go on serving; an
unknown name makes us look again at most once a minute; the last good set is kept for a day; and
however many requests wait, one fetch is under way.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import structlog

from graphql_api.errors import Unauthenticated, Unavailable
from infra.identity.keys import MAX_SET_BYTES, Keys, KeySetInvalid, VerificationKey, read_key_set

_log = structlog.get_logger("liuhen.identity")

REFRESH = timedelta(minutes=10)
"""How old the set may be before it is fetched again."""
UNKNOWN_KEY_PAUSE = timedelta(minutes=1)
"""The least time between two fetches that unknown key names cause."""
RETRY = timedelta(minutes=1)
"""The least time between two refreshes when the provider does not answer."""
COLD_RETRY = timedelta(seconds=5)
"""The same while there is no key at all, and nobody can sign in."""
KEPT = timedelta(hours=24)
"""How long the last good set serves when the provider stays away."""

Clock = Callable[[], datetime]
"""Says what time it is, in UTC."""


def open_keys(source: str, client: httpx.AsyncClient, clock: Clock) -> Keys:
    """The keys of a file path, or of an address when it begins with a scheme."""
    if source.startswith(("http://", "https://")):
        return FetchedKeys(source, client, clock)
    return FileKeys(Path(source))


class FileKeys:
    """Keys in a file. It is read again when it has changed; a broken change is not taken over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: dict[str, VerificationKey] = {}
        self._seen: tuple[int, int, int] | None = None

    async def find(self, kid: str) -> VerificationKey:
        """See `Keys`. Looking at the file takes microseconds, so it is done each time."""
        self._reload()
        if not self._keys:
            raise Unavailable
        return _named(self._keys, kid)

    def _reload(self) -> None:
        try:
            status = self._path.stat()
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if seen == self._seen:
                return
            self._keys = read_key_set(self._path.read_bytes())
        except (OSError, KeySetInvalid) as error:
            _log.warning("identity.keys_not_read", source=self._path.name, reason=str(error))
            return
        self._seen = seen


class FetchedKeys:
    """Keys at an address. Needs a running event loop; the HTTP client belongs to the caller."""

    def __init__(
        self, url: str, client: httpx.AsyncClient, clock: Clock, *, timeout_seconds: float = 5.0
    ) -> None:
        self._url = httpx.URL(url)
        self._client = client
        self._clock = clock
        self._timeout = timeout_seconds
        self._keys: dict[str, VerificationKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._looked_for_unknown_at: datetime | None = None
        self._fetch: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> VerificationKey:
        """See `Keys`. Waits for the provider only when the key is not known."""
        now = self._clock()
        self._let_go_of_old_keys(now)
        if not self._keys:
            await self._cold_start(now)
        elif self._is_stale(now) and _past(self._tried_at, RETRY, now):
            self._begin(now)
        if kid not in self._keys:
            await self._look_again(now)
        return _named(self._keys, kid)

    async def refresh(self) -> None:
        """Fetch now, or wait for the fetch under way. For the start of the server."""
        await asyncio.shield(self._begin(self._clock()))

    def _let_go_of_old_keys(self, now: datetime) -> None:
        if self._fetched_at and now - self._fetched_at > KEPT:
            self._keys = {}
            self._fetched_at = None

    def _is_stale(self, now: datetime) -> bool:
        return self._fetched_at is None or now - self._fetched_at >= REFRESH

    async def _cold_start(self, now: datetime) -> None:
        if self._under_way() or _past(self._tried_at, COLD_RETRY, now):
            await asyncio.shield(self._begin(now))
        if not self._keys:
            raise Unavailable(retry_after=int(COLD_RETRY.total_seconds()))

    async def _look_again(self, now: datetime) -> None:
        """The keys may have been rotated: join a fetch, or begin one if the pause is over."""
        if not self._under_way():
            if not _past(self._looked_for_unknown_at, UNKNOWN_KEY_PAUSE, now):
                return
            self._looked_for_unknown_at = now
        await asyncio.shield(self._begin(now))

    def _under_way(self) -> bool:
        return self._fetch is not None and not self._fetch.done()

    def _begin(self, now: datetime) -> "asyncio.Task[None]":
        """The fetch under way, or a new one. Waiters shield it: one who leaves does not end it."""
        if self._fetch is None or self._fetch.done():
            self._tried_at = now
            self._fetch = asyncio.create_task(self._fetch_once(now))
        return self._fetch

    async def _fetch_once(self, now: datetime) -> None:
        """Fetch and take over the set; on any failure keep what we have."""
        try:
            async with asyncio.timeout(self._timeout):
                keys = read_key_set(await self._download())
        except (httpx.HTTPError, KeySetInvalid, TimeoutError) as error:
            reason = str(error) or type(error).__name__
            _log.warning("identity.keys_not_fetched", source=self._url.host, reason=reason)
            return
        self._keys = keys
        self._fetched_at = now

    async def _download(self) -> bytes:
        request = self._client.stream("GET", self._url, headers={"Accept": "application/json"})
        async with request as response:
            if response.status_code != httpx.codes.OK:
                raise KeySetInvalid(f"status {response.status_code}")
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_SET_BYTES:
                    break
            return body


def _named(keys: dict[str, VerificationKey], kid: str) -> VerificationKey:
    key = keys.get(kid)
    if key is None:
        raise Unauthenticated("TOKEN_KEY_UNKNOWN")
    return key


def _past(last: datetime | None, pause: timedelta, now: datetime) -> bool:
    return last is None or now - last >= pause
