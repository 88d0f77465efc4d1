"""What the ledger answers: proofs that hold, tiles as the specification lays them out, one key."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from graphql_api.ports import LedgerReads, ProofOutOfRange
from infra.database.connections import ReadPool
from infra.ledger.checkpoint import open_checkpoint
from infra.ledger.faults import ProofInvalid
from infra.ledger.log_rows import LogDamaged
from infra.ledger.merkle import SHA256, merkle_root, verify_consistency, verify_inclusion
from infra.ledger.note import VerifierKey
from infra.ledger.reads import PostgresLedgerReads
from infra.ledger.routes import log_routes
from infra.ledger.suite import SHA256_ED25519
from infra.ledger.tiles import Tile, TiledTree
from tests.ledger.county import County
from tests.ledger.stores import FolderTiles, MemoryTiles
from tests.proxy import Proxy
from tests.served import served

SIZES = [260, 513, 600]


@pytest.fixture
def sealed(county: County) -> County:
    """600 events in three checkpoints, and 5 that are not sealed."""
    assert county.grown(260, 253, 87) == SIZES
    county.append(5)
    return county


def test_every_proof_holds_for_its_event_under_a_signed_root(sealed: County) -> None:
    reads: LedgerReads = sealed.reads()
    leaves, checkpoints = sealed.leaves(), sealed.checkpoints()

    @settings(max_examples=60, deadline=None)
    @given(position=st.integers(1, 600), nth=st.integers(0, 2), named=st.booleans())
    def holds(position: int, nth: int, named: bool) -> None:
        signed = checkpoints[nth if named else -1]
        size = signed.size if named else None
        if position > signed.size:
            with pytest.raises(ProofOutOfRange, match=f"no position {position}"):
                reads.inclusion_proof(position, size)
            return
        proof = reads.inclusion_proof(position, size)
        assert (proof.index, proof.size) == (position - 1, signed.size)
        assert proof.leaf == leaves[position - 1]
        hashes = list(proof.hashes)
        verify_inclusion(SHA256, proof.leaf, proof.index, proof.size, hashes, signed.root)

    holds()


def test_every_two_checkpoints_are_proved_consistent(sealed: County) -> None:
    reads: LedgerReads = sealed.reads()
    checkpoints = sealed.checkpoints()
    for old in checkpoints:
        for new in checkpoints:
            if old.size > new.size:
                with pytest.raises(ProofOutOfRange):
                    reads.consistency_proof(old.size, new.size)
                continue
            hashes = list(reads.consistency_proof(old.size, new.size).hashes)
            verify_consistency(SHA256, old.size, new.size, hashes, old.root, new.root)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(old=st.integers(1, 600), new=st.integers(1, 600))
def test_any_two_sizes_are_always_proved_consistent(
    reads: PostgresLedgerReads, roots: dict[int, bytes], old: int, new: int
) -> None:
    old, new = sorted((old, new))
    hashes = list(reads.consistency_proof(old, new).hashes)
    verify_consistency(SHA256, old, new, hashes, roots[old], roots[new])


@pytest.fixture
def reads(sealed: County) -> PostgresLedgerReads:
    return sealed.reads()


@pytest.fixture
def roots(sealed: County) -> dict[int, bytes]:
    leaves = sealed.leaves()
    return {size: merkle_root(SHA256, leaves[:size]) for size in range(1, 601)}


def test_what_is_not_sealed_is_not_proved(reads: PostgresLedgerReads) -> None:
    for position, size in [
        (0, None),
        (-1, 10),
        (601, None),
        (605, 605),
        (11, 10),
        (1, 0),
        (1, 601),
    ]:
        with pytest.raises(ProofOutOfRange):
            reads.inclusion_proof(position, size)


def test_no_consistency_is_proved_of_what_is_not_there(reads: PostgresLedgerReads) -> None:
    for old, new in [(0, 10), (0, 0), (10, 601), (10, 9), (-1, 5)]:
        with pytest.raises(ProofOutOfRange):
            reads.consistency_proof(old, new)


def test_before_the_first_checkpoint_there_is_nothing_to_prove(county: County) -> None:
    county.append(3)
    assert county.reads().checkpoint() is None
    with pytest.raises(ProofOutOfRange, match="nothing is sealed yet"):
        county.reads().inclusion_proof(1)


def test_the_proof_of_an_altered_event_does_not_hold(sealed: County) -> None:
    sealed.tamper("UPDATE liuhen.events SET data = data || ' ' WHERE position = 7")
    proof = sealed.reads().inclusion_proof(7)
    with pytest.raises(ProofInvalid):
        verify_inclusion(
            SHA256, proof.leaf, 6, 600, list(proof.hashes), sealed.checkpoints()[-1].root
        )
    sealed.tamper("DELETE FROM liuhen.events WHERE position = 8")
    with pytest.raises(LogDamaged, match="position 8 is missing"):
        sealed.reads().inclusion_proof(8)


@pytest.fixture
def http(sealed: County) -> Iterator[httpx.Client]:
    """A client of the routes, served for real."""
    app = Starlette(routes=log_routes(sealed.reads()))
    with served(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        yield client


def test_the_served_checkpoint_opens_with_the_served_key(
    http: httpx.Client, sealed: County
) -> None:
    key = http.get("/log/key")
    note = http.get("/log/checkpoint")
    opened = open_checkpoint(note.content, [VerifierKey.parse(key.text.removesuffix("\n"))])
    assert opened.checkpoint == sealed.checkpoints()[-1]
    assert note.headers["content-type"] == "text/plain; charset=utf-8"
    assert note.headers["cache-control"] == "public, max-age=1"
    sealed.seal()
    assert open_checkpoint(http.get("/log/checkpoint").content, opened.keys).checkpoint.size == 605


def test_the_served_tiles_are_those_of_every_checkpoint(
    http: httpx.Client, sealed: County, tmp_path: Path
) -> None:
    """As a mirror of tessera's layout would hold them: partial tiles of every size, by path."""
    leaves = sealed.leaves()
    for checkpoint in sealed.checkpoints():
        mirror = FolderTiles(tmp_path / str(checkpoint.size))
        for tile, hashes in (
            TiledTree(MemoryTiles(), SHA256).extend(0, leaves[: checkpoint.size]).tiles.items()
        ):
            answer = http.get(f"/log/{tile.path()}")
            assert answer.content == hashes
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            mirror.write({tile: answer.content})
        assert TiledTree(mirror, SHA256).root(checkpoint.size) == checkpoint.root


