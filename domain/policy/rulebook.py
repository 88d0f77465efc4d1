"""The rulebook (政策规则): every timer, number and event name of one version, each with its basis.

A rulebook is data (`rules/<version>.toml`); this file says what such data looks like. Versions are
in force from a day on. An event names the version it was judged by, and a clock keeps the version
of the event that started it, so old cases keep their rules (domain.md §2.2 Policy, §3).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from domain.codes.entry import Labelled
from domain.kernel import day_of
from domain.policy.calendar import Calendar
from domain.policy.daycount import Due, due
from domain.policy.matching import Conditions, meets
from domain.policy.terms import Term, Unit
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


class Start(Trigger):
    """起算: `done` names the moment of the same event at which the duty was fulfilled already."""

    done: str | None = None
    lengths: tuple["Length", ...] = ()
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


class Length(Value):
    """期限选项: a length for the matters that meet its conditions, with its basis and citation."""

    term: Term | None
    told: str | None
    """The path of a day or moment the event itself tells, instead of a length."""
    when: Conditions
    basis: Basis
    source: str


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
    amber: "Amber | None" = None
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


class Number(Value):
    """政策数值: a number that decisions and indicators need, with its basis and citation."""

    value: float
    unit: str
    zh: str
    en: str
    basis: Basis
    source: str

    @property
    def whole(self) -> int:
        """The number as a count."""
        assert self.value == int(self.value), f"{self.zh} is no whole number"
        return int(self.value)

    @property
    def term(self) -> Term:
        """The number as a length of time, when its unit is one."""
        return Term(amount=self.whole, unit=Unit(self.unit))

    @property
    def span(self) -> timedelta:
        """The number as so much time by the clock: minutes, hours, or days of 24 hours."""
        return self.term.nominal


class Remembered(Value):
    """事项要素: which event tells a fact about the matter; no path means it no longer holds."""

    event: str
    path: str | None


class Merging(Value):
    """并案规则: clocks of a merged complaint move to the main case, with the start kept (D12)."""

    moved: str
    returned: str
    joined: str
    joined_case: str
    joined_received: str
    separated: str
    separated_case: str


class Corrections(Value):
    """更正规则: how a voided or corrected event is named; `which` is its version in the stream."""

    voided: str
    corrected: str
    which: str
    field: str
    value: str
    occurred_at: str


class Misses(Value):
    """超期登记: the event that records a miss, and how it names the clock."""

    event: str
    timer: str
    scope: str
    started: str


class Amber(Value):
    """黄色预警: how little must be left of a term for a warning (domain.md §3.2)."""

    share: int
    working_days: int
    share_by_the_clock: int


class EventName(Value):
    """事件名称: the class that is stored under a name, and its Chinese name."""

    event_class: str
    zh: str


class Rulebook(Value):
    """政策规则(一个版本): what was in force from a day on."""

    version: str
    valid_from: date
    zh: str
    timers: Mapping[str, Timer]
    numbers: Mapping[str, Number]
    events: Mapping[str, EventName]
    memory: Mapping[str, tuple[Remembered, ...]]
    merging: Merging
    corrections: Corrections
    misses: Misses
    amber: Amber
    heard: Mapping[str, tuple[str, ...]]
    """The timers that listen to an event, by the event's stored name."""
    told: Mapping[str, tuple[tuple[str, str | None], ...]]
    """What is remembered from an event (and by which path), by the event's stored name."""
    listened: frozenset[str]
    """Every event that can change a clock or what is remembered."""

    def number(self, name: str) -> Number:
        """A policy number. Raises `NumberUnknown`: a rulebook without it cannot judge."""
        if (found := self.numbers.get(name)) is None:
            raise NumberUnknown(f"rules {self.version} have no number {name!r}")
        return found

    def lengthening(self, timer: str, event: str) -> Lengthening:
        """How far, and how often, an event may prolong a timer. Raises `TimerUnknown`."""
        found = self.timers.get(timer)
        for rule in () if found is None else found.extends:
            if rule.event == event:
                return rule
        raise TimerUnknown(f"by rules {self.version}, {event!r} does not prolong {timer!r}")

    def amber_of(self, timer: str) -> Amber:
        """When to warn of a timer: by its own measure, or by that of all timers."""
        return self.timers[timer].amber or self.amber

    def due(
        self, timer: str, start: datetime, calendar: Calendar, facts: Conditions | None = None
    ) -> Due:
        """When a timer that starts at a moment ends, for decisions that must know a window.

        `facts` choose among its lengths, such as `{"kind": "KEY"}` or `{"now.level": "RED"}`.
        Raises `TimerUnknown`.
        """
        given = facts or {}
        found = self.timers.get(timer)
        for length in () if found is None else found.lengths:
            fits = all(meets(given.get(path), wanted) for path, wanted in length.when.items())
            if fits and length.term is not None:
                return due(start, length.term, calendar)
        raise TimerUnknown(f"rules {self.version} have no length for {timer!r} and {dict(given)}")


class Rulebooks(Value):
    """全部版本: every version the product knows, oldest first."""

    books: tuple[Rulebook, ...]

    def at(self, moment: datetime) -> Rulebook:
        """The version in force at a moment; the oldest one also judges what was before it.

        Paper entered late may be older than any rulebook and must be judged by something.
        """
        begun = [book for book in self.books if book.valid_from <= day_of(moment)]
        return begun[-1] if begun else self.books[0]

    def of(self, version: str) -> Rulebook:
        """The version an event names. Raises `RuleVersionUnknown`."""
        for book in self.books:
            if book.version == version:
                return book
        raise RuleVersionUnknown(f"an event was judged by rules {version!r}, which are not here")


class Policy(Value):
    """政策: the rules of every version and the working calendar, all that time is judged by."""

    rules: Rulebooks
    calendar: Calendar


class RuleVersionUnknown(Exception):
    """An event names a version of the rules that this installation does not have."""


class NumberUnknown(Exception):
    """A decision asks for a number the rulebook does not have."""


class TimerUnknown(Exception):
    """A decision asks for a timer, or a length of it, the rulebook does not have."""
