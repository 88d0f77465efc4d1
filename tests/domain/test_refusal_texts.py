"""A refusal is data that people can read: codes by their Chinese labels (style.md §5)."""

from domain.case.refusals import ToldFromTheFuture
from domain.refusals import StageDoesNotFit
from tests.domain.county import clerk
from tests.domain.given import given
from tests.domain.states import refused, registered, to_accept


def test_stages_are_named_in_chinese_and_coded_in_english() -> None:
    refusal = given(registered(), refused()).when(to_accept(), by=clerk())
    found = refusal.then_refused(StageDoesNotFit, stage="REFUSED", allowed=["REGISTERED"])
    assert found.text() == "事项当前阶段为不予受理,不能办理;允许阶段:已登记"
    assert found.text("en") == "The matter is at stage REFUSED; this needs: REGISTERED"


def test_the_code_is_the_name_of_the_class() -> None:
    assert ToldFromTheFuture(field="served_at", told="x", at="y").code == "ToldFromTheFuture"
