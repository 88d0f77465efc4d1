"""The words of whistles, consultations and corrections.

Names that other parts may need as well stand here with their type.
"""

_CALLED = "The units called. 被吹叫单位"
_FACTS = "What has happened, in words. 事由说明"
_TASK = "What the units are asked to do. 吹哨事项"
_WANTED = "What is to come of it. 期望结果"
_FINISHED_BY = "When it must be finished; urgent whistles only. 办结时间"
_LEGAL_BASIS = "The legal basis. 法律依据"
_SUGGESTED = "The unit whose duty it is thought to be. 建议单位"
_CAME = "Who came. 报到人员"
_MODE = "How they came. 报到方式"
_ARRIVED = "When they came. 到达时间"
_SCORE = "The score, 0 to 100. 评分"
_LONGER = "By how many days the term is longer. 延期天数"
_UNTIL = "Until when the term now runs. 延期至"
_AGENDA = "What is to be talked over. 会商议题"
_ASKED = "The units asked to meet. 参会单位"
_MET = "The units that met. 到会单位"
_PEOPLE_MET = "The people who met. 到会人员"
_MINUTES = "The minutes. 会议记录"
_PLANNED = "When it is planned. 计划时间"
_ITEM_TASK = "What the unit is to do. 议定任务"
_ITEMS = "What was resolved, item by item. 议定事项"
_QUESTION = "What was asked. 咨询问题"
_OPINION = "What the expert answered. 专家意见"
_HEARD_DAYS = "How many days were heard. 听证天数"
_AT_VERSION = "At which place in the case's record the entry stands, from 1. 记录序号"
_EVENT = "The stored name of the entry. 记录类型"
_FIELD = "The field that was wrong, by its name in the domain (snake case). 更正项目"
_VALUE = "What is right, as the record writes it: a day, a moment, digits, a code. 更正值"
_HAPPENED = "When it really happened. 实际发生时间"
_RIGHT_WORDS = "What is right, in words, sealed. 更正说明"
_NOTE = "The word beside the entry. 加注内容"

FIELDS: dict[str, str] = {
    # Whistles.
    "whistle": "The whistle. 哨件编号",
    "target_units": _CALLED,
    "wanted_result": _WANTED,
    "blown_by": "The unit that blew. 吹哨单位",
    "outstanding_units": "Units that have not come or not finished. 未办结单位",
    "BlowWhistle.ground": "Why those on the spot cannot do it. 吹哨事由",
    "WhistleBlown.ground": "Why those on the spot cannot do it. 吹哨事由",
    "BlowWhistle.facts": _FACTS,
    "WhistleBlown.facts": _FACTS,
    "BlowWhistle.task": _TASK,
    "WhistleBlown.task": _TASK,
    "BlowWhistle.due_at": _FINISHED_BY,
    "WhistleBlown.due_at": _FINISHED_BY,
    "DeclineWhistle.legal_basis": _LEGAL_BASIS,
    "WhistleDeclined.legal_basis": _LEGAL_BASIS,
    "DeclineWhistle.suggested_unit": _SUGGESTED,
    "WhistleDeclined.suggested_unit": _SUGGESTED,
    "DecideWhistleDecline.upheld": "Whether the unit need not come. 拒哨是否成立",
    "ReportIn.people": _CAME,
    "UnitReportedIn.people": _CAME,
    "ReportIn.mode": _MODE,
    "UnitReportedIn.mode": _MODE,
    "ReportIn.arrived_at": _ARRIVED,
    "UnitReportedIn.arrived_at": _ARRIVED,
    "by_unit": "The unit that evaluates. 评价单位",
    "EvaluateWhistle.unit": "The unit that is evaluated. 被评价单位",
    "WhistleEvaluated.unit": "The unit that is evaluated. 被评价单位",
    "EvaluateWhistle.score": _SCORE,
    "WhistleEvaluated.score": _SCORE,
    "ExtendWhistle.days": _LONGER,
    "WhistleExtended.days": _LONGER,
    "ExtendWhistle.due_at": _UNTIL,
    "WhistleExtended.due_at": _UNTIL,
    "EscalateWhistle.to_level": "The level that takes it up. 提至层级",
    "WhistleEscalated.to_level": "The level that takes it up. 提至层级",
    # Consultations.
    "consultation": "The consultation. 会商编号",
    "ConveneConsultation.agenda": _AGENDA,
    "ConsultationConvened.agenda": _AGENDA,
    "ConveneConsultation.units": _ASKED,
    "ConsultationConvened.units": _ASKED,
    "ConveneConsultation.planned_at": _PLANNED,
    "ConsultationConvened.planned_at": _PLANNED,
    "HoldConsultation.units": _MET,
    "ConsultationHeld.units": _MET,
    "HoldConsultation.people": _PEOPLE_MET,
    "ConsultationHeld.people": _PEOPLE_MET,
    "HoldConsultation.minutes": _MINUTES,
    "ConsultationHeld.minutes": _MINUTES,
    "absent_units": "Units that were asked and stayed away. 缺席单位",
    "lead_unit_absent": "Whether the lead unit stayed away. 主办单位是否缺席",
    "AdoptResolution.items": _ITEMS,
    "ResolutionAdopted.items": _ITEMS,
    "Task.task": _ITEM_TASK,
    "ResolvedItem.task": _ITEM_TASK,
    "ConsultExpert.expert": "The expert. 专家",
    "ExpertConsulted.expert": "The expert. 专家",
    "ConsultExpert.question": _QUESTION,
    "ExpertConsulted.question": _QUESTION,
    "ConsultExpert.opinion": _OPINION,
    "ExpertConsulted.opinion": _OPINION,
    "HoldHearing.days": _HEARD_DAYS,
    "HearingHeld.days": _HEARD_DAYS,
    # Corrections.
    "CorrectEvent.version": _AT_VERSION,
    "EventCorrected.version": _AT_VERSION,
    "ProposeVoiding.version": _AT_VERSION,
    "VoidingProposed.version": _AT_VERSION,
    "ApproveVoiding.version": _AT_VERSION,
    "EventVoided.version": _AT_VERSION,
    "AnnotateEvent.version": _AT_VERSION,
    "EventAnnotated.version": _AT_VERSION,
    "ExplainLateEntry.version": _AT_VERSION,
    "LateEntryExplained.version": _AT_VERSION,
    "EventCorrected.event": _EVENT,
    "VoidingProposed.event": _EVENT,
    "EventVoided.event": _EVENT,
    "EventAnnotated.event": _EVENT,
    "LateEntryExplained.event": _EVENT,
    "CorrectEvent.field": _FIELD,
    "EventCorrected.field": _FIELD,
    "CorrectEvent.value": _VALUE,
    "EventCorrected.value": _VALUE,
    "CorrectEvent.happened_at": _HAPPENED,
    "EventCorrected.happened_at": _HAPPENED,
    "CorrectEvent.remark": _RIGHT_WORDS,
    "EventCorrected.remark": _RIGHT_WORDS,
    "AnnotateEvent.note": _NOTE,
    "EventAnnotated.note": _NOTE,
}

MEMBERS: dict[str, str] = {}
