"""A case is destroyed while somebody writes to it: the words are refused, not lost (ADR 0030)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from domain.case.acceptance import RedirectCase
from domain.case.archive import Absence, ArchiveCase
from domain.case.closing import CloseCase
from domain.case.intake import RegisterIntake
from domain.case.refusals.archive import CaseDestroyed
from domain.case.retention import ApproveDestruction, ExecuteDestruction, PlaceHold
from domain.case.values import PartyEntry
from domain.codes.ending import FileItem, Retention
from domain.codes.matters import Channel, MatterClass
from domain.codes.parties import Side
from domain.ids import CaseId, encode
from domain.refusals import VersionConflict
from domain.roles import Role
from graphql_api.ports import Caller
from tests.composed import NOW, Product, product
from tests.conftest import Database

PAPER = encode("document", uuid4())
LATER = NOW + timedelta(days=11 * 366)


@dataclass
class Approved:
    """An archived case whose destruction was approved, and who may do what with it."""

    case: CaseId
    director: Caller
    archivist: Caller

    def execute(self, there: Product) -> None:
        """The archivist destroys it."""
        there.do(ExecuteDestruction(case=self.case, document=PAPER), who=self.archivist)


def approved_on(it: Product, today: list[datetime]) -> Approved:
    """From its registration to the director's signature, eleven years later."""
    centre = it.unit()
    clerk = it.officer(centre, Role.WINDOW_CLERK)
    triage = it.officer(centre, Role.TRIAGE_OFFICER)
    director = it.officer(centre, Role.CENTRE_DIRECTOR)
    archivist = it.officer(centre, Role.ARCHIVIST)
    intake = RegisterIntake(
        matter_class=MatterClass.DISPUTE,
        channel=Channel.WALK_IN,
        received_at=NOW,
        summary="对方砌墙。",
        parties=(PartyEntry(person=it.person("张远山"), side=Side.APPLICANT),),
    )
    case = str(it.do(intake, who=clerk).stream)
    redirect = RedirectCase(
        case=case, route="LITIGATION", organ="云溪县人民法院", explanation="宜起诉。"
    )
    it.do(redirect, who=triage)
    it.do(CloseCase(case=case, reason="C03"), who=triage)
    filing = ArchiveCase(
        case=case,
        volume="云调字第12号",
        retention=Retention.YEARS_10,
        package_hash="0" * 64,
        absences=(Absence(item=FileItem.NOTICES, reason="口头告知。"),),
    )
    it.do(filing, who=archivist)
    today[0] = LATER
    it.do(ApproveDestruction(case=case, basis="鉴定。", document=PAPER), who=director)
    return Approved(case=case, director=director, archivist=archivist)


@pytest.mark.parametrize("expected", [None, 5])
@pytest.mark.parametrize("read_before", [True, False])
def test_who_writes_while_it_is_destroyed_is_told_so(
    database: Database, read_before: bool, expected: int | None
) -> None:
    """With the key in memory still, or with none to be had: nothing is recorded either way."""
    today = [NOW]
    between: list[Approved] = []

    @contextmanager
    def timed(part: str) -> Iterator[None]:
        yield
        if part == "decide" and between:
            between.pop().execute(other)  # Decided, and not sealed yet.

    def clock() -> datetime:
        return today[0]

    with product(database, clock=clock) as other:
        there = approved_on(other, today)
        with product(database, clock=clock, timed=timed) as it:
            application = it.application
            if read_before:
                application.mapper.opened(application.history(there.case)[0])
            size = application.recorder.size()
            between.append(there)
            hold = PlaceHold(case=there.case, basis="再审调卷。", document=PAPER)
            with pytest.raises(CaseDestroyed if expected is None else VersionConflict):
                it.do(hold, who=there.director, expected_version=expected, key="the hold")
            assert between == []
            assert application.recorder.size() == size + 1, "the destruction and no hold"
