"""The words of clocks and missed deadlines."""

FIELDS: dict[str, str] = {
    "DeadlineMissed.timer": "The row of the rules it follows: `T02`. 时限编号",
    "RecordMissedDeadline.timer": "The row of the rules it follows: `T02`. 时限编号",
    "DeadlineMissed.scope": "The part of the case it belongs to; empty for all of it. 时限对象",
    "RecordMissedDeadline.scope": "The part of the case; empty for all of it. 时限对象",
    "RecordMissedDeadline.started": "The version of the event that started it. 起算事件序号",
    "DeadlineMissed.started_at": "When the clock started. 起算时间",
    "DeadlineMissed.basis": "Where the length of the term comes from. 依据",
    "DeadlineMissed.holder": "Which duty held the term. 责任主体",
    "holder_unit": "The unit that held the duty when the term ended, if known. 责任单位",
    "holder_person": "The person who held the duty then, if it was one alone. 责任人",
}

MEMBERS: dict[str, str] = {}
