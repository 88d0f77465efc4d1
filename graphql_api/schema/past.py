"""The past (按时点查询): one case as it was known at a position or a moment.

Who may look is decided by what is known now: a case that has been protected since is shown to
nobody else as it was before.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar

import strawberry

from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.ports import Past
from graphql_api.schema.scalars import Position
from projections.kernel import Key, Row
from projections.scope import Scope

R = TypeVar("R", bound=Row)


@strawberry.input(
    one_of=True, description="A cut-off: what had been recorded until then. One of the two. 截止点"
)
class AsOf:
    """A position of the log, or a moment."""

    position: Position | None = strawberry.field(
        default=strawberry.UNSET, description="Up to this position of the log. 日志位置"
    )
    moment: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Up to this moment of recording. 入库时间"
    )


AsOfArgument = Annotated[AsOf, strawberry.argument(name="asOf", description="The cut-off. 截止点")]


class Then:
    """A cut-off: the views of cases as they were at it, and the moment that was. Blocking."""

    def __init__(self, past: Past, position: int, moment: datetime) -> None:
        self.position = position
        self.moment = moment
        self._past = past

    def rows(self, projection: str, case: str) -> Mapping[Key, Any]:
        """What a read model said of a case, by key."""
        return self._past.rows(projection, case, self.position)

    def row(self, projection: str, case: str) -> Any:
        """The one row a read model had for the case; None when it had none."""
        return self.rows(projection, case).get((case,))


async def row_of(
    context: Context,
    projection: str,
    live: Callable[[str, Scope], R | None],
    case: str,
    then: Then | None,
) -> R | None:
    """A read model's row of a case: of today, if it is for the caller, or as of a cut-off."""
    if then is None:
        return await context.blocking(live, case, context.scope)
    found: R | None = await context.blocking(then.row, projection, case)
    return found


async def then(context: Context, wanted: AsOf) -> Then:
    """The cut-off that is meant. Raises `BadInput` when none is."""
    past = context.services.past
    if wanted.moment:
        position = await context.blocking(past.position_at, wanted.moment)
        return Then(past, position, wanted.moment)
    if wanted.position is strawberry.UNSET or wanted.position is None:
        raise BadInput("asOf: give a position or a moment.")
    moment = await context.blocking(past.moment_of, wanted.position)
    return Then(past, wanted.position, moment or context.now)
