"""Timers (时限规则): what one row of the policy table says (domain.md §3.2).

Whose term it is, how long it is and on what it rests, and which events start, stop, cancel, pause,
resume, prolong and shorten it. Events are known by their stored names and read by path.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from domain.codes.entry import Labelled
from domain.policy.matching import Conditions
from domain.policy.terms import Term
from domain.values import Value


class Basis(Labelled):
    """依据: where a number comes from; a default is never called a breach of law (§11.2)."""

    LAW = "law", "法律法规"
    SEED = "seed", "文件要求"
    DEFAULT = "default", "系统默认"
    LOCAL = "local", "本地从严"


class Kind(Labelled):
    """时限性质: whose term it is, and what its end means."""

    DUTY = "duty", "办理时限"
    WINDOW = "window", "权利期间"
    OBLIGATION = "obligation", "履行期限"
    WATCH = "watch", "外部关注"


class Holder(Labelled):
    """责任主体: which duty holds the timer; who held that duty then, the register says."""

    WINDOW = "window", "受理窗口"
    CENTRE = "centre", "中心"
    TRIAGE = "triage", "研判分流岗"
    DIRECTOR = "director", "中心主任"
    FIRST_RESPONSIBLE_UNIT = "first_responsible_unit", "首办责任单位"
    LEAD_UNIT = "lead_unit", "主办单位"
    ORDER_SENDER = "order_sender", "交办单位"
    COMMITTEE = "committee", "调解组织"
    MEDIATOR = "mediator", "调解员"
    TARGET_UNIT = "target_unit", "被吹哨单位"
    TASK_UNIT = "task_unit", "议定事项责任单位"
    PETITION_OFFICE = "petition_office", "信访部门"
    PETITION_UNIT = "petition_unit", "信访事项处理机关"
    REVIEW_ORGAN = "review_organ", "复查(复核)机关"
    VISITOR = "visitor", "回访员"
    SUPERVISOR = "supervisor", "督办员"
    ARCHIVIST = "archivist", "档案员"
    POLITICAL_LEGAL_COMMITTEE = "political_legal_committee", "政法委"
    REVIEWER = "reviewer", "责任倒查组"
    CUSTODIAN = "custodian", "线索保管员"
    DISCIPLINE = "discipline", "纪检监察机关"
    COURT = "court", "人民法院"
    PARTIES = "parties", "当事人"
    OBLIGOR = "obligor", "义务人"
    VILLAGE = "village", "村(社区)调委会"
    JUSTICE_OFFICE = "justice_office", "司法所"
    JUSTICE_BUREAU = "justice_bureau", "司法局"
    RESIDENT_UNITS = "resident_units", "入驻单位"
    LEADER = "leader", "领导干部"


class Renewal(Labelled):
    """重新起算: what a starting event does to a term that is still running."""

    KEPT = "kept", "不重新起算"
    RENEWS = "renews", "履行并重新起算"
    REPLACES = "replaces", "废止并重新起算"


class Trigger(Value):
    """触发: an event that does something to a clock, when its conditions are met."""

    event: str
    when: Mapping[str, str] = {}
    at: str = "occurred_at"
    """Which moment counts: of the envelope, of the payload, or remembered (`now.…`)."""
    scope: tuple[str, ...] = ()
    """Which clock of the timer: an order, a mediation; none means the matter, or all of them."""


T = TypeVar("T", bound=Trigger)


class Length(Value):
    """期限选项: a length for the matters that meet its conditions, with its basis and citation."""

    term: Term | None
    told: str | None
    """The path of a day or moment the event itself tells, instead of a length."""
    when: Conditions
    basis: Basis
    source: str


class Start(Trigger):
    """起算: `done` names the moment of the same event at which the duty was fulfilled already."""

    done: str | None = None
    lengths: tuple[Length, ...] = ()
    """Lengths of this start alone; otherwise the timer's."""


class Hold(Trigger):
    """中止或恢复: for which reason, and (`of`) of which part of the matter, it stops or goes on.

    A resumption without a reason clears every reason of that part.
    """

    reason: str | None = None
    reason_from: str | None = None
    of: str | None = None
    most: Term | None = None


class Lengthening(Trigger):
    """延期: by days of the timer's own kind (`by`) or to a day (`to`).

    `most` and `times` are for the decision that grants it; a clock obeys what was granted.
    """

    by: str | None = None
    to: str | None = None
    zh: str = "延期"
    most: Term | None = None
    times: int | None = None


class Amber(Value):
    """黄色预警: how little must be left of a term for a warning (domain.md §3.2)."""

    share: int
    working_days: int
    share_by_the_clock: int


class Timer(Value):
    """时限: one row of the policy table (domain.md §3.2)."""

    id: str
    zh: str
    en: str
    kind: Kind
    holder: Holder
    lengths: tuple[Length, ...]
    starts: tuple[Start, ...]
    renewal: Renewal = Renewal.KEPT
    early: bool = False
    """Whether what was done before the start fulfils it as well."""
    keeps_earliest: bool = False
    """Whether a merged complaint's earlier `received_at` counts (D12)."""
    beside: str | None = None
    """The legal timer a stricter local one runs beside."""
    note: str | None = None
    amber: Amber | None = None
    """When to warn, if not as all timers do."""
    stops: tuple[Trigger, ...] = ()
    cancels: tuple[Trigger, ...] = ()
    pauses: tuple[Hold, ...] = ()
    resumes: tuple[Hold, ...] = ()
    extends: tuple[Lengthening, ...] = ()
    tightens: tuple[Trigger, ...] = ()
    """Events after which the length is chosen anew; it only ever becomes shorter."""

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Everything it listens to."""
        return (
            *self.starts,
            *self.stops,
            *self.cancels,
            *self.pauses,
            *self.resumes,
            *self.extends,
            *self.tightens,
        )

    @property
    def prepares_a_start(self) -> bool:
        """Whether it starts clocks, or has to be told of pauses and duties done before it does."""
        done_early = self.early and bool(self.stops)
        return bool(self.starts or self.pauses or self.resumes or done_early)

    def on(self, event: str) -> "Timer":
        """The same timer with nothing left but what it does on one event."""

        def pulled(triggers: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(one for one in triggers if one.event == event)

        return replace(
            self,
            starts=pulled(self.starts),
            stops=pulled(self.stops),
            cancels=pulled(self.cancels),
            pauses=pulled(self.pauses),
            resumes=pulled(self.resumes),
            extends=pulled(self.extends),
            tightens=pulled(self.tightens),
        )
