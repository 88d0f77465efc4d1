"""Merging (并案与串并): one matter told several times becomes one case; neighbours are linked.

A merged case points straight at its main case, never at another merged one: when a main case is
itself merged, its complaints are pointed at the new main case. Every complainant keeps a reply of
their own, and the earliest `received_at` counts (domain.md §2.7 invariant 17, §3.1 D12).
"""

from domain.case.refusals import (
    CannotJoinItself,
    ExplanationNeeded,
    JoinedAlready,
    NothingInCommon,
    ProtectionDiffers,
    TargetNotOpen,
)
from domain.case.refusals.merging import MediationUnderWay
from domain.case.sight import sees
from domain.case.state import (
    BEFORE_ASSIGNMENT,
    NOT_ARCHIVED,
    OPEN,
    Case,
    Stage,
    case,
    complaints_of,
    not_destroyed,
)
from domain.case.values import Complaint
from domain.codes.matters import LinkKind, MatchBasis
from domain.ids import CaseId, StreamId
from domain.kernel import Act, Also, Command, Confidential, Event, Events, Moment, Recorded
from domain.refusals import BeforeTheMatter, NotFound
from domain.roles import Role
from domain.texts import Narrative


class DuplicateSuspected(Event, tag="case.duplicate_suspected"):
    """疑似重复: this may be the same matter as another one; a person decides."""

    of: CaseId
    match_basis: MatchBasis


class CaseMerged(Event, tag="case.merged"):
    """并案: this registration is joined to a main case and goes on there."""

    into: CaseId
    match_basis: MatchBasis
    explanation: Confidential | None


class ComplaintsJoined(Event, tag="case.complaints_joined"):
    """并入诉求: registrations were joined to this main case, each with its own complainants."""

    complaints: tuple[Complaint, ...]
    match_basis: MatchBasis
    first_received_at: Moment


class MainCaseChanged(Event, tag="case.main_case_changed"):
    """变更主案: the main case was itself merged or taken out again; this one follows."""

    main: CaseId


class CaseUnmerged(Event, tag="case.unmerged"):
    """拆案: this registration stands by itself again, with the complaints that belong to it."""

    out_of: CaseId
    complaints: tuple[CaseId, ...]
    reason: Confidential


class ComplaintsSeparated(Event, tag="case.complaints_separated"):
    """拆出诉求: registrations were taken out of this main case."""

    complaints: tuple[CaseId, ...]


class CasesLinked(Event, tag="case.linked"):
    """关联: two matters belong together and stay two."""

    other: CaseId
    kind: LinkKind
    reason: Confidential | None


class FlagDuplicate(Command):
    """Point out that this may be the same matter as another one. 疑似重复"""

    case: CaseId
    of: CaseId
    match_basis: MatchBasis


class MergeCase(Command):
    """Join this registration to a main case; nobody but a person decides it. 并案"""

    case: CaseId
    into: CaseId
    match_basis: MatchBasis
    explanation: Narrative | None = None


class UnmergeCase(Command):
    """Take this registration out of its main case again. 拆案"""

    case: CaseId
    reason: Narrative


class LinkCases(Command):
    """Link two matters that belong together and stay two. 关联(串并)"""

    case: CaseId
    other: CaseId
    kind: LinkKind
    reason: Narrative | None = None


@case.evolves
def duplicate_suspected(
    state: Case, event: DuplicateSuspected, fact: Recorded[DuplicateSuspected]
) -> None:
    state.joining.suspected.add(event.of)


@case.evolves
def merged(state: Case, event: CaseMerged, fact: Recorded[CaseMerged]) -> None:
    state.stage_before_merger = state.stage
    state.stage = Stage.MERGED
    state.joining.into = event.into
    state.refusal.proposal = None
    state.orders.lapse()


@case.evolves
def complaints_joined(
    state: Case, event: ComplaintsJoined, fact: Recorded[ComplaintsJoined]
) -> None:
    for complaint in event.complaints:
        state.joining.complaints[complaint.case] = complaint


@case.evolves
def main_case_changed(state: Case, event: MainCaseChanged, fact: Recorded[MainCaseChanged]) -> None:
    state.joining.into = event.main


@case.evolves
def unmerged(state: Case, event: CaseUnmerged, fact: Recorded[CaseUnmerged]) -> None:
    state.stage = state.stage_before_merger
    state.joining.into = None
    complaints = state.joining.complaints
    state.joining.complaints = {kept: complaints[kept] for kept in event.complaints}
    state.mediations.keep(state.parties)


@case.evolves
def complaints_separated(
    state: Case, event: ComplaintsSeparated, fact: Recorded[ComplaintsSeparated]
) -> None:
    for complaint in event.complaints:
        del state.joining.complaints[complaint]
    state.mediations.keep(state.parties)


@case.evolves
def linked(state: Case, event: CasesLinked, fact: Recorded[CasesLinked]) -> None:
    state.joining.links[event.other] = event.kind


def _seen(act: Act, there: CaseId) -> Case:
    """The other case. Raises `NotFound` when it is absent or not for this actor."""
    other = act.others.get(there)
    if not isinstance(other, Case) or not sees(other, act):
        raise NotFound
    return other


def _other(act: Act, state: Case, here: CaseId, there: CaseId) -> Case:
    """The other case, if it may be tied to this one.

    Raises `CannotJoinItself`, `NotFound`, `ProtectionDiffers`.
    """
    if here == there:
        raise CannotJoinItself
    other = _seen(act, there)
    if state.protected != other.protected:
        raise ProtectionDiffers
    return other