def test_a_partial_tile_is_served_although_a_wider_one_is_stored(http: httpx.Client) -> None:
    full = http.get("/log/tile/0/000").content
    assert len(full) == 256 * 32
    for width in (1, 4, 255):
        assert http.get(f"/log/tile/0/000.p/{width}").content == full[: width * 32]


NOT_THERE = [
    Tile(0, 2).path(),  # not full yet
    Tile(0, 2, 89).path(),  # 88 hashes are sealed, 5 more events are not
    Tile(0, 3, 1).path(),
    Tile(1, 0, 3).path(),
    Tile(2, 0, 1).path(),
    "tile/0/x999/x999/x999/x999/x999/x999/999",
    "tile/63/000",
    "tile/64/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/00/000",
    "tile/0/0",
    "tile/0/000/",
    "tile/entries/000",
    "tile/entries/000.p/1",
    "tile/0/000%00",
    "tile/0/..%2f000",
]


def test_what_is_no_tile_or_not_sealed_is_not_there_and_not_cached(http: httpx.Client) -> None:
    for path in NOT_THERE:
        answer = http.get(f"/log/{path}")
        assert (answer.status_code, path) == (404, path)
        assert answer.headers["cache-control"] == "no-store"


def test_nothing_can_be_written_there(http: httpx.Client) -> None:
    for path in ("/log/checkpoint", "/log/tile/0/000", "/log/key"):
        assert http.post(path).status_code == 405
        assert http.head(path).status_code == 200


def test_before_the_first_checkpoint_there_is_none_to_serve(county: County) -> None:
    with served(Starlette(routes=log_routes(county.reads()))) as address:
        assert httpx.get(f"{address}/log/checkpoint", trust_env=False).status_code == 404
        assert httpx.get(f"{address}/log/tile/0/000.p/1", trust_env=False).status_code == 404
        assert httpx.get(f"{address}/log/key", trust_env=False).status_code == 200


def test_while_the_database_is_away_callers_are_asked_to_come_again(
    sealed: County, tmp_path: Path
) -> None:
    proxy = Proxy(sealed.dsn, tmp_path)
    pool = ReadPool(proxy.dsn, wait_seconds=0.2)
    pool.open()
    reads = PostgresLedgerReads(
        pool.connection,
        sealed.database.schema,
        suite=SHA256_ED25519,
        verifier=sealed.key,
    )
    with served(Starlette(routes=log_routes(reads))) as address:
        assert (
            httpx.get(f"{address}/log/checkpoint", trust_env=False, timeout=30).status_code == 200
        )
        proxy.close()
        for door in tmp_path.glob(".s.PGSQL.*"):
            door.unlink()
        for path in ("/log/checkpoint", "/log/tile/0/000"):
            answer = httpx.get(f"{address}{path}", trust_env=False, timeout=30)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    pool.close()
