"""The ledger in the API: what anybody may check without trusting the server (RFC 9162)."""

import base64
from typing import Annotated

import strawberry

from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.ports import ProofOutOfRange
from graphql_api.schema.fields import about, answers
from graphql_api.schema.scalars import Position

Info = strawberry.Info[Context, None]

EventPosition = Annotated[
    Position, strawberry.argument(description="The event's position. 日志位置")
]
TreeSize = Annotated[
    Position | None,
    strawberry.argument(description="The tree's size; the newest checkpoint's if left out. 树大小"),
]
OlderSize = Annotated[
    Position, strawberry.argument(name="from", description="The older size. 旧树大小")
]
NewerSize = Annotated[
    Position, strawberry.argument(name="to", description="The newer size. 新树大小")
]


@strawberry.type(description="Proof that an event is in the log: RFC 9162 §2.1.3. 包含证明")
class InclusionProof:
    """The way from a leaf up to the root."""

    leaf_index: Position = about("The leaf's index: position − 1. 叶序号")
    tree_size: Position = about("The size of the tree it is proved in. 树大小")
    leaf_hash: str = about("The leaf's hash, base64. 叶哈希")
    hashes: list[str] = about("The hashes from the leaf up to the root, base64. 证明路径")


@strawberry.type(description="Proof that nothing was rewritten: RFC 9162 §2.1.4. 一致性证明")
class ConsistencyProof:
    """The way from an older root to a newer one."""

    older_size: Position = about("The size of the older tree. 旧树大小")
    newer_size: Position = about("The size of the newer tree. 新树大小")
    hashes: list[str] = about("The hashes that join the two, base64. 证明路径")


@strawberry.type(description="The transparency ledger over the whole log. 账本")
class Ledger:
    """Checkpoints and proofs."""

    @answers
    async def checkpoint(self, info: Info) -> str | None:
        """The newest signed checkpoint, a C2SP signed note; none before the first. 签名检查点"""
        context = info.context
        return await context.blocking(context.services.ledger.checkpoint)

    @answers
    async def inclusion_proof(
        self, info: Info, position: EventPosition, size: TreeSize = strawberry.UNSET
    ) -> InclusionProof | None:
        """Proof that the event at a position is in the log. 包含证明"""
        context, ledger = info.context, info.context.services.ledger
        try:
            found = await context.blocking(ledger.inclusion_proof, position, size or None)
        except ProofOutOfRange as error:
            raise BadInput(str(error)) from None
        return InclusionProof(
            leaf_index=Position(found.index),
            tree_size=Position(found.size),
            leaf_hash=_base64(found.leaf),
            hashes=[_base64(one) for one in found.hashes],
        )

    @answers
    async def consistency_proof(
        self, info: Info, first: OlderSize, second: NewerSize
    ) -> ConsistencyProof | None:
        """Proof that the log of one size is the beginning of the log of another. 一致性证明"""
        context, ledger = info.context, info.context.services.ledger
        try:
            found = await context.blocking(ledger.consistency_proof, first, second)
        except ProofOutOfRange as error:
            raise BadInput(str(error)) from None
        return ConsistencyProof(
            older_size=Position(found.first),
            newer_size=Position(found.second),
            hashes=[_base64(one) for one in found.hashes],
        )


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
