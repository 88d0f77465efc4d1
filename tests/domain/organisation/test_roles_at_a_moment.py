"""What somebody was at a moment is decided by nothing that happened later."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.codes.staffing import EngagementType
from domain.kernel import Recorded, day_of
from domain.organisation import Organisation, organisation
from domain.organisation.appointments import (
    AppointmentReinstated,
    AppointmentSuspended,
    AppointPerson,
    PersonRelieved,
    ReinstateAppointment,
    RelievePerson,
    SuspendAppointment,
)
from domain.organisation.posts import ChangePost
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.given import recorded
from tests.domain.organisation.county import QIAN, SUN, TOWN, administrator
from tests.domain.organisation.given import MORNING, Given, facts_of
from tests.domain.organisation.states import HELP_DESK, WINDOW, county

PEOPLE, POSTS = (QIAN, SUN), (WINDOW, HELP_DESK)
STEPS = 30


class Life:
    """The register while administrators do what they like; everything is entered at once."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.facts: list[Recorded[Any]] = facts_of(county())
        self.state = organisation.fold(self.facts) or Organisation()
        self.at = MORNING

    def step(self) -> None:
        """Somebody tries something, some hours later."""
        self.at += timedelta(hours=self.chance.randint(1, 40))
        when = Given(self.state).when(self.command(), by=administrator(), at=self.at)
        try:
            outcomes = organisation.decide(self.state, when.command, when.act)
        except Refusal:
            return
        for event in outcomes:
            self.facts.append(recorded(event, when.act, self.at))  # type: ignore[arg-type]
            self.state = organisation.evolve(self.state, self.facts[-1])

    def command(self) -> Any:
        """An appointment from tomorrow on or later, or something about one there is."""
        pick = self.chance.choice
        if not self.state.appointments or self.chance.random() < 0.3:
            begins = day_of(self.at) + timedelta(days=self.chance.randint(1, 5))
            ends = begins + timedelta(days=self.chance.randint(0, 20))
            return AppointPerson(
                person=pick(PEOPLE),
                post=pick(POSTS),
                engagement=EngagementType.OTHER,
                from_on=begins,
                to_on=pick((None, ends)),
            )
        if self.chance.random() < 0.1:
            roles = (pick((Role.HANDLER, Role.SUPERVISOR)),)
            return ChangePost(post=pick(POSTS), title="岗位", roles=roles, reason="调整")
        kind = pick((SuspendAppointment, ReinstateAppointment, RelievePerson))
        return kind(appointment=pick(sorted(self.state.appointments)), reason="变动")


def roles(state: Organisation, at: datetime) -> list[frozenset[Role]]:
    return [state.roles_in(person, TOWN, at) for person in PEOPLE]


@for_all(st.integers(0, 2**32))
def test_roles_at_a_moment_never_depend_on_later_events(seed: int) -> None:
    life = Life(seed)
    moments: list[tuple[datetime, list[frozenset[Role]]]] = []
    for _ in range(STEPS):
        life.step()
        moments.append((life.at, roles(life.state, life.at)))
    for at, then in moments:
        assert roles(life.state, at) == then
        assert roles(organisation.fold(life.facts) or Organisation(), at) == then


@for_all(st.integers(0, 2**32))
def test_what_rests_or_has_ended_never_gives_a_role(seed: int) -> None:
    life = Life(seed)
    for _ in range(STEPS):
        life.step()
    resting: dict[str, bool] = {}
    for fact in life.facts:
        match fact.event:
            case AppointmentSuspended(appointment=one) | PersonRelieved(appointment=one):
                resting[one] = True
            case AppointmentReinstated(appointment=one):
                resting[one] = False
            case _:
                continue
        held = life.state.appointments[fact.event.appointment]
        assert not (resting[fact.event.appointment] and held.holds(fact.occurred_at))
    for key, rests in resting.items():
        assert not (rests and life.state.appointments[key].holds(life.at + timedelta(days=1)))
