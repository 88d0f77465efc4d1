"""Roles (角色): who may do and see what is decided by the posts a person holds. domain.md §4.3."""

from enum import StrEnum


class Role(StrEnum):
    """角色: the code lists of roles, R01 to R30."""

    PARTY = "R01"
    WINDOW_CLERK = "R03"
    TRIAGE_OFFICER = "R04"
    HANDLER = "R05"
    UNIT_HEAD = "R06"
    MEDIATOR = "R07"
    COMMITTEE_HEAD = "R08"
    GRID_WORKER = "R09"
    VILLAGE_HEAD = "R10"
    CENTRE_DIRECTOR = "R11"
    SUPERVISOR = "R12"
    RETURN_VISITOR = "R13"
    LEADER = "R14"
    EXPERT = "R15"
    COURT_LIAISON = "R16"
    PETITION_OFFICE = "R17"
    JUSTICE_BUREAU = "R18"
    POLITICAL_LEGAL_COMMITTEE = "R19"
    ACCOUNTABILITY_REVIEWER = "R20"
    DISCIPLINE_REVIEWER = "R21"
    CLUE_CUSTODIAN = "R22"
    COMPLIANCE_AUDITOR = "R23"
    SYSTEM_ADMINISTRATOR = "R24"
    SECURITY_ADMINISTRATOR = "R25"
    AUDIT_ADMINISTRATOR = "R26"
    MACHINE_CLIENT = "R27"
    ARCHIVIST = "R28"
    STATISTICIAN = "R29"
    EXTERNAL_OVERSIGHT = "R30"

    @property
    def zh(self) -> str:
        """The Chinese name people see."""
        return _CHINESE[self]


_CHINESE: dict[Role, str] = {
    Role.PARTY: "当事人",
    Role.WINDOW_CLERK: "综合受理窗口",
    Role.TRIAGE_OFFICER: "研判分流员",
    Role.HANDLER: "承办人",
    Role.UNIT_HEAD: "承办单位负责人",
    Role.MEDIATOR: "人民调解员",
    Role.COMMITTEE_HEAD: "调委会主任",
    Role.GRID_WORKER: "网格员",
    Role.VILLAGE_HEAD: "村(社区)负责人",
    Role.CENTRE_DIRECTOR: "中心主任",
    Role.SUPERVISOR: "督办员",
    Role.RETURN_VISITOR: "回访员",
    Role.LEADER: "接访包案领导",
    Role.EXPERT: "专家",
    Role.COURT_LIAISON: "诉调对接联络员",
    Role.PETITION_OFFICE: "信访部门",
    Role.JUSTICE_BUREAU: "司法局(所)",
    Role.POLITICAL_LEGAL_COMMITTEE: "政法委",
    Role.ACCOUNTABILITY_REVIEWER: "责任倒查审查员",
    Role.DISCIPLINE_REVIEWER: "纪检监察审查员",
    Role.CLUE_CUSTODIAN: "线索保管员",
    Role.COMPLIANCE_AUDITOR: "合规审计员",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
    Role.MACHINE_CLIENT: "接口账号",
    Role.ARCHIVIST: "档案员",
    Role.STATISTICIAN: "统计员",
    Role.EXTERNAL_OVERSIGHT: "外部监督",
}

STAFF: frozenset[Role] = frozenset(Role) - {
    Role.PARTY,
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
    Role.STATISTICIAN,
    Role.EXTERNAL_OVERSIGHT,
    Role.COMPLIANCE_AUDITOR,
    Role.DISCIPLINE_REVIEWER,
}
"""Who does business for a centre; administrators and outside eyes do none (SoD-8, SoD-12)."""
