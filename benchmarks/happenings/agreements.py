"""What may happen to agreements: reached, signed, confirmed, fulfilled or broken."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening
from domain.case import Case
from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementAmended, AgreementInvalidated
from domain.case.confirmation import (
    ConfirmationAdvised,
    ConfirmationApplied,
    ConfirmationWindowExpired,
    ConfirmationWithdrawn,
)
from domain.case.promises import WHILE_AGREEING, WHILE_BOUND, AgreedObligation, ObligationTerm
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
)
from domain.case.rulings import (
    ConfirmationAccepted,
    ConfirmationDismissed,
    ConfirmationGranted,
    ConfirmationNotAccepted,
    ConfirmationTermExtended,
)
from domain.case.signing import AgreementSealed, AgreementSigned
from domain.case.state import Stage
from domain.codes.agreements import (
    AgreementForm,
    AgreementScope,
    InvalidityBasis,
    ObligationKind,
    RulingForm,
    SigningMethod,
)
from domain.ids import derived
from domain.kernel import Event, day_of

COURT, NUMBER = "云溪县人民法院", "(2025)云0101民调确12号"


def _draft(draw: Draw, state: Case) -> Agreement | None:
    return _one(draw, state, AgreementStage.REACHED)


def _binding(draw: Draw, state: Case) -> Agreement | None:
    return _one(draw, state, AgreementStage.IN_FORCE)


def _one(draw: Draw, state: Case, stage: AgreementStage) -> Agreement | None:
    found = [one for one in state.agreements.all.values() if one.stage is stage]
    return draw.random.choice(found) if found else None


def _in_force(draw: Draw, state: Case) -> Agreement | None:
    found = state.agreements.in_force
    return draw.random.choice(found) if found else None


def _new_obligation(draw: Draw) -> AgreedObligation:
    return AgreedObligation(
        obligation=derived("obligation", draw.at, str(draw.random.random())),
        debtor=draw.person(),
        creditor=draw.person(),
        kind=ObligationKind.MONEY,
        amount=str(draw.random.randrange(100, 90_000)),
        due_on=day_of(draw.at) + timedelta(days=draw.random.choice((0, 0, 1, 10, 60))),
        method=NARRATIVE,
    )


def _reached(draw: Draw, state: Case) -> Event | None:
    procedure = state.mediations.under_way
    if procedure is None:
        return None
    return AgreementReached(
        agreement=derived("agreement", draw.at, str(draw.random.random())),
        mediation=procedure.mediation,
        form=draw.random.choice(list(AgreementForm)),
        scope=draw.random.choice(list(AgreementScope)),
        parties=(draw.person(), draw.person()),
        clauses=(NARRATIVE, NARRATIVE),
        obligations=(_new_obligation(draw), _new_obligation(draw)),
        explanation=None,
        document=PAPER,
    )


def _signed(draw: Draw, state: Case) -> Event | None:
    if (agreement := _draft(draw, state)) is None:
        return None
    signer = draw.one(agreement.parties)
    return AgreementSigned(
        agreement=agreement.agreement,
        signer=signer,
        signs_for=(signer,),
        as_mediator=False,
        method=draw.random.choice(list(SigningMethod)),
        certificate="CA-2025-0001",
        document=PAPER,
    )


def _sealed(draw: Draw, state: Case) -> Event | None:
    agreement = _draft(draw, state)
    return agreement and AgreementSealed(
        agreement=agreement.agreement, organisation=draw.unit(), document=PAPER
    )


def _effective(draw: Draw, state: Case) -> Event | None:
    agreement = _draft(draw, state)
    if agreement is None or agreement.mediation is None:
        return None
    return AgreementEffective(
        agreement=agreement.agreement,
        mediation=agreement.mediation,
        form=agreement.form,
        scope=agreement.scope,
        confirmable=agreement.form is AgreementForm.WRITTEN,
        effective_at=draw.at,
        obligations=tuple(
            ObligationTerm(obligation=one.obligation, due_on=one.due_on)
            for one in state.agreements.of(agreement.agreement)
        ),
    )


def _amended(draw: Draw, state: Case) -> Event | None:
    agreement = _binding(draw, state)
    return agreement and AgreementAmended(
        agreement=agreement.agreement,
        clauses=(NARRATIVE,),
        obligations=(_new_obligation(draw),),
        agreed_by=agreement.parties,
        explanation=None,
        documents=(PAPER,),
    )


def _invalidated(draw: Draw, state: Case) -> Event | None:
    agreement = _binding(draw, state)
    return agreement and AgreementInvalidated(
        agreement=agreement.agreement,
        basis=draw.random.choice(list(InvalidityBasis)),
        obligations=tuple(one.obligation for one in state.agreements.of(agreement.agreement)),
        whole_claim_settled=draw.random.random() < 0.2,
        explanation=NARRATIVE,
        document=PAPER,
    )


def _advised(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationAdvised(agreement=agreement.agreement, text_version="2025-1")


def _applied(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationApplied(
        agreement=agreement.agreement,
        applicants=agreement.parties,
        court=COURT,
        unit=draw.unit() if draw.random.random() < 0.5 else None,
        document=PAPER,
    )


def _expired(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationWindowExpired(agreement=agreement.agreement)


def _taken_back(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationWithdrawn(agreement=agreement.agreement, reason=NARRATIVE)


def _court_accepted(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationAccepted(agreement=agreement.agreement, court_number=NUMBER)


def _court_declined(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationNotAccepted(
        agreement=agreement.agreement, court_ground="NA2", explanation=NARRATIVE, document=PAPER
    )


def _court_prolonged(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationTermExtended(agreement=agreement.agreement, days=10)


def _granted(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationGranted(
        agreement=agreement.agreement,
        ruling_form=draw.random.choice(list(RulingForm)),
        ruling_number=NUMBER,
        document=PAPER,
    )


def _dismissed(draw: Draw, state: Case) -> Event | None:
    agreement = _in_force(draw, state)
    return agreement and ConfirmationDismissed(
        agreement=agreement.agreement,
        ruling_form=RulingForm.RULING,
        ruling_number=NUMBER,
        court_ground="DG5",
        explanation=NARRATIVE,
        document=PAPER,
    )


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    *((WHILE_AGREEING, one) for one in (_reached, _signed, _sealed, _effective)),
    *(
        (WHILE_BOUND, one)
        for one in (
            *(_amended, _invalidated, _advised, _applied, _expired, _taken_back),
            *(_court_accepted, _court_declined, _court_prolonged, _granted, _dismissed),
        )
    ),
)
