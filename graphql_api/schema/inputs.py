"""Inputs of mutations: what comes with every command, then the command's own fields.

    { idempotencyKey, expectedVersion, occurredAt, … , and the fields of the command }

Whatever does not fit comes back as refusals, all of them at once. Only a missing `expectedVersion`
is an error of the program that calls: it may be null, but it must be said.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain.ids import PersonId
from domain.kernel import Aggregate, Decision, Moment, Precision
from domain.texts import Line
from domain.values import Value
from graphql_api.errors import BadInput
from graphql_api.ports import Caller, Request
from graphql_api.schema.bounds import Problem, problems
from graphql_api.schema.derive import given, input_members, input_record
from graphql_api.schema.descriptions import summary

Printable = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=r"^[\x20-\x7e]*$", extra={"opaque": True})
]


class Circumstances(Value):
    """随命令提交的情况: what comes with every command."""

    idempotency_key: Printable
    """Made by the client, one for each act, kept for ever: sending the same again answers the same.
    幂等键"""
    client_mutation_id: Printable | None = None
    """Given back as it came. 客户端标记"""
    occurred_at: Moment | None = None
    """When it happened, if not now: paper is often entered later. 发生时间"""
    occurred_precision: Precision = Precision.MINUTE
    """How exactly that is known. 时间精度"""
    late_reason: Line | None = None
    """Why it is entered late. 补录原因"""
    on_behalf_of: PersonId | None = None
    """For whom it is entered. 代办对象"""
    source_reference: Line | None = None
    """A number where it came from, such as a form's. 来源编号"""


class Expectation(Value):
    """所依据的版本: what the client had seen of the stream when it decided to act."""

    expected_version: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    """The version the client saw; somebody having acted since then is refused. Null: act on any
    version. 所依据的版本"""


class Unread(Value):
    """An input that does not fit: everything that is wrong with it."""

    problems: tuple[Problem, ...]
    client_mutation_id: str | None


class Read(Value):
    """An input that fits: the request to carry out."""

    request: Request
    client_mutation_id: str | None


def command_input(decision: Decision) -> type:
    """The input type of a command's mutation."""
    command = decision.command
    members = input_members(Circumstances)
    if not decision.opens:
        members |= input_members(Expectation)
    own = input_members(command)
    clashes = members.keys() & own.keys()
    assert not clashes, f"{command.__name__} uses the names {sorted(clashes)} of every command"
    return input_record(f"{command.__name__}Input", members | own, summary(command))


def must_expect(aggregate: Aggregate[Any], decision: Decision) -> bool:
    """Whether the client must say which version it saw: where streams are many and exist already.

    The one register of an organisation is shared by all its administrators; there it may say so.
    """
    return not decision.opens and aggregate.only is None


def read(
    aggregate: Aggregate[Any], decision: Decision, value: Mapping[str, Any], caller: Caller
) -> Read | Unread:
    """The request an input asks for, or what is wrong with it. Raises `BadInput`."""
    if must_expect(aggregate, decision) and "expectedVersion" not in value:
        raise BadInput("expectedVersion must be given: the version you saw, or null for any.")
    around, asked = given(Circumstances, value), given(decision.command, value)
    expected = given(Expectation, value)
    found = [
        *problems(Circumstances, around),
        *problems(Expectation, expected),
        *problems(decision.command, asked),
    ]
    echo = around.get("client_mutation_id")
    if found:
        return Unread(problems=tuple(found), client_mutation_id=echo)
    with_it = msgspec.convert(around, Circumstances)
    return Read(
        client_mutation_id=echo,
        request=Request(
            command=msgspec.convert(asked, decision.command),
            caller=caller,
            key=with_it.idempotency_key,
            expected_version=expected.get("expected_version"),
            occurred_at=with_it.occurred_at,
            precision=with_it.occurred_precision,
            late_reason=with_it.late_reason,
            on_behalf_of=with_it.on_behalf_of,
            source_reference=with_it.source_reference,
        ),
    )
