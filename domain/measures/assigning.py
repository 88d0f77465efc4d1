"""Assignment hints (派单建议): who of a unit may be given a case, the least loaded first.

Nobody who is tied to the case is proposed [F02 art 28; 人民调解法 art 15]; each who is left out is
named with the reason. A hint decides nothing: whoever assigns is judged by the decisions
themselves (domain.md §5.3).
"""

from collections.abc import Collection, Iterable
from fractions import Fraction

from domain.codes.entry import Labelled
from domain.ids import PersonId, UnitId
from domain.measures.workload import utilisation
from domain.values import Value


class Tie(Labelled):
    """不宜承办的理由: why somebody is not proposed for a case. The first that holds is named."""

    ACCUSED_UNIT = "ACCUSED_UNIT", "所在单位为被反映单位"
    NOT_CUSTODIAN = "NOT_CUSTODIAN", "身份保护事项,未获指定"
    TAKES_PART = "TAKES_PART", "系当事人、监护人或代理人"
    STEPPED_ASIDE = "STEPPED_ASIDE", "已回避"
    DISCLOSED_INTEREST = "DISCLOSED_INTEREST", "已报告利害关系"
    REPLACED = "REPLACED", "曾被更换"
    MAY_NOT_MEDIATE = "MAY_NOT_MEDIATE", "调解员资格不在有效期内"


class Ties(Value):
    """利害关系人: who must not have a case in hand, as the case knows it."""

    protected: bool = False
    custodians: tuple[PersonId, ...] = ()
    participants: tuple[PersonId, ...] = ()
    accused_units: tuple[UnitId, ...] = ()
    stepped_aside: tuple[PersonId, ...] = ()
    disclosed: tuple[PersonId, ...] = ()
    replaced: tuple[PersonId, ...] = ()
    """Mediators who had to go from the procedure under way; they do not come back to it."""


class Candidate(Value):
    """人选: somebody of the unit. `qualified`: by a post as handler, or as mediator in force.

    Load and capacity are in ten-thousandths of a point.
    """

    person: PersonId
    qualified: bool
    load: int
    capacity: int

    @property
    def utilisation(self) -> Fraction | None:
        """Load by capacity in percent; None without capacity."""
        return utilisation(self.load, self.capacity)


class Hint(Value):
    """派单建议: a candidate, and why they are not proposed; None for one who may be given it."""

    candidate: Candidate
    tie: Tie | None


def tie_of(candidate: Candidate, line: Collection[UnitId], ties: Ties) -> Tie | None:
    """The first reason that holds; `line` is the candidate's unit and those above it.

    Of an unprotected case it is only the unit itself that is kept out (domain.md §4.5), which
    comes first in the line.
    """
    units = set(line) if ties.protected else set(list(line)[:1])
    person = candidate.person
    reasons = {
        Tie.ACCUSED_UNIT: bool(units & set(ties.accused_units)),
        Tie.NOT_CUSTODIAN: ties.protected and person not in ties.custodians,
        Tie.TAKES_PART: person in ties.participants,
        Tie.STEPPED_ASIDE: person in ties.stepped_aside,
        Tie.DISCLOSED_INTEREST: person in ties.disclosed,
        Tie.REPLACED: person in ties.replaced,
        Tie.MAY_NOT_MEDIATE: not candidate.qualified,
    }
    return next((tie for tie in Tie if reasons[tie]), None)


def hints(candidates: Iterable[Candidate], line: Collection[UnitId], ties: Ties) -> list[Hint]:
    """Everyone of the unit: first who may be given the case, by utilisation, lowest first.

    Who has no capacity to fill comes after all who have; those left out come last.
    """
    found = [Hint(candidate=one, tie=tie_of(one, line, ties)) for one in candidates]
    return sorted(found, key=_order)


def _order(hint: Hint) -> tuple[bool, bool, Fraction, int, PersonId]:
    one, filled = hint.candidate, hint.candidate.utilisation
    return hint.tie is not None, filled is None, filled or Fraction(0), one.load, one.person
