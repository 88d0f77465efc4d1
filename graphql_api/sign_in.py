"""Signing in: from a verified token to a caller acting for one post.

    token ──> person, client ──> organisation register ──> post, unit, roles

The header `Liuhen-Post` names the post to act for; without it the token's own claim does, and
without that the first post held. A post that is not held is refused in the refusal's own words.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from domain.ids import PersonId, PostId
from domain.refusals import Refusal
from graphql_api.context import Context, Services
from graphql_api.errors import Forbidden, Message, Unauthenticated
from graphql_api.negotiation import answer_language
from graphql_api.ports import Authority, Standing
from graphql_api.schema.bounds import is_id

POST_HEADER = "Liuhen-Post"


class Claims(Protocol):
    """What a verified token says."""

    @property
    def subject(self) -> PersonId:
        """The person."""
        ...

    @property
    def client_id(self) -> str:
        """The client that signed in."""
        ...

    @property
    def post(self) -> PostId | None:
        """The post the token was made out for, if any."""
        ...


class PostRefused(Forbidden):
    """The post named is not held: 403 with the words of the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        zh, en = (_literal(refusal.text(language)) for language in ("zh", "en"))
        self.message = Message(self.message.code, self.message.status, zh, en)
        self.params = {"refusal": refusal.code}


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class SignIn:
    """The endpoint's `authenticate`: who is asking, and as what.

    `verify` reads the token of a request and raises `Unauthenticated` when it is not a good one.
    """

    def __init__(
        self,
        verify: Callable[[Request], Awaitable[Claims]],
        authority: Authority,
        threads: CapacityLimiter,
    ) -> None:
        self._verify = verify
        self._authority = authority
        self._threads = threads

    async def __call__(self, request: Request) -> Standing:
        """The caller of a request. Raises `Unauthenticated`, `PostRefused`, `Unavailable`."""
        claims = await self._verify(request)
        if not is_id("person", claims.subject):
            raise Unauthenticated("TOKEN_CLAIM_INVALID", claim="sub")
        post = request.headers.get(POST_HEADER) or claims.post
        try:
            return await to_thread.run_sync(
                self._authority.standing,
                claims.subject,
                claims.client_id,
                post,
                limiter=self._threads,
            )
        except Refusal as refusal:
            raise PostRefused(refusal) from None


def context_maker(services: Services) -> Callable[[Standing, Request], Context]:
    """The endpoint's `make_context`."""

    def make_context(standing: Standing, request: Request) -> Context:
        language = answer_language(request.headers.get("accept-language"))
        return Context(services, standing, language)

    return make_context
