"""The words of overdue terms."""

FIELDS: dict[str, str] = {
    "DeadlineFilter.standings": "How they stood; overdue if left out. 办理情况",
    "DeadlineFilter.kinds": "Whose terms; duties if left out. 时限性质",
    "DeadlineFilter.timers": "Rows of the rules: `T02`. 时限编号",
    "DeadlineFilter.bases": "Where their length comes from. 依据",
    "DeadlineFilter.mandatory": "Those that law or a policy document asks for, or not. 是否强制",
    "DeadlineFilter.colours": "The colours they had. 预警颜色",
    "DeadlineFilter.buckets": "How late they were, by interval. 超期区间",
    "DeadlineFilter.holder_person": "The person named for them. 责任人",
    "DeadlineFilter.cases": "Of these cases only. 事项",
    "DeadlineFilter.late_extension": "Those prolonged although over, or not. 是否逾期后延期",
}

MEMBERS: dict[str, str] = {
    "DeadlineOrder.DUE_AT_ASC": "届满时间从早到晚",
    "DeadlineOrder.DUE_AT_DESC": "届满时间从晚到早",
}
