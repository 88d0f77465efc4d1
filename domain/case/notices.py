"""Notices (告知送达): what was told to whom, in which words, and how it reached them."""

from domain.case.refusals import (
    CopyToAccused,
    ExplanationNeeded,
    NothingToNotify,
    ReceiverNotInCase,
)
from domain.case.regions.opening import Notice
from domain.case.state import NOT_ARCHIVED, Case, Stage, case
from domain.codes.matters import MatterClass
from domain.codes.notices import NoticeType, ServiceMethod
from domain.ids import CaseId, DocumentId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Past, Recorded
from domain.roles import Role
from domain.texts import Label, Narrative


class NoticeServed(Event, tag="case.notice_served"):
    """告知送达: a notice in a known wording reached somebody who takes part."""

    notice: NoticeType
    text_version: str
    method: ServiceMethod
    served_at: Moment
    receiver: PersonId
    proof: DocumentId | None
    remark: Confidential | None


class ServeNotice(Command):
    """Record that a notice was served, its wording's version and the proof. 告知送达"""

    case: CaseId
    notice: NoticeType
    text_version: Label
    method: ServiceMethod
    served_at: Past
    receiver: PersonId
    proof: DocumentId | None = None
    remark: Narrative | None = None


@case.evolves
def notice_served(state: Case, event: NoticeServed, fact: Recorded[NoticeServed]) -> None:
    state.notices.append(
        Notice(
            notice=event.notice,
            receiver=event.receiver,
            served_at=event.served_at,
            version=fact.version,
        )
    )


@case.decides(by=[Role.WINDOW_CLERK, Role.HANDLER, Role.MEDIATOR], during=NOT_ARCHIVED)
def serve_notice(state: Case, command: ServeNotice, act: Act) -> Events:
    """信访工作条例 art 23; domain.md §2.7 invariant 18: of what has happened, to who takes part.

    The accused hears nothing of a report (arts 30, 46).
    """
    if not _has_happened(state, command.notice):
        raise NothingToNotify(notice=command.notice)
    if command.notice is NoticeType.OTHER and command.remark is None:
        raise ExplanationNeeded(field="notice")
    if command.receiver not in state.participants:
        raise ReceiverNotInCase
    if state.matter_class is MatterClass.REPORT and command.receiver in state.accused:
        raise CopyToAccused
    yield NoticeServed(
        notice=command.notice,
        text_version=command.text_version,
        method=command.method,
        served_at=command.served_at,
        receiver=command.receiver,
        proof=command.proof,
        remark=command.remark,
    )


def _has_happened(state: Case, notice: NoticeType) -> bool:
    match notice:
        case NoticeType.SUPPLEMENT:
            return bool(state.supplement.causes)
        case NoticeType.ACCEPTANCE:
            return state.accepted_at is not None
        case NoticeType.REFUSAL:
            return state.stage is Stage.REFUSED
        case NoticeType.REDIRECTION:
            return state.stage is Stage.REDIRECTED
        case NoticeType.MERGER:
            return state.stage is Stage.MERGED or bool(state.joining.complaints)
        case NoticeType.WITHDRAWAL:
            return state.stage is Stage.WITHDRAWN
        case NoticeType.RESULT:
            return state.concluded_at is not None
        case NoticeType.REGISTRATION | NoticeType.OTHER:
            return True
