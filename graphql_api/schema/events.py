"""Events in the API: one interface for what all of them have, one object type for each.

A payload field whose name the interface already uses is prefixed with what the event is about: the
words of its class name but the last. `UnitRegistered.name` reads `unitName`, because `name` is the
event's stored name.
"""

import re
from datetime import datetime
from functools import cache
from typing import Any

import strawberry

from domain.kernel import Event as DomainEvent
from domain.kernel import Precision, Recorded
from domain.organisation.state import Organisation
from domain.roles import Role
from graphql_api.schema.derive import enum_type, fields, output_type, record
from graphql_api.schema.descriptions import event_term, of_field, summary
from graphql_api.schema.fields import about, derived
from graphql_api.schema.narrative import hidden
from graphql_api.schema.scalars import Position
from projections.timeline import is_late


@strawberry.type(description="Who acted, for which post of which unit, in which role. 行为人")
class Actor:
    """The actor of an event. People are named by the register's posts, never by their names."""

    person: strawberry.ID = about("The person's id. 人员编号")
    post: strawberry.ID | None = about("The post acted for; none for a party. 岗位编号")
    unit: strawberry.ID | None = about("The unit of that post. 单位编号")
    role: Any = about("The role in which it was done. 角色", graphql_type=enum_type(Role))
    label: str = about("Unit and post in words, or the role. 单位与岗位名称")


@strawberry.type(description="How an act came in: which client, which paper. 来源")
class EventSource:
    """The source of an act."""

    client: str = about("The client that sent it. 客户端")
    reference: str | None = about("A number given there, such as a form's. 来源编号")


@strawberry.interface(
    name="Event", description="Something that happened, kept for ever in the log. 事件"
)
class Event:
    """What all events have; the object types add their own fields."""

    stream: strawberry.ID = about("The case, person or register it belongs to. 所属编号")
    position: Position = about("Its place in the whole log. 日志位置")
    version: int = about("Its place in its stream; the first is 1. 版本")
    name: str = about("Its stored name, frozen for ever: `case.accepted`. 事件名")
    label: str = about("What it is called in Chinese. 中文名称")
    occurred_at: datetime = about("When it happened; drives every deadline. 发生时间")
    occurred_precision: Any = about(
        "How exactly that is known. 时间精度", graphql_type=enum_type(Precision)
    )
    recorded_at: datetime = about("When the database recorded it. 登记时间")
    is_late: bool = about("Whether it was recorded late; marked for ever. 是否补录")
    late_reason: str | None = about("Why it was recorded late. 补录原因")
    actor: Actor = about("Who did it. 行为人")
    on_behalf_of: strawberry.ID | None = about("For whom it was entered. 代办对象")
    source: EventSource = about("How it came in. 来源")
    command_id: strawberry.ID = about("The command it came from; events share it. 命令编号")
    policy: str = about("The version of the rules it was judged by. 规则版本")


ENVELOPE = frozenset(field.name for field in Event.__strawberry_definition__.fields)  # type: ignore[attr-defined]
_WORDS = re.compile(r"[A-Z][a-z0-9]*")


@cache
def payload_names(event: type[DomainEvent]) -> dict[str, str]:
    """The API's name for each field of an event, by the rule at the top (snake case)."""
    subject = "_".join(word.lower() for word in _WORDS.findall(event.__name__)[:-1])
    return {
        field.name: f"{subject}_{field.name}" if field.name in ENVELOPE else field.name
        for field in fields(event)
    }


@cache
def event_type(event: type[DomainEvent]) -> Any:
    """The object type of an event."""
    names = payload_names(event)
    members = {
        names[field.name]: derived(output_type(field.type), of_field(event, field.name) or "")
        for field in fields(event)
    }
    made = record(event.__name__, members, (Event,))
    return strawberry.type(made, name=event.__name__, description=summary(event))


def presented(fact: Recorded[Any], register: Organisation, *, narrative: bool) -> Event:
    """A fact as clients see it; without `narrative` its words are blank."""
    kind: type[DomainEvent] = type(fact.event)
    event = fact.event if narrative else hidden(fact.event)
    payload = {given: getattr(event, name) for name, given in payload_names(kind).items()}
    shown: Event = event_type(kind)(
        stream=fact.stream,
        position=fact.position,
        version=fact.version,
        name=fact.name,
        label=event_term(kind),
        occurred_at=fact.occurred_at,
        occurred_precision=fact.precision,
        recorded_at=fact.recorded_at,
        is_late=is_late(fact),
        late_reason=fact.late_reason,
        actor=_actor(fact, register),
        on_behalf_of=fact.on_behalf_of,
        source=EventSource(client=fact.source.client, reference=fact.source.reference),
        command_id=fact.command,
        policy=fact.policy,
        **payload,
    )
    return shown


def _actor(fact: Recorded[Any], register: Organisation) -> Actor:
    actor = fact.actor
    return Actor(
        person=strawberry.ID(actor.person),
        post=None if actor.post is None else strawberry.ID(actor.post),
        unit=None if actor.unit is None else strawberry.ID(actor.unit),
        role=actor.role,
        label=_label(fact, register),
    )


def _label(fact: Recorded[Any], register: Organisation) -> str:
    """`城关镇调解中心·综合受理窗口`; the role's name when there is no post."""
    post = None if fact.actor.post is None else register.posts.get(fact.actor.post)
    unit = None if post is None else register.units.get(post.unit)
    if post is None or unit is None:
        return fact.actor.role.zh
    return f"{unit.name}·{post.title}"
