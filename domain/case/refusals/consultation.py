"""Why consultations, experts and hearings are refused.

Refusal
├── meetings
│   ├── ConsultationUnknown      the case has no such meeting
│   ├── HeldAlready              a meeting is held once
│   └── NotHeldYet               nothing is resolved before the meeting
├── resolved items
│   ├── ItemUnknown              the case has no such item
│   ├── ItemOfAnotherUnit        a unit does what it was given
│   └── ItemDoneAlready          once is enough
├── experts
│   └── ExpertNotNeutral         no party, no handler, no relation
└── hearings
    └── HearingNeedsPetition     only petitions are heard this way
"""

from domain.refusals import Refusal


class ConsultationUnknown(Refusal):
    """The case has no such meeting."""

    zh = "本事项没有这次会商"
    en = "The case has no such consultation"
    next_step = "核对会商编号"


class HeldAlready(Refusal):
    """A meeting is held once."""

    zh = "这次会商已经召开"
    en = "This consultation has been held already"
    next_step = "再次会商请另行召集"


class NotHeldYet(Refusal):
    """Nothing is resolved before the meeting."""

    zh = "会商尚未召开,不能形成议定事项"
    en = "The consultation has not been held; nothing can be resolved yet"
    basis = "domain.md §2.5 E 议定事项"
    next_step = "先登记会商召开情况"


class ItemUnknown(Refusal):
    """The case has no such item."""

    zh = "本事项没有这项议定事项"
    en = "No consultation of this case resolved such an item"
    next_step = "核对议定事项编号"


class ItemOfAnotherUnit(Refusal):
    """A unit does what it was given."""

    zh = "该议定事项由其他单位落实"
    en = "The item was given to another unit"
    basis = "domain.md §2.5 E"
    next_step = "由责任单位办理"


class ItemDoneAlready(Refusal):
    """Once is enough."""

    zh = "该议定事项已经落实"
    en = "The item has been done already"
    next_step = "无须再办;如填写有误,请更正原记录"


class ExpertNotNeutral(Refusal):
    """An expert has no part in the case and no relation to it."""

    zh = "专家是当事人、参与过办理、已回避或与本案有利害关系"
    en = "The expert is a party, has worked on the case, stepped aside, or has a relation to it"
    basis = "信访工作条例 art 28; domain.md §2.5 E 专家咨询"
    next_step = "另请无利害关系的专家"


class HearingNeedsPetition(Refusal):
    """Only petitions are heard this way."""

    zh = "只有信访事项举行听证"
    en = "Hearings of this kind are held on petitions only"
    basis = "信访工作条例 art 36"
    next_step = "其他事项请召集会商"
