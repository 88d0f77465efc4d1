"""Mutations, derived from the domain's commands: one command, one mutation, same words.

    AcceptCase  ──>  acceptCase(input: AcceptCaseInput!): CasePayload

A mutation answers with what was recorded or with every reason why nothing was. GraphQL `errors`
are kept for faults of ours and of the calling program. Mutations of one document run one after
the other, each in a transaction of its own.
"""

from collections.abc import Mapping
from types import new_class
from typing import Annotated, Any

import strawberry

from domain.kernel import Aggregate, Decision
from domain.refusals import Refusal as DomainRefusal
from domain.registry import COMMANDS
from graphql_api.context import Context
from graphql_api.schema.descriptions import mutation_name, summary
from graphql_api.schema.inputs import Unread, command_input, read
from graphql_api.schema.payloads import Outcome, payload_type
from graphql_api.schema.refusals import presented, presented_problem

Info = strawberry.Info[Context, None]


def mutation_type() -> type:
    """The root type of all mutations."""
    members = {
        mutation_name(name): _mutation(aggregate, decision)
        for name, (aggregate, decision) in COMMANDS.items()
    }
    made = new_class("Mutation", exec_body=lambda namespace: namespace.update(members))
    return strawberry.type(made, description="Everything that can be done. 办理")


def _mutation(aggregate: Aggregate[Any], decision: Decision) -> Any:
    input_type = command_input(decision)
    payload = payload_type(aggregate.kind)

    async def resolve(info: Info, value: Any) -> Any:
        return payload(outcome=await carry_out(info.context, aggregate, decision, value))

    # Strawberry reads types from annotations, and these are only known here.
    argument = strawberry.argument(name="input", description="What is asked for. 内容")
    resolve.__annotations__ = {
        "info": strawberry.Info,
        "value": Annotated[input_type, argument],
        "return": payload | None,
    }
    return strawberry.mutation(resolver=resolve, description=summary(decision.command))


async def carry_out(
    context: Context,
    aggregate: Aggregate[Any],
    decision: Decision,
    value: Mapping[str, Any],
) -> Outcome:
    """Carry out the command an input asks for. Raises `BadInput`, `Unavailable`."""
    asked = read(aggregate, decision, value, context.caller)
    english = context.english
    if isinstance(asked, Unread):
        refusals = [presented_problem(problem, english=english) for problem in asked.problems]
        return Outcome(None, None, refusals, asked.client_mutation_id)
    try:
        answer = await context.blocking(context.services.commands.handle, asked.request)
    except DomainRefusal as refusal:
        stream = aggregate.target(asked.request.command)
        return Outcome(
            None, stream, [presented(refusal, english=english)], asked.client_mutation_id
        )
    return Outcome(answer, answer.stream, [], asked.client_mutation_id)
