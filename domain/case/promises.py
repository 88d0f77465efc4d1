"""What parties promise each other (约定义务): who owes whom what, until when, and what is sound.

Days are counted by the rulebook in force when a term began and by the working calendar.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from domain.case.refusals import DayHasPassed, PartyUnknown
from domain.case.refusals.agreements import (
    AgreementUnknown,
    AmountMissing,
    AmountNotMoney,
    MoreThanClaimed,
    NotYourAgreement,
    ObligationToOneself,
    ObligationUnknown,
)
from domain.case.regions.agreements import Agreement, Obligation
from domain.case.regions.mediations import Procedure
from domain.case.state import Case, Stage
from domain.codes.agreements import ObligationKind
from domain.codes.parties import Power
from domain.ids import AgreementId, MediationId, ObligationId, PersonId
from domain.kernel import Act, Confidential, day_of
from domain.roles import Role
from domain.texts import Narrative, Yuan
from domain.values import Value

WHILE_AGREEING = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS)
"""A procedure may be under way; an objection to an order can throw the stage back."""

WHILE_BOUND = (*WHILE_AGREEING, Stage.AGREED, Stage.CONCLUDED, Stage.CLOSED, Stage.WITHDRAWN)
"""An agreement may bind: fulfilment goes on after the matter has ended (domain.md §2.4)."""


class ObligationEntry(Value):
    """义务登记项: who owes whom what, until when; `obligation` names one that is changed."""

    debtor: PersonId
    creditor: PersonId
    kind: ObligationKind
    due_on: date
    amount: Yuan | None = None
    method: Narrative | None = None
    obligation: ObligationId | None = None


class AgreedObligation(Value):
    """约定义务: one obligation as the parties agreed it."""

    obligation: ObligationId
    debtor: PersonId
    creditor: PersonId
    kind: ObligationKind
    amount: Yuan | None
    due_on: date
    method: Confidential | None


class ObligationTerm(Value):
    """义务期限: one obligation, and the day it is due."""

    obligation: ObligationId
    due_on: date


Clauses = Annotated[tuple[Narrative, ...], Meta(min_length=1, max_length=50)]
"""协议条款: what was agreed, clause by clause."""

Entries = Annotated[tuple[ObligationEntry, ...], Meta(max_length=50)]
"""义务清单: a list of obligations."""


def the_agreement(state: Case, agreement: AgreementId) -> Agreement:
    """The agreement of that number. Raises `AgreementUnknown`."""
    if (found := state.agreements.all.get(agreement)) is None:
        raise AgreementUnknown
    return found


def the_obligation(state: Case, obligation: ObligationId) -> Obligation:
    """The obligation of that number. Raises `ObligationUnknown`."""
    if (found := state.agreements.obligations.get(obligation)) is None:
        raise ObligationUnknown
    return found


def mediates(state: Case, procedure: Procedure, act: Act) -> None:
    """domain.md §4.3: one of its mediators or the head of its committee, not stepped aside.

    Raises `NotYourAgreement`.
    """
    head = Role.COMMITTEE_HEAD in act.roles and act.unit == procedure.organisation
    recused = act.person in state.hands.recused
    if recused or not (head or act.person in procedure.mediators):
        raise NotYourAgreement


def own_procedure(state: Case, mediation: MediationId | None, act: Act) -> None:
    """domain.md §4.3: its mediators, or afterwards anybody of its committee [F01 art 31].

    Raises `NotYourAgreement`.
    """
    if act.person in state.hands.recused:
        raise NotYourAgreement
    procedure = None if mediation is None else state.mediations.all.get(mediation)
    if procedure is None:
        return
    if act.person not in procedure.mediators and act.unit != procedure.organisation:
        raise NotYourAgreement


def speaks_for(state: Case, person: PersonId, party: PersonId, power: Power) -> bool:
    """Whether a person may use a power for a party that is still in the case."""
    return party in state.parties and state.may_act_for(person, party, power)


def acts_for_staff(act: Act) -> bool:
    """Whether somebody of the procedure acts, and not a party, a court or a machine."""
    return bool(act.roles & {Role.MEDIATOR, Role.COMMITTEE_HEAD})


def promised(
    entries: Sequence[ObligationEntry], parties: Iterable[PersonId], act: Act
) -> tuple[AgreedObligation, ...]:
    """The obligations as the record keeps them: between the parties, dated, with sums for money.

    Raises `PartyUnknown`, `ObligationToOneself`, `DayHasPassed`, `AmountMissing`,
    `AmountNotMoney`.
    """
    among, today = set(parties), day_of(act.at)
    for entry in entries:
        for person in (entry.debtor, entry.creditor):
            if person not in among:
                raise PartyUnknown(person=person)
        if entry.debtor == entry.creditor:
            raise ObligationToOneself
        if entry.due_on < today:
            raise DayHasPassed(field="due_on", day=entry.due_on.isoformat())
        if entry.kind is not ObligationKind.MONEY and entry.amount is not None:
            raise AmountNotMoney
        if entry.kind is ObligationKind.MONEY and Decimal(entry.amount or 0) == 0:
            raise AmountMissing
    return tuple(
        AgreedObligation(
            obligation=entry.obligation or act.new_id("obligation", nth=nth),
            debtor=entry.debtor,
            creditor=entry.creditor,
            kind=entry.kind,
            amount=entry.amount,
            due_on=entry.due_on,
            method=entry.method,
        )
        for nth, entry in enumerate(entries)
    )


def within_claim(
    state: Case, money: Decimal, explanation: str | None, *, besides: AgreementId | None = None
) -> None:
    """domain.md §2.5 F: more than was claimed is explained, over all agreements that bind.

    `besides` is the agreement whose money has been counted already. Raises `MoreThanClaimed`.
    """
    binding = {one.agreement for one in state.agreements.in_force} - {besides}
    total = money + sum(
        (
            one.amount
            for one in state.agreements.obligations.values()
            if one.amount is not None and one.agreement in binding
        ),
        Decimal(0),
    )
    if state.claim is not None and total > state.claim and explanation is None:
        raise MoreThanClaimed(total=str(total), claim=str(state.claim))


def terms_of(obligations: Iterable[AgreedObligation]) -> tuple[ObligationTerm, ...]:
    """Which obligation is due when."""
    return tuple(ObligationTerm(obligation=o.obligation, due_on=o.due_on) for o in obligations)


def is_overdue(obligation: Obligation, act: Act) -> bool:
    """Whether the obligation's last day has passed at the act."""
    return day_of(act.at) > act.last_day(obligation.due_on)
