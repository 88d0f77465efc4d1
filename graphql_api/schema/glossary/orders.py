"""The words of orders and supervision."""

FIELDS: dict[str, str] = {
    # Orders.
    "order": "The order. 交办单编号",
    "sender": "The unit that gives the order. 交办单位",
    "WorkOrderIssued.lead_unit": "The unit that is to handle it. 主办单位",
    "IssueOrder.lead_unit": "The unit that is to handle it. 主办单位",
    "co_units": "Units that help. 协办单位",
    "requirements": "What is to be done. 办理要求",
    "WorkOrderExtended.due_on": "The new day by which it is due. 延期后的期限",
    "ExtendOrder.due_on": "The new day by which it is due. 延期后的期限",
    "WorkOrderExtended.reason": "The reason, a code of EXTENSION_REASONS. 延期事由",
    "ExtendOrder.reason": "The reason, a code of EXTENSION_REASONS. 延期事由",
    "told": "Who was told why. 被告知人",
    # Objections.
    "WorkOrderObjected.reason": "The reason, a code of OBJECTION_REASONS. 异议事由",
    "ObjectToOrder.reason": "The reason, a code of OBJECTION_REASONS. 异议事由",
    "WorkOrderObjected.details": "The reasons in detail. 异议理由",
    "ObjectToOrder.details": "The reasons in detail. 异议理由",
    "suggested_unit": "The unit whose duty it is said to be. 建议承办单位",
    "UpholdObjection.basis": "Why the objection is well founded. 裁定依据",
    "ObjectionUpheld.basis": "Why the objection is well founded. 裁定依据",
    "RejectObjection.basis": "Why it is the unit's duty. 裁定依据",
    "ObjectionRejected.basis": "Why it is the unit's duty. 裁定依据",
    "DesignateUnit.basis": "Why this unit. 指定依据",
    "UnitDesignated.basis": "Why this unit. 指定依据",
    "DesignateUnit.unit": "The unit that is to handle it. 指定承办单位",
    "UnitDesignated.unit": "The unit that is to handle it. 指定承办单位",
    "ObjectionUpheld.lead_unit": "The unit that leads the matter now. 现主办单位",
    "unassigned": "Whether no unit has an open order of it any more. 是否无在办单位",
    "bounced": "Whether an objection was decided by it. 是否裁定异议",
    # Handlers.
    "handler": "Who has it in hand. 承办人",
    "assistants": "Who helps. 协助人员",
    "handed_by": "Who gave the duty over. 移交人",
    "taken_by": "Who took it over. 接收人",
    "tasks": "What is still open, one by one. 未办结事项",
    "relation": "What ties the person to the matter. 利害关系",
    "ConflictDisclosed.remark": "The relation, in words. 关系说明",
    "DiscloseConflict.remark": "The relation, in words. 关系说明",
    "RecusalRequested.person": "Who is asked to step aside. 被申请回避人",
    "RequestRecusal.person": "Who is asked to step aside. 被申请回避人",
    "RecusalRequested.party": "The party who asks; nobody when the person does. 申请人",
    "RequestRecusal.party": "The party who asks, when somebody asks for them. 申请人",
    "RecusalDecided.person": "Who is meant. 被申请回避人",
    "DecideRecusal.person": "Who is meant. 被申请回避人",
    "recused": "Whether the person steps aside. 是否回避",
    # Answers.
    "progress": "How far it is. 办理进展",
    "next_step": "What comes next. 下一步措施",
    "next_on": "When it comes. 下一步日期",
    "result_code": "The result, a code of ORDER_RESULTS. 办理结果",
    "reply": "The reply a party was given. 答复情况",
    "Reply.receiver": "The party who was told. 答复对象",
    "Reply.method": "How they were told. 答复方式",
    "reply_to": "The party who was told. 答复对象",
    "reply_method": "How they were told. 答复方式",
    "replied_at": "When they were told. 答复时间",
    "reply_proof": "What proves it. 答复凭证",
    "without_units": "Co-units that were not done. 未办结的协办单位",
    "without_reason": "Why it ends without them. 不等待协办单位的理由",
    # A level up.
    "CaseEscalated.from_level": "The level it comes from. 原办理层级",
    "CaseEscalated.to_level": "The level it goes to. 现办理层级",
    "from_unit": "The unit below, which keeps a duty beside the upper one. 原办理单位",
    "UnitSucceeded.from_unit": "The unit that was merged. 被合并单位",
    "UnitSucceeded.to_unit": "The unit it went into. 承接单位",
    "UnitSucceeded.centre": "The centre that has the case now. 现受理中心",
    "UnitSucceeded.lead_unit": "The unit that leads the matter now. 现主办单位",
    "TakeOverDuties.from_unit": "The unit that was merged. 被合并单位",
    "to_unit": "The unit above, which leads now. 提级办理单位",
    # Supervision.
    "supervision": "The supervision. 督办编号",
    "SupervisionOrdered.level": "How hard the unit is pressed. 督办级别",
    "OrderSupervision.level": "How hard the unit is pressed. 督办级别",
    "finding": "Why the answer is enough. 办结意见",
    "interviewed": "Who was called in. 被约谈人",
} | {
    f"{name}.{field}": words
    for names, field, words in (
        (
            "UrgeIssued IssueUrge SupervisionOrdered OrderSupervision UnitInterviewed InterviewUnit"
            " CircularPublished PublishCircular ListedForSupervision ListForSupervision",
            "ground",
            "Why, a code of SUPERVISION_GROUNDS. 督办事由",
        ),
        (
            "ReminderSent SendReminder UrgeIssued IssueUrge SupervisionOrdered OrderSupervision"
            " UnitInterviewed InterviewUnit CircularPublished PublishCircular"
            " ListedForSupervision ListForSupervision",
            "content",
            "What was said, in words. 内容",
        ),
        (
            "ReminderSent SendReminder UrgeIssued IssueUrge SupervisionOrdered OrderSupervision"
            " UnitInterviewed InterviewUnit CircularPublished PublishCircular"
            " ListedForSupervision ListForSupervision",
            "unit",
            "The unit that is pressed. 督办对象",
        ),
    )
    for name in names.split()
}

MEMBERS: dict[str, str] = {}
