"""Where a history at random may begin: facts that bring a matter to a later stage of its life.

A petition under review or a volume in the archive lies dozens of steps behind a registration:
chance alone would rarely get there. Every beginning is made of the facts the other tests rest on.
"""

from domain.codes.ending import Retention
from domain.codes.matters import MatterClass
from domain.codes.risks import RiskLevel
from tests.domain.county import FORMER_OFFICE, LI, TOWN, VILLAGE, ZHANG
from tests.domain.given import Fact
from tests.domain.states import (
    accepted,
    assessed,
    downgrade_proposed,
    protected,
    raised,
    refusal_proposed,
    refused,
    registered,
    reported,
    screened,
    supplementing,
)
from tests.domain.states_agreements import (
    breached,
    confirmation_applied,
    confirmed,
    effective,
    reached,
    sealed,
    signed,
    signed_by_mediator,
)
from tests.domain.states_agreements import confirmation_accepted as confirmation_taken
from tests.domain.states_emergency import alarmed, dispatched, incident, plan_runs
from tests.domain.states_ending import archived, checked, closed, concluded
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened, scheduled
from tests.domain.states_meetings import blown, convened, declined, held, reported_in, resolved
from tests.domain.states_orders import SIGNED, assigned, issued, objected
from tests.domain.states_petition import (
    forwarded,
    opinion,
    recheck_asked,
    review_asked,
    review_served,
    reviewed,
    served,
    taken_up,
)

TAKEN_UP = (registered(), screened(), accepted(first_responsible_unit=TOWN, lead_unit=TOWN))
MEDIATING = (*TAKEN_UP, *consented(), opened(), appointed())
AGREED = (
    *MEDIATING,
    reached(mediation=MEDIATION),
    signed(ZHANG, at=effective().at),
    signed(LI, at=effective().at),
    signed_by_mediator(),
    sealed(),
    effective(mediation=MEDIATION),
)
WAGES = registered(dispute="0701"), accepted(dispute="0701")
"""欠薪: money owed to a worker, for which a court may order payment."""
REVIEWED = (*taken_up(), forwarded(), opinion(), served(), review_asked(), reviewed())
ENDED = (*TAKEN_UP, concluded(), checked())
RED = (*TAKEN_UP, assessed(RiskLevel.BLUE), raised(RiskLevel.RED))

BEGINNINGS: tuple[tuple[Fact, ...], ...] = (
    (registered(),),
    (registered(), supplementing()),
    (registered(), screened(), refusal_proposed()),
    (registered(), screened(), refusal_proposed(), refused()),
    TAKEN_UP,
    SIGNED,
    (*SIGNED, assigned()),
    (*SIGNED, assigned(), blown(), reported_in()),
    (*SIGNED[:-1], objected()),
    (*SIGNED[:-2], issued(co_units=(VILLAGE,)), SIGNED[-1], assigned()),
    (*TAKEN_UP, blown(), declined()),
    (*TAKEN_UP, convened(), held(), resolved()),
    MEDIATING,
    (*MEDIATING, scheduled()),
    (*MEDIATING, reached(mediation=MEDIATION)),
    AGREED,
    (*AGREED, confirmation_applied(), confirmation_taken()),
    (*AGREED, *confirmed()),
    (*WAGES, *AGREED[3:], breached()),
    (*AGREED, concluded(outcome="AGREED_WRITTEN")),
    ENDED,
    (*ENDED, closed()),
    (*ENDED, closed(), archived(Retention.YEARS_10)),
    (*RED, downgrade_proposed(RiskLevel.BLUE)),
    (*RED, alarmed(), plan_runs(), dispatched(), incident()),
    (reported(), protected()),
    taken_up(),
    taken_up(matter_class=MatterClass.PETITION_ADVICE),
    (*taken_up(), forwarded()),
    REVIEWED,
    (
        registered(dispute="0902"),
        accepted(dispute="0902", first_responsible_unit=FORMER_OFFICE, lead_unit=FORMER_OFFICE),
        issued(lead_unit=FORMER_OFFICE, co_units=(VILLAGE,)),
    ),
    (*taken_up(), forwarded(), opinion(), served()),
    (*REVIEWED, review_served()),
    (*REVIEWED, review_served(), recheck_asked()),
)
