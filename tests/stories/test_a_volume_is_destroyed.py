"""A volume's term ends: approved, destroyed, read as deleted; and the log still verifies.

Told over HTTP (domain.md §2.5 J, docs/adr/0030). The matter was shown another door, closed and
archived; eleven years later nobody needs it any more.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from domain.ids import encode
from domain.roles import Role
from graphql_api.ports import Caller
from infra.verification.everything import verify_everything
from tests.api import Api, Client, api
from tests.conftest import Database
from tests.graphql_api.scene import SUMMARY, Scene, scene
from tests.served import LONG_ENOUGH

DELETED = "(已删除)"
PAPER = encode("document", uuid4())
TIMELINE = """
query($id: ID!) { case(id: $id) { stage timeline(first: 50) { nodes {
  name
  ... on IntakeRegistered { summary }
  ... on CaseRedirected { explanation }
  ... on CaseArchived { absences { reason } }
  ... on DestructionApproved { basis document }
  ... on DestructionExecuted { approvedBy document actor { person } }
} } } }
"""


class Volume:
    """An archived case whose term is over, and those who have to do with it."""

    def __init__(self, it: Api) -> None:
        self.it = it
        self.place: Scene = scene(it)
        self.archivist: Caller = it.product.officer(self.place.town, Role.ARCHIVIST, name="钱档案")
        self.case = self._archived()
        it.clock.move(days=11 * 366)

    def _archived(self) -> str:
        place = self.place
        case = place.register()
        place.triage.do(
            "redirectCase",
            case=case,
            route="LITIGATION",
            organ="云溪县人民法院",
            explanation="宜向法院起诉。",
        )
        place.triage.do("closeCase", case=case, reason="C03")
        self.it.signed_in(self.archivist).do(
            "archiveCase",
            case=case,
            volume="云调字第12号",
            retention="YEARS_10",
            packageHash="0" * 64,
            absences=[{"item": "NOTICES", "reason": "当场口头告知。"}],
        )
        return case

    def who(self, name: str, it: Api | None = None) -> Client:
        """Somebody signed in today."""
        found = self.archivist if name == "archivist" else self.place.callers[name]
        return (it or self.it).signed_in(found)

    def approve(self) -> None:
        """The director's signature."""
        self.who("director").do(
            "approveDestruction", case=self.case, basis="鉴定:无继续保存价值。", document=PAPER
        )

    def destroy(self) -> dict[str, Any]:
        """The archivist's signature."""
        return self.who("archivist").mutate("executeDestruction", case=self.case, document=PAPER)

    def read(self, it: Api | None = None) -> dict[str, dict[str, Any]]:
        """The timeline by name, as the clerk reads it."""
        self.it.see()
        found = self.who("clerk", it).query(TIMELINE, id=self.case)["case"]
        assert found["stage"] == "ARCHIVED"
        return {one["name"]: one for one in found["timeline"]["nodes"]}


@pytest.fixture
def volume(database: Database, tmp_path: Path) -> Iterator[Volume]:
    with api(database, home=tmp_path) as it:
        yield Volume(it)


def test_its_words_read_as_deleted_and_everything_still_verifies(volume: Volume) -> None:
    volume.approve()
    before = volume.read()
    assert before["intake.registered"]["summary"] == SUMMARY
    assert before["case.destruction_approved"]["basis"] == "鉴定:无继续保存价值。"

    done = volume.destroy()

    assert done["refusals"] == []
    assert [one["name"] for one in done["events"]] == ["case.destruction_executed"]
    after = volume.read()
    assert after["intake.registered"]["summary"] == DELETED
    assert after["case.redirected"]["explanation"] == DELETED
    assert after["case.archived"]["absences"] == [{"reason": DELETED}]
    assert after["case.destruction_approved"]["basis"] == DELETED
    executed = after["case.destruction_executed"]
    assert executed["approvedBy"] == volume.place.callers["director"].person
    assert executed["actor"]["person"] == volume.archivist.person
    assert executed["document"] == PAPER
    volume.it.checkpoint()
    found = verify_everything(
        volume.it.parts, kept=[], key=None, projections=True, progress=lambda done, total: None
    )
    assert found.ok, found.lines()


def test_who_the_parties_are_stays(volume: Volume) -> None:
    volume.approve()
    volume.destroy()
    person = volume.place.applicant
    asked = "query($id: ID!) { node(id: $id) { ... on Person { label } } }"
    assert volume.who("clerk").query(asked, id=person)["node"] == {"label": "张*"}


def test_it_is_not_destroyed_twice_nor_told_anything_more(volume: Volume) -> None:
    volume.approve()
    volume.destroy()
    size = volume.it.product.application.recorder.size()
    assert [one["code"] for one in volume.destroy()["refusals"]] == ["CaseDestroyed"]
    held = volume.who("director").mutate(
        "placeHold", case=volume.case, basis="再审调卷。", document=PAPER
    )
    assert [one["code"] for one in held["refusals"]] == ["CaseDestroyed"]
    assert volume.it.product.application.recorder.size() == size
    asked = "query($id: ID!) { case(id: $id) { availableActions { allowed refusals { code } } } }"
    actions = volume.who("director").query(asked, id=volume.case)["case"]["availableActions"]
    assert not any(one["allowed"] for one in actions)


def test_the_same_request_again_is_answered_as_the_first_time(volume: Volume) -> None:
    volume.approve()
    who = volume.who("archivist")
    given = {"case": volume.case, "document": PAPER, "idempotencyKey": "destroyed-once"}
    first = who.do("executeDestruction", **given)
    again = who.do("executeDestruction", **given)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["events"] == first["events"]


def test_a_second_server_that_has_read_it_reads_it_no_more(
    volume: Volume, database: Database, tmp_path: Path
) -> None:
    volume.approve()
    with api(database, home=tmp_path) as other:
        other.clock.now = volume.it.clock.now
        assert volume.read(other)["intake.registered"]["summary"] == SUMMARY
        volume.destroy()
        deadline = time.monotonic() + LONG_ENOUGH
        while volume.read(other)["intake.registered"]["summary"] != DELETED:
            assert time.monotonic() < deadline, "a key that was destroyed goes on opening"


def test_a_vault_that_comes_back_from_a_backup_is_destroyed_again_at_the_next_start(
    volume: Volume, database: Database, tmp_path: Path
) -> None:
    volume.approve()
    keys = sql.Identifier(f"{database.schema}_vault", "keys")
    with psycopg.connect(database.admin_dsn, autocommit=True) as admin:
        backup = admin.execute(
            sql.SQL("SELECT wrapped FROM {} WHERE subject = %s").format(keys), (volume.case,)
        ).fetchone()
        assert backup is not None
        volume.destroy()
        admin.execute(
            sql.SQL("UPDATE {} SET wrapped = %s, destroyed_by = NULL WHERE subject = %s").format(
                keys
            ),
            (*backup, volume.case),
        )
    with api(database, home=tmp_path) as restarted:
        restarted.clock.now = volume.it.clock.now
        assert volume.read(restarted)["intake.registered"]["summary"] == DELETED
