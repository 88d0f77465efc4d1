"""How people agree, and what becomes of it: signed, confirmed by the court, kept or broken."""

from datetime import date

from domain.case.agreement import AgreementReached, ReachAgreement
from domain.case.breach import DeferObligation, RecordBreach, RemindObligation, UrgeFulfilment
from domain.case.confirmation import AdviseConfirmation, ApplyForConfirmation
from domain.case.fulfilment import RecordFulfilment
from domain.case.promises import ObligationEntry
from domain.case.rulings import AcceptConfirmation, GrantConfirmation
from domain.case.signing import SealAgreement, SignAgreement
from domain.codes.agreements import (
    AgreementForm,
    AgreementScope,
    ObligationKind,
    ProofKind,
    SigningMethod,
    UrgingMethod,
)
from domain.kernel import Command
from domain.roles import Role
from infra.demo.matter import Matter, Script, brought
from infra.demo.opening import COURT
from infra.demo.shares import SUBJECTS


def by_word_of_mouth(matter: Matter) -> Script:
    """口头协议: what was agreed is done on the spot, and entered in the register."""
    yield matter.act(Role.MEDIATOR, _agreement(matter, form=AgreementForm.ORAL), hours=1)


def in_writing(
    matter: Matter, *, days: int = 25, yuan: int | None = None, scope: AgreementScope | None = None
) -> Script:
    """书面协议: with something to be done within some days, signed by all, and sealed."""
    debtor, creditor = matter.respondents[0], matter.applicants[0]
    promise = ObligationEntry(
        debtor=debtor,
        creditor=creditor,
        kind=ObligationKind.ACT if yuan is None else ObligationKind.MONEY,
        due_on=matter.day(days),
        amount=None if yuan is None else str(yuan),
    )
    reaching = _agreement(matter, promise, scope=scope or AgreementScope.FULL)
    answer = yield matter.act(Role.MEDIATOR, reaching, minutes=20)
    reached = brought(answer, AgreementReached)
    matter.agreement = reached.agreement
    matter.obligation, matter.due_on = reached.obligations[0].obligation, promise.due_on
    for person in matter.parties:
        signing = SignAgreement(
            case=matter.case,
            agreement=matter.agreement,
            method=SigningMethod.HANDWRITTEN,
            signer=person,
        )
        yield matter.act(Role.MEDIATOR, signing)
    as_mediator = SignAgreement(
        case=matter.case, agreement=matter.agreement, method=SigningMethod.HANDWRITTEN
    )
    yield matter.act(Role.MEDIATOR, as_mediator)
    sealing = SealAgreement(case=matter.case, agreement=matter.agreement)
    yield matter.act(Role.COMMITTEE_HEAD, sealing, minutes=20)


def _agreement(
    matter: Matter,
    *promises: ObligationEntry,
    form: AgreementForm = AgreementForm.WRITTEN,
    scope: AgreementScope = AgreementScope.FULL,
) -> ReachAgreement:
    return ReachAgreement(
        case=matter.case,
        mediation=matter.mediation,
        form=form,
        scope=scope,
        parties=matter.parties,
        clauses=tuple(matter.chance.sample(SUBJECTS, 2)),
        obligations=promises,
    )


def confirmed(matter: Matter) -> Script:
    """司法确认: both sides go to the court together, and the court finds the agreement valid."""
    advising = AdviseConfirmation(
        case=matter.case, agreement=matter.agreement, text_version="2025-1"
    )
    yield matter.act(Role.MEDIATOR, advising)
    matter.rest(days=matter.chance.randint(2, 8))
    applying = ApplyForConfirmation(
        case=matter.case,
        agreement=matter.agreement,
        applicants=matter.parties,
        court=COURT,
        document=matter.paper("application"),
    )
    yield matter.act(Role.COURT_LIAISON, applying)
    number = f"({matter.at.year})云0101民调确{matter.chance.randint(1, 400)}号"
    matter.rest(days=2)
    taking = AcceptConfirmation(case=matter.case, agreement=matter.agreement, court_number=number)
    yield matter.act(Role.COURT_LIAISON, taking)
    matter.rest(days=matter.chance.randint(5, 12))
    granting = GrantConfirmation(
        case=matter.case,
        agreement=matter.agreement,
        ruling_number=number,
        document=matter.paper("ruling"),
    )
    yield matter.act(Role.COURT_LIAISON, granting)


def kept(matter: Matter, *, yuan: int | None = None, after: int = 4) -> Script:
    """履行: reminded in time, the debtor does what was promised; the creditor signs for it."""
    if matter.due_on is not None and matter.day() < matter.due_on:
        reminding = RemindObligation(case=matter.case, obligation=matter.obligation)
        yield matter.act(Role.MEDIATOR, reminding)
    matter.rest(days=after)
    yield matter.act(Role.MEDIATOR, _fulfilment(matter, yuan))


def _fulfilment(matter: Matter, yuan: int | None, done_on: date | None = None) -> Command:
    return RecordFulfilment(
        case=matter.case,
        obligation=matter.obligation,
        done_on=done_on or matter.day(),
        proof_kind=ProofKind.WITNESSED if yuan is None else ProofKind.RECEIPT,
        amount=None if yuan is None else str(yuan),
        proof=None if yuan is None else matter.paper("receipt"),
        creditor_confirmation=None if yuan is None else matter.paper("confirmation"),
    )


def broken(matter: Matter, *, days: int) -> Script:
    """违约: the day passes in vain; the committee records it and urges the debtor."""
    matter.rest(days=days)
    late = RecordBreach(case=matter.case, obligation=matter.obligation)
    yield matter.act(Role.MEDIATOR, late, hours=4)
    urging = UrgeFulfilment(
        case=matter.case,
        obligation=matter.obligation,
        method=UrgingMethod.VISIT,
        answer="承认未按期履行,称近期资金周转困难。",
    )
    yield matter.act(Role.MEDIATOR, urging, hours=2)


def given_more_time(matter: Matter, *, yuan: int) -> Script:
    """延期履行: the creditor waits once more, and is paid."""
    waiting = DeferObligation(
        case=matter.case,
        obligation=matter.obligation,
        due_on=matter.day(15),
        creditor_consent=matter.paper("consent"),
        reason="债务人分期筹款,债权人同意宽限。",
    )
    yield matter.act(Role.MEDIATOR, waiting)
    matter.rest(days=12)
    yield matter.act(Role.MEDIATOR, _fulfilment(matter, yuan))
