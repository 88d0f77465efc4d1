"""Commands about agreements at random: ids from the case, sums and days that usually fit."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from domain.case import Case
from domain.case.agreement import ReachAgreement
from domain.case.amending import AmendAgreement, InvalidateAgreement
from domain.case.breach import DeferObligation, RecordBreach, RemindObligation, UrgeFulfilment
from domain.case.confirmation import (
    AdviseConfirmation,
    ApplyForConfirmation,
    ExpireConfirmationWindow,
    WithdrawConfirmation,
)
from domain.case.enforcement import (
    ApplyForEnforcement,
    ApplyForPaymentOrder,
    EndEnforcement,
    NotariseDebt,
)
from domain.case.fulfilment import RecordFulfilment
from domain.case.promises import ObligationEntry
from domain.case.regions.agreements import Agreement, AgreementStage, ConfirmationStage
from domain.case.rulings import (
    AcceptConfirmation,
    DeclineConfirmation,
    DismissConfirmation,
    ExtendConfirmationTerm,
    GrantConfirmation,
)
from domain.case.signing import SealAgreement, SignAgreement
from domain.codes.agreements import (
    AgreementForm,
    AgreementScope,
    EnforcementResult,
    InvalidityBasis,
    ObligationKind,
    ProofKind,
    SigningMethod,
    UrgingMethod,
)
from domain.codes.parties import Side
from domain.kernel import Command, day_of
from tests.domain.county import LI, SCAN, WANG, ZHANG
from tests.domain.draws import Draw, pick
from tests.domain.given import MORNING

SAID = "情况说明。"
COURT = "云溪县人民法院"
SUMS = ("50", "100")


def _agreement(chance: Random, state: Case, fit: Callable[[Agreement], bool]) -> str:
    """An agreement at the right point of its life, if there is one, usually."""
    known = state.agreements.all
    fitting = [one.agreement for one in known.values() if fit(one)]
    return pick(chance, "agreement", fitting if fitting and chance.random() < 0.9 else known)


def _draft(one: Agreement) -> bool:
    return one.stage is AgreementStage.REACHED


def _bound(one: Agreement) -> bool:
    return one.stage is AgreementStage.IN_FORCE


def _with_court(*stages: ConfirmationStage) -> Callable[[Agreement], bool]:
    return lambda one: _bound(one) and one.confirmation in stages


_NEW = _with_court(ConfirmationStage.NOT_ADVISED, ConfirmationStage.ADVISED)
_APPLIED = _with_court(ConfirmationStage.APPLIED)
_TAKEN = _with_court(ConfirmationStage.ACCEPTED)
_GRANTED = _with_court(ConfirmationStage.GRANTED)


def _obligation(chance: Random, state: Case) -> str:
    open_ones = [one.obligation for one in state.agreements.unsettled]
    known = state.agreements.obligations
    return pick(chance, "obligation", open_ones if open_ones and chance.random() < 0.9 else known)


def _today(state: Case) -> date:
    """The day of what happened last."""
    return day_of(state.record[-1].occurred_at if state.record else MORNING)


def _obligations(chance: Random, state: Case, agreement: str) -> tuple[str, ...]:
    own = [one.obligation for one in state.agreements.of(agreement)]
    return (pick(chance, "obligation", own),)


def _entry(chance: Random, parties: tuple[str, ...], today: date) -> ObligationEntry:
    debtor, creditor = chance.sample(parties, 2) if len(parties) > 1 else (ZHANG, LI)
    money = chance.random() < 0.7
    return ObligationEntry(
        debtor=debtor,
        creditor=creditor,
        kind=ObligationKind.MONEY if money else ObligationKind.ACT,
        due_on=today + timedelta(days=chance.choice((0, 1, 5, 20))),
        amount="100" if money else None,
    )


def _reach(chance: Random, here: str, state: Case) -> Command:
    people = [*state.on_side(Side.APPLICANT), *state.on_side(Side.RESPONDENT)]
    parties = tuple(dict.fromkeys(people)) or (ZHANG, WANG, LI)
    today = _today(state)
    return ReachAgreement(
        case=here,
        mediation=pick(chance, "mediation", state.mediations.all),
        form=chance.choice((*AgreementForm, AgreementForm.WRITTEN)),
        scope=chance.choice(list(AgreementScope)),
        parties=parties if len(parties) > 1 else (ZHANG, LI),
        clauses=(SAID,),
        obligations=tuple(_entry(chance, parties, today) for _ in range(chance.randint(0, 2))),
        explanation=SAID,
    )


def _sign(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _draft)
    known = state.agreements.all.get(asked)
    procedures = state.mediations.all.values()
    mediators = sorted({person for one in procedures for person in one.mediators})
    waiting = (*(known.unsigned if known else ()), *mediators)
    return SignAgreement(
        case=here,
        agreement=asked,
        method=chance.choice((*SigningMethod, SigningMethod.HANDWRITTEN)),
        signer=chance.choice((None, *waiting)),
        certificate=chance.choice((None, "CA-1")),
        document=SCAN,
    )


def _amend(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _bound)
    known = state.agreements.all.get(asked)
    parties = known.parties if known else (ZHANG, LI)
    return AmendAgreement(
        case=here,
        agreement=asked,
        clauses=(SAID,),
        agreed_by=parties,
        documents=(SCAN,),
        obligations=(_entry(chance, parties, _today(state)),),
        explanation=SAID,
    )


def _apply(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _NEW)
    known = state.agreements.all.get(asked)
    return ApplyForConfirmation(
        case=here,
        agreement=asked,
        applicants=known.parties if known and known.parties else (ZHANG, LI),
        court=COURT,
        document=SCAN,
    )


def _record(chance: Random, here: str, state: Case) -> Command:
    asked = _obligation(chance, state)
    known = state.agreements.obligations.get(asked)
    money = known is not None and known.kind is ObligationKind.MONEY
    return RecordFulfilment(
        case=here,
        obligation=asked,
        done_on=_today(state),
        proof_kind=chance.choice((ProofKind.RECEIPT, ProofKind.TRANSFER)),
        amount=chance.choice(SUMS) if money else None,
        partly=chance.random() < 0.3,
        voluntary=chance.random() < 0.7,
        proof=SCAN,
    )


def _defer(chance: Random, here: str, state: Case) -> Command:
    return DeferObligation(
        case=here,
        obligation=_obligation(chance, state),
        due_on=_today(state) + timedelta(days=chance.choice((5, 30))),
        creditor_consent=SCAN,
        reason=SAID,
    )


def _enforce(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _GRANTED)
    return ApplyForEnforcement(
        case=here, agreement=asked, obligations=_obligations(chance, state, asked), court=COURT
    )


def _end_enforcement(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _GRANTED)
    return EndEnforcement(
        case=here,
        agreement=asked,
        obligations=_obligations(chance, state, asked),
        enforcement_result=chance.choice(list(EnforcementResult)),
        document=SCAN,
    )


def _payment_order(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _bound)
    return ApplyForPaymentOrder(
        case=here, agreement=asked, obligations=_obligations(chance, state, asked), court=COURT
    )


def _notarise(chance: Random, here: str, state: Case) -> Command:
    asked = _agreement(chance, state, _bound)
    return NotariseDebt(
        case=here,
        agreement=asked,
        obligations=_obligations(chance, state, asked),
        notary="云溪县公证处",
        document=SCAN,
    )


MAKE: dict[type[Command], Draw] = {
    ReachAgreement: _reach,
    SignAgreement: _sign,
    SealAgreement: lambda chance, here, state: SealAgreement(
        case=here, agreement=_agreement(chance, state, _draft)
    ),
    AmendAgreement: _amend,
    InvalidateAgreement: lambda chance, here, state: InvalidateAgreement(
        case=here,
        agreement=_agreement(chance, state, _bound),
        basis=chance.choice(list(InvalidityBasis)),
        explanation=SAID,
        document=chance.choice((*[None] * 7, SCAN)),
    ),
    AdviseConfirmation: lambda chance, here, state: AdviseConfirmation(
        case=here, agreement=_agreement(chance, state, _NEW), text_version="1"
    ),
    ApplyForConfirmation: _apply,
    WithdrawConfirmation: lambda chance, here, state: WithdrawConfirmation(
        case=here, agreement=_agreement(chance, state, _APPLIED), reason=SAID
    ),
    ExpireConfirmationWindow: lambda chance, here, state: ExpireConfirmationWindow(
        case=here, agreement=_agreement(chance, state, _NEW)
    ),
    AcceptConfirmation: lambda chance, here, state: AcceptConfirmation(
        case=here, agreement=_agreement(chance, state, _APPLIED), court_number="(2025)调确1号"
    ),
    DeclineConfirmation: lambda chance, here, state: DeclineConfirmation(
        case=here, agreement=_agreement(chance, state, _APPLIED), court_ground="NA2"
    ),
    ExtendConfirmationTerm: lambda chance, here, state: ExtendConfirmationTerm(
        case=here, agreement=_agreement(chance, state, _TAKEN), days=chance.choice((5, 10, 11))
    ),
    GrantConfirmation: lambda chance, here, state: GrantConfirmation(
        case=here, agreement=_agreement(chance, state, _TAKEN), ruling_number="(2025)调确1号"
    ),
    DismissConfirmation: lambda chance, here, state: DismissConfirmation(
        case=here,
        agreement=_agreement(chance, state, _TAKEN),
        ruling_number="(2025)调确1号",
        court_ground="DG5",
    ),
    RecordFulfilment: _record,
    RemindObligation: lambda chance, here, state: RemindObligation(
        case=here, obligation=_obligation(chance, state)
    ),
    RecordBreach: lambda chance, here, state: RecordBreach(
        case=here, obligation=_obligation(chance, state)
    ),
    UrgeFulfilment: lambda chance, here, state: UrgeFulfilment(
        case=here,
        obligation=_obligation(chance, state),
        method=chance.choice(list(UrgingMethod)),
        answer=SAID,
    ),
    DeferObligation: _defer,
    ApplyForEnforcement: _enforce,
    EndEnforcement: _end_enforcement,
    ApplyForPaymentOrder: _payment_order,
    NotariseDebt: _notarise,
}
