"""Why acts in an emergency and about incidents are refused.

Refusal
├── NoEmergency               nothing is open
├── NotReportedYet            the first report comes before what follows
├── FinalReportMade           the last report was made
├── RecipientsMissing         a first report in writing reaches more offices
├── PlanActive                the plan runs already
├── PlanNotActive             no plan was activated
├── NobodyDispatched          nobody was sent who could arrive
├── NotAmongTheForces         this unit was not sent
├── PoliceNotTold             domestic violence is reported to the police
├── IncidentUnknown           the case has no such incident
└── IncidentSettled           it is reviewed, or needs no review
"""

from domain.refusals import Refusal


class NoEmergency(Refusal):
    """Nothing is open that could be acted upon."""

    zh = "本事项没有正在处置的突发情况"
    en = "No emergency of this case is open"
    basis = "domain.md §2.5 L, §2.6 应急"
    next_step = "先办理突发情况初报"


class NotReportedYet(Refusal):
    """The first report comes before what follows it."""

    zh = "突发情况尚未初报,不得隐瞒、漏报"
    en = "The emergency has not been reported for the first time yet"
    basis = "突发事件应对法 [F68]; domain.md §2.5 L"
    next_step = "先办理突发情况初报"


class FinalReportMade(Refusal):
    """After the last report there is nothing more to report."""

    zh = "突发情况已经终报"
    en = "The last report of this emergency has been made"
    basis = "domain.md §3.2 T44"
    next_step = "情况再起的,重新初报"


class RecipientsMissing(Refusal):
    """A first report in writing reaches everyone who must be told."""

    zh = "书面初报还应报送:{missing}"
    en = "A first report in writing also goes to: {missing}"
    basis = "[seed 000 二(四)5][seed 001 三(四)]; 信访工作条例 art 25"
    next_step = "补充报送对象"


class PlanActive(Refusal):
    """A plan is activated once in an emergency."""

    zh = "应急预案已经启动"
    en = "The emergency plan is active already"
    next_step = "办理力量派出或处置措施"


class PlanNotActive(Refusal):
    """Forces are sent under a plan."""

    zh = "尚未启动应急预案"
    en = "No emergency plan has been activated"
    basis = "domain.md §2.5 L"
    next_step = "先启动应急预案"


class NobodyDispatched(Refusal):
    """Only those who were sent arrive."""

    zh = "尚未派出处置力量"
    en = "Nobody has been dispatched"
    basis = "domain.md §2.5 L"
    next_step = "先登记派出处置力量"


class NotAmongTheForces(Refusal):
    """The unit was not sent to the scene."""

    zh = "该单位不在已派出的处置力量之列"
    en = "This unit is not among those dispatched"
    next_step = "核对到场单位"


class PoliceNotTold(Refusal):
    """Domestic violence against those who cannot help themselves is reported to the police."""

    zh = "家庭暴力应当向公安机关报案"
    en = "Domestic violence is reported to the police"
    basis = "反家庭暴力法 art 14 [F68]"
    next_step = "报告对象须包括公安机关"


class IncidentUnknown(Refusal):
    """The case has no such incident."""

    zh = "本事项没有该案事件:{incident}"
    en = "The case has no such incident: {incident}"
    next_step = "核对案事件编号"


class IncidentSettled(Refusal):
    """An incident is reviewed once, or it was decided that no review is needed."""

    zh = "该案事件已经启动责任倒查或已决定不启动"
    en = "The incident is under review, or it was decided that none is needed"
    basis = "domain.md §2.7 不变式15"
