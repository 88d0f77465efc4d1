"""Why pressing others to do their work is refused.

Refusal
├── HandlersMayNotSupervise   who handles a case does not supervise it
├── UnitNotOnTheCase          a unit without a duty in the case cannot be pressed
├── ListingIsSeparate         the listed level has its own act
├── SupervisionUnknown  SupervisionOver  NotSupervised
└── AnswerMissing             a supervision is closed on an answer
"""

from domain.refusals import Refusal


class HandlersMayNotSupervise(Refusal):
    """Separation of duties: who handles a case does not supervise it."""

    zh = "承办单位或经办过本事项的人员不能督办"
    en = "Nobody of a handling unit, and nobody who handled the case, supervises it"
    basis = "domain.md §4.6 SoD-6"
    next_step = "由其他督办人员或上级办理"


class UnitNotOnTheCase(Refusal):
    """Only a unit that has a duty in the case is pressed to do it."""

    zh = "该单位在本事项中没有办理职责"
    en = "The unit has no duty in this case"
    next_step = "选择承办、协办、首办责任单位或受理中心"


class ListingIsSeparate(Refusal):
    """Listing is ordered by who may list."""

    zh = "挂牌督办须单独办理"
    en = "Listing for supervision is an act of its own"
    basis = "domain.md §2.5 K; [seed 000 三(三)]"
    next_step = "由政法委或中心主任办理挂牌督办"


class SupervisionUnknown(Refusal):
    """The case has no such supervision."""

    zh = "本事项没有这项督办:{supervision}"
    en = "The case has no such supervision: {supervision}"


class SupervisionOver(Refusal):
    """A supervision ends once."""

    zh = "这项督办已经办结"
    en = "This supervision has been closed"


class NotSupervised(Refusal):
    """The unit that is pressed answers."""

    zh = "督办由被督办单位答复"
    en = "The unit under supervision answers"
    next_step = "由被督办单位办理"


class AnswerMissing(Refusal):
    """A supervision is closed on an answer."""

    zh = "被督办单位尚未答复,不能办结督办"
    en = "The unit has not answered yet; the supervision cannot be closed"
    basis = "domain.md §2.5 K"
    next_step = "等待答复,或继续催办"
