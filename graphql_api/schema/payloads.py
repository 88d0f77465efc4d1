"""Payloads: what a mutation answers, one type for each kind of stream."""

from functools import cache
from typing import Any, NamedTuple

import strawberry

from graphql_api.context import Context
from graphql_api.ports import Answer
from graphql_api.schema import cases, people
from graphql_api.schema.derive import record
from graphql_api.schema.events import Event, presented
from graphql_api.schema.fields import answers
from graphql_api.schema.organisation import OrganisationRegister
from graphql_api.schema.refusals import Refusal
from graphql_api.schema.scalars import Position
from graphql_api.schema.screening_rows import ScreeningTask, one

Info = strawberry.Info[Context, None]


class Outcome(NamedTuple):
    """What became of a command: an answer, or refusals; and the stream it was about, if known."""

    answer: Answer | None
    stream: str | None
    refusals: list[Refusal]
    client_mutation_id: str | None


@strawberry.type
class Payload:
    """What every payload answers; the subclasses add what the command was about."""

    outcome: strawberry.Private[Outcome]

    @answers
    def events(self, info: Info) -> list[Event]:
        """What was recorded, in order, with the words that were just given; empty when refused.
        事件"""
        answer, register = self.outcome.answer, info.context.register
        facts = () if answer is None else answer.events
        return [presented(fact, register, narrative=True) for fact in facts]

    @answers
    def position(self) -> Position | None:
        """The last event's position: give it as `minPosition` to read your own write. 日志位置"""
        answer = self.outcome.answer
        return None if answer is None else Position(answer.position)

    @answers
    def replayed(self) -> bool:
        """Whether this is the first answer again, to the same idempotency key. 是否重放"""
        return self.outcome.answer is not None and self.outcome.answer.replayed

    @answers
    def refusals(self) -> list[Refusal]:
        """Why nothing was recorded; empty when it was. 不予办理的理由"""
        return self.outcome.refusals

    @answers
    def client_mutation_id(self) -> str | None:
        """The client's own mark, as it came. 客户端标记"""
        return self.outcome.client_mutation_id


@strawberry.type(description="What became of a command about a case. 办理结果(事项)")
class CasePayload(Payload):
    """The case as it is after the command, or as it was if refused."""

    @answers
    async def case(self, info: Info) -> cases.Case | None:
        """The case as it is now; none when it is absent or not for you. 事项"""
        answer, stream = self.outcome.answer, self.outcome.stream
        if stream is None:
            return None
        await info.context.reach(None if answer is None else answer.position)
        return await cases.case(info.context, stream)


@strawberry.type(description="What became of a command about a person. 办理结果(人员)")
class PersonPayload(Payload):
    """The person as the log knows them."""

    @answers
    async def person(self, info: Info) -> people.Person | None:
        """The person; none when refused, or not for you. 人员"""
        stream = self.outcome.stream
        return None if stream is None else await people.person(info.context, stream)


@strawberry.type(description="What became of a command about the register. 办理结果(组织)")
class OrganisationPayload(Payload):
    """The register as it is now."""

    @answers
    async def organisation(self, info: Info) -> OrganisationRegister:
        """The register as it is now. 组织登记"""
        context = info.context
        return OrganisationRegister(register=await context.blocking(context.services.register))


@strawberry.type(description="What became of a command about screening. 办理结果(排查)")
class ScreeningPayload(Payload):
    """The window as it is after the command."""

    @answers
    async def screening(self, info: Info) -> ScreeningTask | None:
        """The window with what is entered for it; none when nothing is, or not for you. 排查任务"""
        answer, stream = self.outcome.answer, self.outcome.stream
        if stream is None:
            return None
        await info.context.reach(None if answer is None else answer.position)
        return await one(info.context, stream)


_PAYLOADS: dict[str, Any] = {
    "case": CasePayload,
    "person": PersonPayload,
    "organisation": OrganisationPayload,
    "screening": ScreeningPayload,
}


@cache
def payload_type(kind: str) -> Any:
    """The payload of commands on one kind of stream; a kind without a read type has the basics."""
    if kind in _PAYLOADS:
        return _PAYLOADS[kind]
    name = f"{''.join(word.title() for word in kind.split('-'))}Payload"
    return strawberry.type(
        record(name, {}, (Payload,)), name=name, description="What became of a command. 办理结果"
    )
