"""Emergencies and incidents (应急与案事件): how they are reported, to whom, and what happened.

domain.md §2.5 L, §7.13.
"""

from domain.codes.entry import Code, CodeList, Labelled
from domain.codes.matters import PETITIONS, MatterClass


class EmergencyReportStage(Labelled):
    """报告阶段: the first report, one on the way, the last one."""

    INITIAL = "INITIAL", "初报"
    FOLLOW_UP = "FOLLOW_UP", "续报"
    FINAL = "FINAL", "终报"


class EmergencyChannel(Labelled):
    """报告方式: a call comes first; whatever is not a call counts as writing."""

    PHONE = "PHONE", "电话"
    WRITTEN = "WRITTEN", "书面"
    SYSTEM = "SYSTEM", "信息系统"


class EmergencyMeasure(Labelled):
    """处置措施: what was done on the spot to keep people safe."""

    PERSUASION = "PERSUASION", "疏导劝解"
    SEPARATION = "SEPARATION", "隔离双方"
    WATCH = "WATCH", "稳控看护"
    RESCUE = "RESCUE", "救治救助"
    CORDON = "CORDON", "现场警戒"
    EVACUATION = "EVACUATION", "疏散转移"
    PUBLIC_OPINION = "PUBLIC_OPINION", "舆情引导"
    OTHER = "OTHER", "其他措施"


class IncidentKind(Labelled):
    """案事件类型: what grew out of a case. domain.md §2.5 L, §7.13."""

    CIVIL_TO_CRIMINAL = "CIVIL_TO_CRIMINAL", "民转刑案件"
    CRIMINAL_TO_HOMICIDE = "CRIMINAL_TO_HOMICIDE", "刑转命案件"
    GROUP_EVENT = "GROUP_EVENT", "群体性事件"
    SKIP_LEVEL_VISIT = "SKIP_LEVEL_VISIT", "大规模越级访"
    INDIVIDUAL_EXTREME = "INDIVIDUAL_EXTREME", "个人极端事件"
    SUICIDE = "SUICIDE", "自杀"
    SUICIDE_ATTEMPT = "SUICIDE_ATTEMPT", "自杀未遂"
    OTHER = "OTHER", "其他"


class MandatoryReportKind(Labelled):
    """强制报告事由: where the law tells everyone to report. [F68]"""

    MINOR = "MINOR", "侵害未成年人"
    DOMESTIC_VIOLENCE = "DOMESTIC_VIOLENCE", "家庭暴力(无、限制民事行为能力人)"


class ReportedTo(Labelled):
    """强制报告对象: who must hear of it. [F68]"""

    POLICE = "POLICE", "公安机关"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", "民政部门"
    EDUCATION = "EDUCATION", "教育部门"
    OTHER = "OTHER", "其他有关部门"


_SOURCE = "domain.md §2.5 L [seed 000 二(四)5][seed 001 三(四)]"
_PETITION = "信访工作条例 art 25 [F02]"

PARTY_AND_GOVERNMENT = "PARTY_AND_GOVERNMENT"
DEPARTMENT = "DEPARTMENT"
JOINT_CONFERENCE = "JOINT_CONFERENCE"
UPPER_PETITION_OFFICE = "UPPER_PETITION_OFFICE"

EMERGENCY_RECIPIENTS = CodeList(
    "EMERGENCY_RECIPIENTS",
    "突发情况报告对象",
    [
        Code(
            code=PARTY_AND_GOVERNMENT,
            zh="党委、政府",
            en="Party committee and government",
            source=_SOURCE,
        ),
        Code(code=DEPARTMENT, zh="主管部门", en="Competent department", source=_SOURCE),
        Code(code="UPPER_CENTRE", zh="上级中心", en="Centre above", source=_SOURCE),
        Code(
            code="POLITICAL_LEGAL",
            zh="党委政法委",
            en="Political-legal committee",
            source=_SOURCE,
        ),
        Code(code="POLICE", zh="公安机关", en="Police", source=_SOURCE),
        Code(
            code="EMERGENCY_MANAGEMENT",
            zh="应急管理部门",
            en="Emergency management",
            source=_SOURCE,
        ),
        Code(
            code=JOINT_CONFERENCE,
            zh="信访工作联席会议办公室",
            en="Office of the joint conference on petitions",
            source=_PETITION,
        ),
        Code(
            code=UPPER_PETITION_OFFICE,
            zh="上一级信访部门",
            en="Petition office above",
            source=_PETITION,
        ),
        Code(code="OTHER", zh="其他", en="Other", source=_SOURCE, needs_text=True),
    ],
)
"""Who may be told of an emergency."""


def must_be_told(matter: MatterClass) -> frozenset[str]:
    """Whom a first report in writing reaches in any case; of a petition, two more [F02 art 25]."""
    always = {PARTY_AND_GOVERNMENT, DEPARTMENT}
    if matter in PETITIONS:
        always |= {JOINT_CONFERENCE, UPPER_PETITION_OFFICE}
    return frozenset(always)
