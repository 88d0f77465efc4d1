"""The ending in the figures: concluded, sent back, closed, withdrawn, reopened, rated."""

from typing import Any

from msgspec.structs import replace

from domain.case.checking import ConclusionRejected
from domain.case.closing import CaseClosed
from domain.case.conclusion import CaseConcluded
from domain.case.reopening import CaseReopened
from domain.case.satisfaction import SatisfactionRated
from domain.case.visits import ReturnVisitMade
from domain.case.window import ResolvedOnTheSpot, SelfHandledFiled
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.outcomes import AGREED
from domain.ids import PersonId
from domain.kernel import Recorded, day_of
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.organisation.levels import Level
from domain.policy.rulebook import Policy
from projections.figures import mediation, orders, petitions, spreading
from projections.figures.rows import Conclusion, Memory, Told
from projections.figures.telling import changed, counts, live, taken_back, told

SETTLED = "SETTLED_SELF"


@counts(CaseConcluded)
def concluded(row: Memory, fact: Recorded[CaseConcluded], policy: Policy) -> Memory:
    """domain.md §5.1 CON: the first conclusion that is not sent back."""
    event = fact.event
    row = _concluded(row, fact)
    if event.resolved_level is None or event.outcome not in AGREED | {SETTLED}:
        return row
    conclusion = Conclusion(
        version=fact.version,
        occurred_at=fact.occurred_at,
        unit=row.unit,
        level=event.resolved_level,
        by_agreement=event.outcome in AGREED,
    )
    return resolved(replace(row, conclusion=conclusion), fact)


@counts(ResolvedOnTheSpot, SelfHandledFiled)
def on_the_spot(
    row: Memory, fact: Recorded[ResolvedOnTheSpot | SelfHandledFiled], policy: Policy
) -> Memory:
    """What ends at the window is a conclusion only if it had been accepted."""
    taken_up = live(row, Kind.ACCEPTED) is not None or bool(_running(row))
    row = told(row, fact, Kind.ON_THE_SPOT, str(fact.version))
    return _concluded(row, fact) if taken_up else replace(row, ended=fact.version)


def _concluded(row: Memory, fact: Recorded[Any]) -> Memory:
    if live(row, Kind.CONCLUDED) is None:
        row = told(row, fact, Kind.CONCLUDED)
    row = _over(row, fact, Standing.CONCLUDED)
    return replace(row, round=row.round + 1, conclusion=None)


@counts(ConclusionRejected)
def rejected(row: Memory, fact: Recorded[ConclusionRejected], policy: Policy) -> Memory:
    """What was sent back was no conclusion, and the matter was open all the time."""
    for one in row.figures:
        if one.retracted_at is not None:
            continue
        if one.kind in _UNDONE_BY_REJECTION and one.version == row.ended:
            row = taken_back(row, fact, one)
        elif one.kind is Kind.UNDER_WAY and one.until_version == row.ended:
            row = changed(row, fact, one, until_on=None, until_version=None)
    row = changed(row, fact, live(row, Kind.ACCEPTED), standing=Standing.OPEN)
    return replace(row, conclusion=None, ended=0)


_UNDONE_BY_REJECTION = frozenset({Kind.CONCLUDED, Kind.RESOLVED, Kind.ON_THE_SPOT})


@counts(CaseClosed)
def closed(row: Memory, fact: Recorded[CaseClosed], policy: Policy) -> Memory:
    """Closed: from here on it is watched whether it comes back."""
    return petitions.settled(told(row, fact, Kind.CLOSED, str(fact.version)), fact, policy)


@counts(CaseWithdrawn)
def withdrawn(row: Memory, fact: Recorded[CaseWithdrawn], policy: Policy) -> Memory:
    """domain.md §2.6: not counted as success; an open procedure ends with it."""
    row = told(row, fact, Kind.WITHDRAWN, str(fact.version))
    row = mediation.withdrawn(orders.lapsed(row, fact), fact)
    return _over(row, fact, Standing.WITHDRAWN)