def _flagged(state: Case | None, command: FlagDuplicate) -> list[StreamId]:
    return [command.of]


@case.decides(
    by=[Role.TRIAGE_OFFICER, Role.MACHINE_CLIENT], during=BEFORE_ASSIGNMENT, needs=_flagged
)
def flag_duplicate(state: Case, command: FlagDuplicate, act: Act) -> Events:
    """[F27]: a machine may point at a likeness; merging stays a person's decision."""
    _other(act, state, command.case, command.of)
    if command.of in state.joining.suspected:
        raise JoinedAlready
    yield DuplicateSuspected(of=command.of, match_basis=command.match_basis)


def _target_and_complaints(state: Case | None, command: MergeCase) -> list[StreamId]:
    return [command.into, *complaints_of(state)]


@case.decides(by=[Role.TRIAGE_OFFICER], during=BEFORE_ASSIGNMENT, needs=_target_and_complaints)
def merge(state: Case, command: MergeCase, act: Act) -> Events:
    """[F27]; domain.md §2.7 invariant 17: same matter, open main case, one level, no cycle.

    A common party or an explanation in words shows that it is one matter. Whoever joins has not
    agreed to a mediation that is under way, so it ends first (人民调解法 art 17).
    """
    target = _other(act, state, command.case, command.into)
    if target.stage not in OPEN:
        raise TargetNotOpen(stage=target.stage)
    if state.mediations.under_way is not None or target.mediations.under_way is not None:
        raise MediationUnderWay
    _not_before(act, command.into, *state.joining.complaints)
    if command.match_basis is MatchBasis.OTHER and command.explanation is None:
        raise ExplanationNeeded(field="match_basis")
    if command.explanation is None and not state.parties.keys() & target.parties.keys():
        raise NothingInCommon
    yield CaseMerged(
        into=command.into, match_basis=command.match_basis, explanation=command.explanation
    )
    joined = _complaints(state, command.case)
    yield Also(
        stream=command.into,
        event=ComplaintsJoined(
            complaints=joined,
            match_basis=command.match_basis,
            first_received_at=min(complaint.received_at for complaint in joined),
        ),
    )
    for follower in state.joining.complaints:
        yield Also(stream=follower, event=MainCaseChanged(main=command.into))


def _complaints(state: Case, here: CaseId) -> tuple[Complaint, ...]:
    """The registration itself as a complaint, followed by those that were joined to it."""
    assert state.received_at is not None, "a registered case was received"
    own = Complaint(
        case=here,
        code=state.code,
        received_at=state.received_at,
        parties=tuple(state.own_parties.values()),
        representations=tuple(state.own_representations),
        via=None,
        channel=state.channel,
    )
    others = (
        Complaint(
            case=complaint.case,
            code=complaint.code,
            received_at=complaint.received_at,
            parties=complaint.parties,
            representations=complaint.representations,
            via=complaint.via or here,
            channel=complaint.channel,
        )
        for complaint in state.joining.complaints.values()
    )
    return (own, *others)


def _main_and_complaints(state: Case | None, command: UnmergeCase) -> list[StreamId]:
    main = None if state is None else state.joining.into
    return [*complaints_of(state), *([] if main is None else [main])]


@case.decides(by=[Role.TRIAGE_OFFICER], during=[Stage.MERGED], needs=_main_and_complaints)
def unmerge(state: Case, command: UnmergeCase, act: Act) -> Events:
    """The reverse of merging: what came along with this registration leaves with it."""
    main = state.joining.into
    assert main is not None, "a merged case has a main case"
    target = _seen(act, main)
    if target.stage not in OPEN:
        raise TargetNotOpen(stage=target.stage)
    _not_before(act, main, *state.joining.complaints)
    leaving = target.joining.with_descendants(command.case)
    followers = tuple(member for member in leaving if member != command.case)
    yield CaseUnmerged(out_of=main, complaints=followers, reason=command.reason)
    yield Also(stream=main, event=ComplaintsSeparated(complaints=tuple(leaving)))
    for follower in followers:
        yield Also(stream=follower, event=MainCaseChanged(main=command.case))


def _linked(state: Case | None, command: LinkCases) -> list[StreamId]:
    return [command.other]


@case.decides(by=[Role.TRIAGE_OFFICER], during=NOT_ARCHIVED, needs=_linked)
def link(state: Case, command: LinkCases, act: Act) -> Events:
    """domain.md §2.5 A 串并, §2.6: a repeat with new facts is a new case linked to the old."""
    not_destroyed(_other(act, state, command.case, command.other), act)
    if command.other in state.joining.links:
        raise JoinedAlready
    if command.kind is LinkKind.OTHER and command.reason is None:
        raise ExplanationNeeded(field="kind")
    _not_before(act, command.other)
    yield CasesLinked(other=command.other, kind=command.kind, reason=command.reason)
    yield Also(
        stream=command.other,
        event=CasesLinked(other=command.case, kind=command.kind, reason=command.reason),
    )


def _not_before(act: Act, *streams: StreamId) -> None:
    """No other stream is told of what happened before it began (domain.md §2.3 rule 3)."""
    for stream in streams:
        other = act.others.get(stream)
        if isinstance(other, Case) and other.began_at is not None and act.at < other.began_at:
            raise BeforeTheMatter(
                occurred_at=act.at.isoformat(), began_at=other.began_at.isoformat()
            )
