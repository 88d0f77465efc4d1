"""Nothing happens in the future, or before its matter began (domain.md §2.3 rule 3)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import case
from domain.case.acceptance import CaseAccepted
from domain.kernel import Precision
from domain.refusals import BeforeTheMatter, HappensInFuture
from tests.domain.county import clerk
from tests.domain.given import MORNING, given
from tests.domain.states import registered, to_accept


def test_an_act_is_not_older_than_its_matter() -> None:
    at = MORNING - timedelta(minutes=1)
    given(registered()).when(to_accept(), by=clerk(), at=at).then_refused(BeforeTheMatter)


def test_an_act_known_by_its_day_only_may_be_of_the_same_day() -> None:
    by = replace(clerk(), precision=Precision.DAY)
    after_midnight, the_day_before = MORNING - timedelta(hours=9), MORNING - timedelta(hours=10)
    given(registered()).when(to_accept(), by=by, at=after_midnight).then(CaseAccepted)
    given(registered()).when(to_accept(), by=by, at=the_day_before).then_refused(BeforeTheMatter)


def test_an_act_is_not_in_the_future() -> None:
    act = replace(clerk(), at=MORNING + timedelta(minutes=6), now=MORNING)
    with pytest.raises(HappensInFuture):
        case.admit(None, to_accept(), act)
