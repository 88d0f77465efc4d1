"""Extension 延期: once, by somebody above the handler, and the party is told (domain.md §2.6)."""

from datetime import date

from domain.case.orders import ExtendOrder, WorkOrderExtended
from domain.case.petition_handling import ExtendHandling, HandlingExtended
from domain.case.refusals.orders import OrderExtendedBefore
from domain.case.refusals.petition import ExtendedAlready
from domain.case.standstill import ExtendMediation, MediationExtended
from tests.domain.county import CASE, LI, ZHANG, mediator, triage
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened
from tests.domain.states_orders import ORDER, SIGNED
from tests.domain.states_petition import taken_up, unit_head


def test_an_order_is_extended_once_by_its_sender() -> None:
    more = ExtendOrder(
        case=CASE,
        order=ORDER,
        reason="E01",
        explanation="需现场测绘。",
        due_on=date(2025, 4, 18),
        told=ZHANG,
        told_at=MORNING,
    )
    case = given(*SIGNED).went(more, WorkOrderExtended, by=triage())
    case.when(more, by=triage()).then_refused(OrderExtendedBefore)


def test_a_petition_is_extended_once_by_the_units_head() -> None:
    more = ExtendHandling(case=CASE, days=30, reason="情况复杂。", told_at=MORNING)
    case = given(*taken_up()).went(more, HandlingExtended, by=unit_head())
    case.when(more, by=unit_head()).then_refused(ExtendedAlready)


def test_a_mediation_is_extended_by_agreement_of_the_parties() -> None:
    more = ExtendMediation(
        case=CASE, mediation=MEDIATION, agreed_by=(ZHANG, LI), explanation="双方同意。", days=15
    )
    under_way = (registered(), accepted(), *consented(), opened(), appointed())
    given(*under_way).went(more, MediationExtended, by=mediator())
