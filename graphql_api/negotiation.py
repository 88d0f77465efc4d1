"""What the client can read and send: media types and languages (RFC 9110 §8.3, §12)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from graphql_api.errors import Language, RequestError


class MediaType(StrEnum):
    """The formats of an answer, preferred first (GraphQL over HTTP, §Media Types)."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"


class _Wish(NamedTuple):
    """One entry of an Accept header: the value, its parameters and its weight."""

    value: str
    params: dict[str, str]
    weight: float


def answer_type(accept: str | None) -> MediaType:
    """The format to answer in. Without a wish, or with `*/*` only, GraphQL's own.

    A type that is named counts before one that only matches a wildcard, so that a client which
    sends `application/json, */*` gets what it knows. Raises `RequestError` when none fits.
    """
    if accept is None or not accept.strip():
        return MediaType.GRAPHQL
    wishes = list(_wishes(accept))
    ranked = [(_rank(offer, wishes), offer) for offer in MediaType]
    best = max(rank for rank, _ in ranked)
    if best[0] <= 0:
        raise RequestError("NOT_ACCEPTABLE")
    return next(offer for rank, offer in ranked if rank == best)


def answer_language(accept_language: str | None) -> Language:
    """Chinese unless English is preferred (RFC 9110 §12.5.4, by primary subtag)."""
    best, weight = Language.CHINESE, 0.0
    for wish in _wishes(accept_language or ""):
        language = {"zh": Language.CHINESE, "en": Language.ENGLISH}.get(wish.value.split("-")[0])
        if language and wish.weight > weight:
            best, weight = language, wish.weight
    return best


def require_json(content_type: str | None, content_encoding: str | None) -> None:
    """Raises `RequestError` unless the body is plain JSON in UTF-8.

    A form or plain text could be sent by a foreign page without a preflight request; JSON cannot.
    """
    wish = next(_wishes(content_type or ""), None)
    if wish is None or wish.value != MediaType.JSON:
        raise RequestError("UNSUPPORTED_MEDIA_TYPE")
    if wish.params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise RequestError("UNSUPPORTED_MEDIA_TYPE")
    if (content_encoding or "identity").strip().lower() != "identity":
        raise RequestError("UNSUPPORTED_MEDIA_TYPE")


def _rank(offer: MediaType, wishes: list[_Wish]) -> tuple[float, int]:
    """Weight and exactness of the most exact entry that matches (RFC 9110 §12.5.1)."""
    exactness = {str(offer): 2, "application/*": 1, "*/*": 0}
    matches = [(exactness[w.value], w.weight) for w in wishes if w.value in exactness]
    if not matches:
        return 0.0, 0
    exact, weight = max(matches)
    return weight, exact


def _wishes(header: str) -> Iterator[_Wish]:
    """The entries of a list header. Entries that are not understood have no weight."""
    for entry in header.split(","):
        value, *rest = (part.strip() for part in entry.split(";"))
        params = {
            name.strip().lower(): text.strip().strip('"')
            for name, _, text in (part.partition("=") for part in rest)
        }
        if value:
            yield _Wish(value.lower(), params, _weight(params.get("q", "1")))


def _weight(text: str) -> float:
    """A weight between 0 and 1; 0 for anything else."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
