"""Clusters (聚集): what several registrations gather about: a respondent, a place, a complaint.

domain.md §5.7. Of protected cases nobody is named, so none of them gathers about anybody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from domain.codes.entry import Labelled
from domain.ids import CaseId, PersonId, UnitId
from domain.measures.warning import Numbers
from domain.organisation.state import Level, Organisation
from domain.values import Value


class ClusterGround(Labelled):
    """聚集依据: what cases gather about."""

    RESPONDENT = "RESPONDENT", "同一被反映对象"
    PLACE = "PLACE", "同一地点"
    COMPLAINT = "COMPLAINT", "同一诉求重复反映"


class Cluster(Value):
    """聚集预警: several cases about the same respondent, place or complaint."""

    ground: ClusterGround
    """What they gather about. 聚集依据"""
    about: str
    """The respondent (a person or a unit), the place (a unit), or the main case. 聚集对象编号"""
    cases: int
    """How many cases, or how many times the complaint was raised. 件数或次数"""
    complainants: int
    """How many different complainants. 申请人数"""
    units: tuple[UnitId, ...]


class Seen(Value):
    """登记: one registration, merged or not; nobody is named in a protected one."""

    case: CaseId
    main: CaseId | None
    centre: UnitId
    place: UnitId | None
    respondents: tuple[str, ...]
    complainants: tuple[PersonId, ...]


def places_of(register: Organisation) -> frozenset[UnitId]:
    """Units small enough to be one place: grids and villages."""
    small = (Level.GRID, Level.VILLAGE)
    return frozenset(key for key, unit in register.units.items() if unit.level in small)


def clusters(
    seen: Sequence[Seen], places: frozenset[UnitId], numbers: Numbers
) -> Iterator[Cluster]:
    """What the registrations of a window gather about, the largest first.

    Registrations merged into one main case are one case; raised again, a complaint is counted
    each time.
    """
    about: dict[tuple[ClusterGround, str], list[Seen]] = defaultdict(list)
    for one in seen:
        for who in one.respondents:
            about[ClusterGround.RESPONDENT, who].append(one)
        if one.place in places:
            about[ClusterGround.PLACE, one.place].append(one)
        about[ClusterGround.COMPLAINT, one.main or one.case].append(one)
    found = [_cluster(ground, subject, those) for (ground, subject), those in about.items()]
    gathered = (one for one in found if _gathers(one, numbers))
    yield from sorted(gathered, key=lambda one: (-one.cases, one.ground, one.about))


def _cluster(ground: ClusterGround, about: str, those: Sequence[Seen]) -> Cluster:
    again = ground is ClusterGround.COMPLAINT
    return Cluster(
        ground=ground,
        about=about,
        cases=len(those) if again else len({one.main or one.case for one in those}),
        complainants=len({who for one in those for who in one.complainants}),
        units=tuple(sorted({one.centre for one in those})),
    )


def _gathers(one: Cluster, numbers: Numbers) -> bool:
    if one.ground is ClusterGround.COMPLAINT:
        return one.cases >= numbers.repeated
    return one.cases >= numbers.cluster_cases or one.complainants >= numbers.cluster_complainants
