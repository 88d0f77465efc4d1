"""Why a screening is refused.

Refusal
├── 应排查 what is owed
│   ├── ScreeningNotOwed        the unit owes no screening of its own then
│   ├── NoSuchWindow            no window of the unit begins on that day
│   └── WindowNotBegun          the window lies ahead
├── 排查登记 what is entered
│   ├── ScreeningEntered        the window has been screened already
│   ├── LateScreeningUnexplained it comes late and says no reason
│   ├── GridNotItsOwn           the grid does not lie in the unit's area
│   ├── GridCoveredTwice        a grid is named once
│   ├── NoGridCovered           the unit has grids and none was covered
│   ├── NilReturnUnsaid         nothing was found, and it is not said so
│   ├── NilReturnContradicted   it is said that nothing was found, and something was
│   └── FoundTwice              a type of dispute is named once, with its number
└── 发现与撤销 what follows
    ├── NothingScreened         nothing stands entered for the window
    ├── NotFoundByScreening     the case did not come from screening, or came before it
    ├── DisputeLinkedAlready    the case is linked already
    ├── MoreThanFound           more cases than disputes were found
    └── ScreeningYourOwn        whoever screened does not withdraw it
"""

from domain.refusals import Refusal


class ScreeningNotOwed(Refusal):
    """Village committees, justice offices and the justice bureau screen."""

    zh = "单位{unit}当时没有定期排查任务"
    en = "The unit {unit} owes no screening of its own at that time"
    basis = "文件 001 三(一);domain.md §3.2 T70—T72"
    next_step = "由村(社区)调委会、司法所或者司法局登记"


class NoSuchWindow(Refusal):
    """A window is named by its first day."""

    zh = "{first_on}不是排查窗口的首日;该单位排查周期为{rhythm}"
    en = "No window begins on {first_on}; the unit screens {rhythm}"
    basis = "文件 001 三(一);domain.md §3.2 T70—T72"
    next_step = "填写窗口首日:周一,1日、16日,或者每月1日"


class WindowNotBegun(Refusal):
    """Nothing is screened in advance."""

    zh = "排查窗口{first_on}至{last_on}尚未开始"
    en = "The window from {first_on} to {last_on} has not begun"
    basis = "domain.md §2.3 规则3"


class ScreeningEntered(Refusal):
    """One window, one entry; a wrong one is withdrawn first."""

    zh = "排查窗口{first_on}至{last_on}已登记排查"
    en = "The window from {first_on} to {last_on} has its screening already"
    basis = "domain.md §2.3 规则1"
    next_step = "登记有误的,由上级撤销后重新登记"


class LateScreeningUnexplained(Refusal):
    """What is done or entered late says why, and stays marked."""

    zh = "逾期排查或者补录须写明原因(排查窗口截止{last_on})"
    en = "A screening done or entered late needs a reason (the window ended on {last_on})"
    basis = "domain.md §2.3 规则2"
    next_step = "填写补录原因"


class GridNotItsOwn(Refusal):
    """A unit covers its own grids."""

    zh = "网格{grid}在窗口首日不在该单位辖区内"
    en = "The grid {grid} did not lie in the unit's area on the window's first day"
    basis = "文件 001 三(一) 全覆盖、无盲区"


class GridCoveredTwice(Refusal):
    """Coverage counts a grid once."""

    zh = "网格{grid}重复填写"
    en = "The grid {grid} is named twice"


class NoGridCovered(Refusal):
    """Where there are grids, a screening goes to some of them."""

    zh = "该单位辖区内有网格,须填写排查覆盖的网格"
    en = "The unit has grids: the screening must say which it covered"
    basis = "文件 001 三(一) 全覆盖、无盲区"
    next_step = "填写覆盖的网格"


class NilReturnUnsaid(Refusal):
    """Silence is not evidence."""

    zh = "未发现矛盾纠纷的,须明确填报零报告"
    en = "Nothing found must be said: make it a nil return"
    basis = "domain.md §2.5 R 零报告"
    next_step = "填报零报告,或者填写发现的纠纷"


class NilReturnContradicted(Refusal):
    """A nil return finds nothing."""

    zh = "已填写发现的纠纷,不能填报零报告"
    en = "Disputes were found: it is no nil return"
    basis = "domain.md §2.5 R 零报告"


class FoundTwice(Refusal):
    """Finds are told by type, each with its number."""

    zh = "纠纷类型{dispute}重复填写,请合并数量"
    en = "The dispute type {dispute} is named twice; add up the numbers"


class NothingScreened(Refusal):
    """Only what stands entered is linked to or withdrawn."""

    zh = "该窗口目前没有有效的排查登记"
    en = "No screening stands entered for the window"
    next_step = "先登记排查"


class NotFoundByScreening(Refusal):
    """A find becomes a case through the channel of screening."""

    zh = "该事项不是自窗口开始以来以“排查发现”登记的"
    en = "The case was not registered as found by screening since the window began"
    basis = "domain.md §2.5 R、§7.3"
    next_step = "以“排查发现”渠道登记事项"


class DisputeLinkedAlready(Refusal):
    """A case is linked once."""

    zh = "该事项已关联到本次排查"
    en = "The case is linked to this screening already"


class MoreThanFound(Refusal):
    """No more cases than finds."""

    zh = "本次排查登记发现{found}件,不能再关联更多事项"
    en = "The screening found {found}; no more cases can be linked to it"
    next_step = "发现数量有误的,由上级撤销后重新登记"


class ScreeningYourOwn(Refusal):
    """A unit does not undo its own screening."""

    zh = "排查登记不能由本单位或者登记人本人撤销"
    en = "A screening is not withdrawn by its own unit or by whoever entered it"
    basis = "domain.md §4.4 作废须两人"
    next_step = "由上级司法行政机关或者政法委办理"
