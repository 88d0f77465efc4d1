"""Stories of matters that end early, or that departments handle: orders, whistles, petitions.

A story that stops short of its end is a matter that somebody has forgotten: its clocks run out.
"""

from domain.codes.ending import (
    FulfilmentSeen,
    PetitionHandling,
)
from domain.codes.matters import MatterClass
from domain.codes.petitions import PetitionOpinion
from domain.codes.risks import RiskLevel
from domain.organisation.state import Level
from domain.roles import Role
from infra.demo import (
    agreeing,
    alarms,
    assigning,
    ending,
    mediating,
    opening,
    petitions,
)
from infra.demo.county import LAND_BUREAU, MARKET_BUREAU
from infra.demo.matter import Matter, Script
from infra.demo.mediated import FIRST_TALK, SECOND_TALK, taken_up, talked_over


def at_the_window(matter: Matter) -> Script:
    """即接即办: answered at the window."""
    yield from opening.registered(matter)
    yield from opening.answered_at_once(matter)
    yield from ending.closed(matter, "C02" if matter.outcome == "SETTLED_SELF" else "C09")


def _concluded_by_the_bureau(matter: Matter) -> Script:
    """部门办结: the department has put it right."""
    head = matter.by(Role.UNIT_HEAD, LAND_BUREAU)
    yield from ending.concluded(matter, "RECTIFIED", by=head, level=Level.COUNTY)
    yield from ending.checked(matter)
    yield from ending.put_away(matter, "C09")


def by_the_bureau(matter: Matter) -> Script:
    """交办: one department handles it to the end."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter)
    yield from assigning.taken_on(matter)
    yield from assigning.answered(matter)
    yield from _concluded_by_the_bureau(matter)


def sent_to_the_wrong_bureau(matter: Matter) -> Script:
    """异议成立: the wrong department, so it is mediated instead."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter)
    yield from assigning.disputed(matter, unit=LAND_BUREAU, right=MARKET_BUREAU)
    yield from assigning.taken_back(matter)
    yield from mediating.opened(matter)
    yield from mediating.met(matter, FIRST_TALK)
    yield from agreeing.by_word_of_mouth(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_ORAL")
    yield from ending.put_away(matter, "C02")


def designated_and_handed_over(matter: Matter) -> Script:
    """指定与交接: two departments dispute it; one is named, and its handler changes."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter)
    yield from assigning.disputed(matter, unit=LAND_BUREAU, right=MARKET_BUREAU)
    yield from assigning.designated(matter, unit=LAND_BUREAU)
    yield from assigning.taken_on(matter)
    yield from assigning.handed_over(matter)
    yield from assigning.answered(matter)
    yield from _concluded_by_the_bureau(matter)


def by_two_bureaus(matter: Matter) -> Script:
    """联办: two departments handle it together."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter, beside=MARKET_BUREAU)
    yield from assigning.taken_on(matter)
    yield from assigning.helped(matter, MARKET_BUREAU)
    yield from assigning.answered(matter)
    yield from _concluded_by_the_bureau(matter)


def pressed(matter: Matter) -> Script:
    """督办: signed for too late, urged, and supervised."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter)
    matter.rest(days=12)
    yield from assigning.taken_on(matter)
    yield from assigning.pressed(matter)


def never_signed_for(matter: Matter) -> Script:
    """超期未签收: nobody signs for the order."""
    yield from taken_up(matter)
    yield from assigning.ordered(matter)


def whistled(matter: Matter) -> Script:
    """吹哨与会商: the village calls departments, and the centre brings them together."""
    yield from talked_over(matter)
    yield from assigning.whistled(matter)
    yield from assigning.conferred(matter)
    yield from mediating.met(matter, SECOND_TALK)
    yield from agreeing.in_writing(matter)
    yield from ending.concluded(matter, "AGREED_WRITTEN")


def blown_up(matter: Matter) -> Script:
    """突发事件: it turns red, people gather, and it is settled after all."""
    yield from opening.registered(matter, sides=(4, 1))
    yield from opening.accepted(matter, risk=RiskLevel.RED)
    yield from alarms.turned_red(matter)
    yield from alarms.blew_up(matter)
    yield from mediating.opened(matter, mediators=2)
    yield from mediating.met(matter, FIRST_TALK)
    yield from agreeing.in_writing(matter, yuan=matter.money())


def forgotten_at_the_window(matter: Matter) -> Script:
    """超期未受理: registered, and nobody looks at it."""
    yield from opening.registered(matter)


def waiting_for_papers(matter: Matter) -> Script:
    """待补正: papers are missing."""
    yield from opening.registered(matter)
    yield from opening.asked_for_more(matter)


def supplied(matter: Matter) -> Script:
    """补正: the papers come, and it is accepted."""
    yield from waiting_for_papers(matter)
    yield from opening.supplied(matter)
    yield from opening.accepted(matter)


def refused(matter: Matter) -> Script:
    """不予受理: the court has it already."""
    yield from opening.registered(matter)
    yield from opening.screened(matter)
    yield from opening.refused(matter)


def sent_to_court(matter: Matter) -> Script:
    """告知引导: another door is the right one."""
    yield from opening.registered(matter)
    yield from opening.screened(matter)
    yield from opening.sent_to_court(matter)


def withdrawn(matter: Matter) -> Script:
    """撤回: given up, and somebody asks whether that was free."""
    yield from taken_up(matter)
    yield from opening.withdrawn(matter)
    yield from ending.visited(
        matter,
        fulfilment=FulfilmentSeen.NOTHING_OWED,
        satisfaction=None,
        pressed=False,
        after=3,
    )


def told_twice(matter: Matter) -> Script:
    """并案: told twice, and joined."""
    yield from opening.registered(matter)
    yield from opening.told_twice(matter)
    yield from opening.accepted(matter)
    yield from mediating.opened(matter)


def _petition(matter: Matter) -> Script:
    """信访: accepted for a department, given to it, and taken on."""
    matter.matter_class = MatterClass.PETITION_DEMAND
    yield from opening.registered(matter, sides=(1, 0))
    yield from opening.accepted(matter, unit=LAND_BUREAU)
    yield from petitions.given_out(matter, report=matter.chance.random() < 0.5)
    yield from assigning.taken_on(matter)


def petition_supported(matter: Matter) -> Script:
    """信访·支持: answered in writing, closed."""
    yield from _petition(matter)
    yield from petitions.opined(matter, PetitionOpinion.SUPPORTED)
    head = matter.by(Role.UNIT_HEAD, LAND_BUREAU)
    solved = PetitionHandling.SOLVED
    yield from ending.concluded(matter, "SUPPORTED", by=head, level=Level.COUNTY, petition=solved)
    yield from ending.checked(matter)
    yield from ending.visited(matter)
    yield from ending.closed(matter, "C04")


def petition_reviewed(matter: Matter) -> Script:
    """信访·复查: not supported, looked at again, final."""
    yield from _petition(matter)
    yield from petitions.opined(matter, PetitionOpinion.NOT_SUPPORTED)
    head, explained = matter.by(Role.UNIT_HEAD, LAND_BUREAU), PetitionHandling.EDUCATED
    yield from ending.concluded(
        matter, "NOT_SUPPORTED", by=head, level=Level.COUNTY, petition=explained
    )
    yield from ending.checked(matter)
    yield from petitions.looked_at_again(matter)
    yield from ending.visited(matter, fulfilment=FulfilmentSeen.NOTHING_OWED)
    yield from ending.closed(matter, "C04")
    yield from petitions.made_final(matter)
