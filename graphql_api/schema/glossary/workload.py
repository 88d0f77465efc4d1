"""The words of the workload figures."""

FIELDS: dict[str, str] = {}

MEMBERS: dict[str, str] = {
    "WorkloadBy.UNIT": "Units, each by itself. 按单位",
    "WorkloadBy.PERSON": "People, each by themselves. 按人员",
    "WorkloadOrder.LOAD_DESC": "The heaviest load first. 工作量降序",
    "WorkloadOrder.UTILISATION_DESC": "The fullest first. 负荷率降序",
    "WorkloadOrder.UTILISATION_ASC": "Who has most room first. 负荷率升序",
    "WorkloadOrder.OPEN_DESC": "The most open work first. 在办数降序",
    "WorkloadOrder.BACKLOG_DESC": "The longest backlog first. 积压天数降序",
}
