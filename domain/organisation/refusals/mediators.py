"""Why the registers of mediators and committees say no.

Refusal
├── 调解员 mediators
│   ├── MediatorUnknown      the mediator register does not know the person
│   ├── AlreadyAccredited    accredited for that committee in that term
│   ├── MediatorIsSuspended  suspended already
│   ├── MediatorNotSuspended not suspended
│   ├── ProposerMayNotDecide who proposed it does not decide it
│   ├── NotAboutYourself     nobody decides about themselves
│   └── NotYetOver           it lies ahead
└── 调委会 committees
    ├── CommitteeSize        fewer than three or more than nine members
    ├── MemberTwice          a member is named twice
    ├── ChairNotMember       the chair is not a member
    ├── NoWomanMember        no woman among the members
    ├── MoreThanMembers      more of them than members
    ├── CommitteeInOffice    the term of another one is running
    ├── CommitteeNotInOffice no committee is in office
    └── StandardMetAlready   it met the standard before
"""

from domain.refusals import Refusal


class MediatorUnknown(Refusal):
    """Only a mediator of the register is suspended or removed."""

    zh = "调解员名册中没有此人:{person}"
    en = "The mediator register does not know {person}"
    basis = "domain.md §4.2"


class AlreadyAccredited(Refusal):
    """One accreditation for one committee at a time."""

    zh = "此人在该期间已受聘于该调委会"
    en = "This person is already accredited for the committee in that period"
    basis = "domain.md §4.2"


class MediatorIsSuspended(Refusal):
    """The mediator is suspended already."""

    zh = "该调解员已暂停履职"
    en = "The mediator is already suspended"
    basis = "domain.md §4.2"


class MediatorNotSuspended(Refusal):
    """Only who was suspended is reinstated."""

    zh = "该调解员没有暂停履职"
    en = "The mediator is not suspended"
    basis = "domain.md §4.2"


class ProposerMayNotDecide(Refusal):
    """Proposed by one person, decided by another."""

    zh = "提出建议的人不能自己决定"
    en = "Whoever proposed it does not decide it"
    basis = "domain.md §2.5 T"
    next_step = "由司法行政机关其他人员决定"


class NotAboutYourself(Refusal):
    """Nobody decides about themselves."""

    zh = "不能对本人作出决定"
    en = "Nobody decides about themselves"
    basis = "domain.md §4.6"
    next_step = "由其他人员办理"


class NotYetOver(Refusal):
    """What lies ahead has not been held."""

    zh = "{on}尚未到,不能登记"
    en = "{on} lies ahead; it cannot be entered yet"
    basis = "domain.md §2.3 规则3"


class CommitteeSize(Refusal):
    """Three to nine members."""

    zh = "人民调解委员会由三至九人组成,不能是{count}人"
    en = "A committee has three to nine members, not {count}"
    basis = "人民调解法 art 8 [F01]"


class MemberTwice(Refusal):
    """Every member is named once."""

    zh = "成员{person}重复"
    en = "The member {person} is named twice"


class ChairNotMember(Refusal):
    """The chair is one of the members."""

    zh = "主任须是委员会成员"
    en = "The chair must be one of the members"
    basis = "人民调解法 art 8 [F01]"


class NoWomanMember(Refusal):
    """There are women among the members."""

    zh = "人民调解委员会应当有妇女成员"
    en = "There must be women among the members"
    basis = "人民调解法 art 8 [F01]"


class MoreThanMembers(Refusal):
    """No count exceeds the whole."""

    zh = "人数{count}超过成员总数{members}"
    en = "{count} is more than the {members} members there are"


class CommitteeInOffice(Refusal):
    """One committee at a time."""

    zh = "本届调委会任期至{to_on},尚未届满"
    en = "The committee in office serves until {to_on}"
    basis = "人民调解法 art 9 [F01]"
    next_step = "届满前改选的,在届满日之后登记"


class CommitteeNotInOffice(Refusal):
    """Only a committee in office meets a standard."""

    zh = "该单位没有在任的调委会"
    en = "The unit has no committee in office"
    basis = "人民调解法 art 9 [F01]"
    next_step = "先登记调委会组成"


class StandardMetAlready(Refusal):
    """A committee meets the standard once in a term."""

    zh = "本届调委会已登记达标"
    en = "The committee has already met the standard in this term"
