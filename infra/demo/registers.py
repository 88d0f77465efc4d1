"""What the justice bureau enters in the demo's registers: mediators and committees."""

from collections.abc import Iterator
from datetime import date

from domain.codes.staffing import EngagementType, MediatorFooting, MediatorGrade
from domain.ids import PersonId, UnitId
from domain.kernel import Command
from domain.organisation.committees import ConstituteCommittee
from domain.organisation.mediators import AccreditMediator, RecordTraining
from domain.organisation.state import MEDIATING, Appointment, Organisation
from domain.roles import Role

FIELDS = ("01", "0202", "09")


def entries(register: Organisation, today: date) -> Iterator[Command]:
    """Every mediator accredited and trained, every committee filed; for the justice bureau."""
    staff: dict[UnitId, list[PersonId]] = {}
    heads: dict[UnitId, PersonId] = {}
    for held in register.appointments.values():
        post = register.posts[held.post]
        staff.setdefault(post.unit, []).append(held.person)
        if Role.COMMITTEE_HEAD in post.roles:
            heads[post.unit] = held.person
        if post.roles & MEDIATING:
            yield _accreditation(held, post.unit)
            yield RecordTraining(person=held.person, on=today, hours=12, subject="调解业务培训")
    for unit, chair in heads.items():
        yield ConstituteCommittee(
            unit=unit, chair=chair, members=tuple(staff[unit]), women=1, elected_on=today
        )


def _accreditation(held: Appointment, committee: UnitId) -> AccreditMediator:
    full_time = held.engagement is EngagementType.MEDIATOR_FULL_TIME
    return AccreditMediator(
        person=held.person,
        committee=committee,
        footing=MediatorFooting.FULL_TIME if full_time else MediatorFooting.PART_TIME,
        grade=MediatorGrade.SECOND if full_time else MediatorGrade.UNGRADED,
        fields=FIELDS,
        court_listed=full_time,
        workload_cap=20 if full_time else 6,
        from_on=held.from_on,
    )