@counts(CaseReopened)
def reopened(row: Memory, fact: Recorded[CaseReopened], policy: Policy) -> Memory:
    """domain.md §2.5 J: old results stay in their period; the reopening counts by itself."""
    on = day_of(fact.occurred_at)
    row = told(row, fact, Kind.REOPENED, str(fact.version))
    row = told(row, fact, Kind.UNDER_WAY, str(fact.version))
    row = changed(row, fact, live(row, Kind.ACCEPTED), standing=Standing.OPEN)
    last = _last_closing(row)
    if last is not None and last.until_on is None:
        after = replace(last, until_on=on, until_version=fact.version)
        row = changed(
            row,
            fact,
            last,
            until_on=on,
            until_version=fact.version,
            standing=came_back(after, fact, policy),
        )
    row = replace(row, round=row.round + 1, conclusion=None, ended=0)
    return spreading.reopened(petitions.settled(row, fact, policy), fact)


def came_back(closing: Told, fact: Recorded[Any], policy: Policy) -> Standing:
    """domain.md §2.6: whether a closed case was reopened within the window of the rules."""
    window = policy.rules.of(fact.policy).number("reopen_window").whole
    if closing.until_on is not None and (closing.until_on - closing.on).days <= window:
        return Standing.REOPENED
    return Standing.NONE


def resolved(row: Memory, fact: Recorded[Any]) -> Memory:
    """The row with its resolution, once it was settled, or agreed and everything done.

    domain.md §5.2 就地化解率: counted on the day of the conclusion, by the level it tells.
    """
    told_of = row.conclusion
    if told_of is None or live(row, Kind.RESOLVED) is not None:
        return row
    done = any(one.whole and one.fulfilled for one in row.pacts)
    if told_of.by_agreement and not done:
        return row
    local = told_of.level.rank <= origin(row.area).rank
    return told(
        row,
        fact,
        Kind.RESOLVED,
        version=told_of.version,
        at=told_of.occurred_at,
        unit=told_of.unit,
        level=told_of.level,
        standing=Standing.LOCAL if local else Standing.ABOVE,
    )


def origin(area: str) -> Level:
    """The level at which a matter arose: that of its area, by how many digits name it."""
    if len(area) > Level.VILLAGE.area_digits:
        return Level.GRID
    return next((one for digits, one in _BY_DIGITS if len(area) >= digits), Level.PROVINCE)


_BY_DIGITS = tuple((one.area_digits, one) for one in Level)


@counts(SatisfactionRated)
def rated(row: Memory, fact: Recorded[SatisfactionRated], policy: Policy) -> Memory:
    """A party rated how the matter was handled, in this round."""
    subject = _rater(row, fact.event.party)
    return told(row, fact, Kind.RATED, subject, standing=Standing(fact.event.score))


@counts(ReturnVisitMade)
def visited(row: Memory, fact: Recorded[ReturnVisitMade], policy: Policy) -> Memory:
    """Who is visited is asked; who says nothing has not rated, unless they did before."""
    row = told(row, fact, Kind.VISITED, str(fact.version), standing=answer(fact.event.solved))
    score = fact.event.satisfaction
    subject = _rater(row, fact.event.answered_by)
    if score is None and live(row, Kind.RATED, subject) is not None:
        return row
    standing = Standing.NOT_RATED if score is None else Standing(score)
    return told(row, fact, Kind.RATED, subject, standing=standing)


def answer(solved: bool | None) -> Standing:
    """How a visit counts: whoever was not asked whether it is solved has said nothing."""
    if solved is None:
        return Standing.NONE
    return Standing.SOLVED if solved else Standing.NOT_SOLVED


def _rater(row: Memory, person: PersonId) -> str:
    return f"{person}/{row.round}"


def _over(row: Memory, fact: Recorded[Any], standing: Standing) -> Memory:
    row = changed(row, fact, live(row, Kind.ACCEPTED), standing=standing)
    on = day_of(fact.occurred_at)
    for one in _running(row):
        row = changed(row, fact, one, until_on=on, until_version=fact.version)
    return replace(row, ended=fact.version)


def _running(row: Memory) -> list[Told]:
    return [
        one
        for one in row.figures
        if one.kind is Kind.UNDER_WAY and one.until_on is None and one.retracted_at is None
    ]


def _last_closing(row: Memory) -> Told | None:
    return next(
        (
            one
            for one in reversed(row.figures)
            if one.kind is Kind.CLOSED and one.retracted_at is None
        ),
        None,
    )
