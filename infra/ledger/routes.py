"""The ledger over HTTP, as C2SP tlog-tiles lays it out, for witnesses, monitors and mirrors.

    GET /log/checkpoint                       the newest signed checkpoint
    GET /log/tile/<level>/<index>[.p/<width>] a tile of the Merkle tree
    GET /log/key                              the public key of the log

Open to everybody without signing in: hashes, sizes and signatures tell nothing about a case. The
entry bundles of the specification (`/log/tile/entries/…`) are not served, because the log's entries
are lines of case data; who may see a case gets its lines through the API or in a dossier, and
checks them with the same proofs.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from infra.database.faults import DatabaseBusy, DatabaseDown
from infra.ledger.faults import TilePathInvalid
from infra.ledger.reads import PostgresLedgerReads
from infra.ledger.tiles import Tile

FOR_EVER = "public, max-age=31536000, immutable"
"""Tiles never change: a path names a width, and tiles only grow."""

A_MOMENT = "public, max-age=1"
"""The newest checkpoint is replaced about once a second."""

A_DAY = "public, max-age=86400"

_Answer = Callable[[Request], Response]


def log_routes(reads: PostgresLedgerReads) -> list[Route]:
    """The routes under `/log`."""

    def checkpoint(_request: Request) -> Response:
        note = reads.checkpoint()
        return _absent("nothing is sealed yet") if note is None else _text(note, A_MOMENT)

    def tile(request: Request) -> Response:
        try:
            wanted = Tile.from_path(f"tile/{request.path_params['path']}")
        except TilePathInvalid:
            return _absent("no such tile")
        hashes = reads.tile(wanted)
        if hashes is None:
            return _absent("no such tile, or not yet")
        headers = _headers(FOR_EVER)
        return Response(hashes, media_type="application/octet-stream", headers=headers)

    def key(_request: Request) -> Response:
        return _text(f"{reads.key()}\n", A_DAY)

    return [
        Route("/log/checkpoint", _patient(checkpoint)),
        Route("/log/tile/{path:path}", _patient(tile)),
        Route("/log/key", _patient(key)),
    ]


def _patient(answer: _Answer) -> _Answer:
    """The same, but a database that is away for now is answered as such (RFC 9110 §15.6.4)."""

    def endpoint(request: Request) -> Response:
        # Not a coroutine, so Starlette runs it in a worker thread: the database may take a while.
        try:
            return answer(request)
        except (DatabaseDown, DatabaseBusy):
            headers = _headers("no-store") | {"Retry-After": "1"}
            return PlainTextResponse("the database is away for now\n", 503, headers=headers)

    return endpoint


def _text(text: str, caching: str) -> Response:
    return PlainTextResponse(text, headers=_headers(caching))


def _absent(why: str) -> Response:
    """Not to be cached: what is not there yet will be."""
    return PlainTextResponse(f"{why}\n", 404, headers=_headers("no-store"))


def _headers(caching: str) -> dict[str, str]:
    # Browsers of other origins may read these too: whoever verifies should not need a server.
    return {
        "Cache-Control": caching,
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
