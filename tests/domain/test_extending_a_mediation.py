"""A procedure lasts longer when every party agrees (深圳条例 art 25; 宁波条例 art 27)."""

from datetime import date, timedelta

from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import DayHasPassed
from domain.case.refusals.shared import NotAllAgree, OneTermOnly
from domain.case.standstill import ExtendMediation, MediationExtended
from domain.case.values import Representation
from domain.codes.parties import Power, Side
from tests.domain.county import CASE, CHILD, LAWYER, LI, MOTHER, SCAN, ZHANG, mediator
from tests.domain.given import MORNING, fact, given
from tests.domain.states import RESPONDENT, accepted, one_party, registered
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
LATER = MORNING.date() + timedelta(days=20)


def extend(*agreed_by: str, days: int | None = None, due_on: date | None = None) -> ExtendMediation:
    return ExtendMediation(
        case=CASE,
        mediation=MEDIATION,
        agreed_by=agreed_by,
        explanation="双方同意延长。",
        days=days,
        due_on=due_on,
    )


def test_every_party_agrees() -> None:
    case = given(*UNDER_WAY)
    case.when(extend(LI, days=15), by=mediator()).then_refused(NotAllAgree, missing=[ZHANG])
    (event,) = case.when(extend(LI, ZHANG, days=15), by=mediator()).then(MediationExtended)
    assert (event.days, event.due_on) == (15, None)
    assert case.when(extend(LI, ZHANG, days=15), by=mediator()).then_state().mediations.under_way


def test_days_or_a_day_and_not_both() -> None:
    case = given(*UNDER_WAY)
    case.when(extend(LI, ZHANG), by=mediator()).then_refused(OneTermOnly)
    both = extend(LI, ZHANG, days=15, due_on=LATER)
    case.when(both, by=mediator()).then_refused(OneTermOnly)
    case.when(extend(LI, ZHANG, due_on=LATER), by=mediator()).then(MediationExtended)


def test_the_new_day_lies_ahead() -> None:
    passed = extend(LI, ZHANG, due_on=MORNING.date() - timedelta(days=1))
    given(*UNDER_WAY).when(passed, by=mediator()).then_refused(DayHasPassed, field="due_on")


def test_a_representative_or_guardian_agrees_for_a_party() -> None:
    speaking = fact(
        RepresentativeAppointed(
            representation=Representation(
                person=LAWYER, represents=(LI,), powers=(Power.MEDIATE,), document=SCAN
            )
        )
    )
    child = one_party(CHILD, Side.APPLICANT, under_14=True, guardian=MOTHER)
    parties = registered(parties=(child, RESPONDENT))
    case = given(parties, accepted(), *consented(), opened(), appointed(), speaking)
    case.when(extend(MOTHER, LAWYER, days=5), by=mediator()).then(MediationExtended)
    case.when(extend(CHILD, LAWYER, days=5), by=mediator()).then_refused(
        NotAllAgree, missing=[CHILD]
    )
