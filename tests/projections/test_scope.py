"""Who sees a row: the same people who see the case it is about (domain/case/sight.py)."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import PEOPLE, UNITS
from benchmarks.histories import AREAS
from domain.case.sight import sees
from domain.kernel import Act
from domain.organisation.state import Organisation
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from projections.case_register import case_register
from projections.scope import Scope, sees_row
from tests.projections.facts import random_lives

NOW = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)
NOBODY_KNOWS = ["", "99", "9901", "990102", "99010110020"]

scopes = st.builds(
    Scope,
    person=st.sampled_from(PEOPLE),
    unit=st.none() | st.sampled_from(UNITS),
    area=st.sampled_from([*AREAS, *NOBODY_KNOWS]),
    roles=st.frozensets(st.sampled_from(list(Role)), max_size=3),
)


def acting(scope: Scope) -> Act:
    """The same reader as an actor."""
    return Act(
        person=scope.person,
        post=None,
        unit=scope.unit,
        area=scope.area,
        roles=scope.roles,
        at=NOW,
        now=NOW,
        command_id="c",
        directory=Organisation(),
        judged_by=packaged_policy(),
    )


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(scopes, min_size=1, max_size=30))
def test_a_row_is_seen_exactly_by_those_who_see_the_case(
    random: Random, readers: list[Scope]
) -> None:
    facts, states = random_lives(random, 30, newcomers=0.5)
    people = [person for state in states.values() for person in state.people]
    readers += [Scope(person=p, unit=None, area="", roles=frozenset()) for p in people[:20]]
    for (case,), row in case_register.fold(facts).items():
        for reader in readers:
            assert sees_row(reader, row) is sees(states[case], acting(reader))
