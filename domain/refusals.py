"""Refusals every part of the domain shares: the rules said no, and say why.

    Refusal                    nothing is recorded; code, text, basis and next step go to the client
    ├── NotFound               absent, or not for you: the same answer
    ├── RoleMayNot             your post does not do this
    ├── StageDoesNotFit        not at this point of the matter's life
    ├── HappensInFuture        the time given lies ahead
    ├── BeforeTheMatter        the time given lies before the matter began
    ├── VersionConflict        somebody acted in between
    ├── KeyReused              the idempotency key was used for something else
    ├── InputInvalid           a value is out of bounds
    └── (each chapter adds its own)

A class name is a public code and frozen. `zh` and `en` may use the refusal's details in braces.
"""

from enum import Enum
from typing import Any, ClassVar


class Refusal(Exception):
    """拒绝: a rule said no. `details` are plain values that the client may show.

    A member of an enumeration is shown by its Chinese label, in the English text by its code or,
    where the code says nothing (`R04`), by its name.
    """

    zh: ClassVar[str] = "不予办理"
    en: ClassVar[str] = "Refused"
    basis: ClassVar[str | None] = None
    """The law, seed or design rule it rests on."""
    next_step: ClassVar[str | None] = None
    """Where to go instead, in Chinese."""

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(f"{type(self).__name__}({details})")

    @property
    def code(self) -> str:
        """The public code: the class's name."""
        return type(self).__name__

    def text(self, language: str = "zh") -> str:
        """The message in `zh` or `en`, with the details filled in."""
        template = self.en if language == "en" else self.zh
        return template.format(
            **{name: _shown(value, language) for name, value in self.details.items()}
        )


def _shown(value: Any, language: str) -> str:
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(_shown(item, language) for item in value)
    if isinstance(value, Enum):
        label = getattr(value, "zh", value.value)
        name = value.name.lower().replace("_", " ")
        return str(
            label if language == "zh" else value.value if value.value == value.name else name
        )
    return str(value)


class NotFound(Refusal):
    """Absent, invisible and not-for-you are one answer."""

    zh = "没有这个事项,或者您无权查看"
    en = "There is no such thing, or it is not for you"


class RoleMayNot(Refusal):
    """The acting post's roles are not among those the decision is open to."""

    zh = "当前岗位无权办理此事项;有权办理:{allowed}"
    en = "Your post may not do this; open to: {allowed}"
    basis = "岗位权限表(docs/permissions.md)"


class StageDoesNotFit(Refusal):
    """The matter is at another stage of its life."""

    zh = "事项当前阶段为{stage},不能办理;允许阶段:{allowed}"
    en = "The matter is at stage {stage}; this needs: {allowed}"
    basis = "domain.md §2.4 状态"


class HappensInFuture(Refusal):
    """Nothing can be recorded before it has happened."""

    zh = "发生时间{occurred_at}在将来,不能登记"
    en = "It cannot have happened at {occurred_at}: that lies in the future"
    basis = "domain.md §2.3 规则3"


class BeforeTheMatter(Refusal):
    """An act on a matter cannot be older than the matter."""

    zh = "发生时间{occurred_at}早于事项开始时间{began_at}"
    en = "It cannot have happened at {occurred_at}: the matter began at {began_at}"
    basis = "domain.md §2.3 规则3"


class VersionConflict(Refusal):
    """Somebody else acted on the same matter in between."""

    zh = "事项已被他人更新:您看到的是第{expected}版,现在是第{current}版,请刷新后重试"
    en = "The matter has moved on: you saw version {expected}, it is now {current}; reload"
    next_step = "刷新后重试"


class KeyReused(Refusal):
    """The same idempotency key arrived with other content."""

    zh = "幂等键已用于另一项内容不同的请求"
    en = "This idempotency key was used for a request with other content"
    next_step = "换用新的幂等键"


class InputInvalid(Refusal):
    """A value is malformed or out of bounds."""

    zh = "输入内容不符合要求:{field}:{problem}"
    en = "The input is not acceptable: {field}: {problem}"
