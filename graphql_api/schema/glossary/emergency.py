"""The words of emergencies, incidents and petitions."""

FIELDS: dict[str, str] = {
    # Reports about an emergency.
    **dict.fromkeys(
        ("EmergencyReported.stage", "ReportEmergency.stage"),
        "Whether it is the first report, one on the way, or the last. 报告阶段",
    ),
    **dict.fromkeys(
        (
            "EmergencyReported.channel",
            "ReportEmergency.channel",
            "DirectReported.channel",
            "ReportDirectly.channel",
        ),
        "By telephone or in writing. 报告方式",
    ),
    **dict.fromkeys(
        ("EmergencyReported.to", "ReportEmergency.to"),
        "Who is told, codes of EMERGENCY_RECIPIENTS. 报告对象",
    ),
    **dict.fromkeys(
        ("MandatoryReportMade.to", "MakeMandatoryReport.to"), "Which authorities are told. 报告对象"
    ),
    "to_other": "Who else is told, if the list does not name them. 其他报告对象",
    **dict.fromkeys(
        (
            "EmergencyReported.facts",
            "ReportEmergency.facts",
            "DirectReported.facts",
            "ReportDirectly.facts",
            "PoliceReported.facts",
            "ReportToPolice.facts",
            "MandatoryReportMade.facts",
            "MakeMandatoryReport.facts",
            "IncidentOccurred.facts",
            "RecordIncident.facts",
        ),
        "What is happening or has happened. 基本情况",
    ),
    "happened_at": "When it began. 发生时间",
    "spot": "Where it is happening. 发生地点",
    **dict.fromkeys(
        ("EmergencyReported.cause", "ReportEmergency.cause"), "Why, as far as known. 起因"
    ),
    **dict.fromkeys(
        ("EmergencyReported.measures", "ReportEmergency.measures"), "What is being done. 已采取措施"
    ),
    **dict.fromkeys(
        (
            "EmergencyReported.receipt",
            "ReportEmergency.receipt",
            "MandatoryReportMade.receipt",
            "MakeMandatoryReport.receipt",
        ),
        "The receipt of who was told, as a file. 签收凭证",
    ),
    "leaders": "The leaders who are told. 直报对象",
    **dict.fromkeys(
        (
            "PoliceReported.organ",
            "ReportToPolice.organ",
            "MandatoryReportMade.organ",
            "MakeMandatoryReport.organ",
        ),
        "The office that took the report. 接报单位",
    ),
    "police_number": "The number the police gave it. 接处警(立案)编号",
    **dict.fromkeys(
        ("MandatoryReportMade.kind", "MakeMandatoryReport.kind"),
        "What had to be reported. 报告事由",
    ),
    # Acting on it.
    **dict.fromkeys(("PlanActivated.plan", "ActivatePlan.plan"), "Which plan, how far. 预案及等级"),
    "commander": "Who commands. 现场指挥",
    **dict.fromkeys(("ForceDispatched.units", "DispatchForce.units"), "Who is sent. 派出单位"),
    **dict.fromkeys(
        ("ForceDispatched.people_count", "DispatchForce.people_count"),
        "How many people are sent. 派出人数",
    ),
    **dict.fromkeys(("ForceDispatched.task", "DispatchForce.task"), "What they are to do. 任务"),
    **dict.fromkeys(("OnSceneArrived.unit", "ArriveOnScene.unit"), "Who has arrived. 到场单位"),
    **dict.fromkeys(
        ("OnSceneArrived.situation", "ArriveOnScene.situation"), "What they found. 现场情况"
    ),
    **dict.fromkeys(
        ("MeasureTaken.measure", "TakeMeasure.measure"), "The kind of measure. 措施种类"
    ),
    **dict.fromkeys(
        ("MeasureTaken.content", "TakeMeasure.content"), "The measure, in words. 措施内容"
    ),
    # Incidents.
    "incident": "The incident. 案事件编号",
    **dict.fromkeys(
        ("IncidentOccurred.kind", "RecordIncident.kind"), "What it came to, above all. 案事件类型"
    ),
    "further_kinds": "What else it came to. 同时属于的类型",
    "injured": "How many were hurt. 受伤人数",
    "dead": "How many died. 死亡人数",
    **dict.fromkeys(("ReviewLinked.review", "LinkReview.review"), "The review. 责任倒查编号"),
    # Giving a petition to a unit, and telling the petitioner.
    **dict.fromkeys(
        (
            "PetitionForwarded.unit",
            "ForwardPetition.unit",
            "PetitionAssigned.unit",
            "AssignPetition.unit",
        ),
        "The unit it is given to. 承办单位",
    ),
    **dict.fromkeys(
        ("PetitionForwarded.order", "PetitionAssigned.order"),
        "The order the unit signs for or objects to. 交办单编号",
    ),
    "receiver_kind": "What kind of body it is given to. 转送交办对象",
    **dict.fromkeys(
        (
            "PetitionForwarded.basis",
            "ForwardPetition.basis",
            "PetitionAssigned.basis",
            "AssignPetition.basis",
        ),
        "Why it is that unit's duty. 转送交办依据",
    ),
    **dict.fromkeys(
        ("PetitionAssigned.feedback", "AssignPetition.feedback"),
        "What the unit is to report. 反馈要求",
    ),
    "report_due_on": "By which day the unit reports. 报告期限",
    **dict.fromkeys(
        ("ReceiptNotified.unit", "NotifyReceipt.unit"), "The unit that tells. 告知单位"
    ),
    **dict.fromkeys(
        ("ReceiptNotified.result", "NotifyReceipt.result"),
        "What the petitioner is told. 告知结果",
    ),
    "unclear": "Whether nobody could be told: name or address unclear. 姓名(名称)、住址不清",
    # Handling a petition.
    **dict.fromkeys(
        ("RouteImported.item", "ImportRoute.item"), "The item of article 31. 条例第三十一条的项"
    ),
    **dict.fromkeys(
        ("HandlingExtended.days", "ExtendHandling.days"), "How many days more. 延长天数"
    ),
    **dict.fromkeys(
        (
            "ReceiptNotified.told_at",
            "NotifyReceipt.told_at",
            "RouteImported.told_at",
            "ImportRoute.told_at",
            "HandlingExtended.told_at",
            "ExtendHandling.told_at",
            "AdviceAdopted.told_at",
            "AdoptAdvice.told_at",
        ),
        "When the petitioner was told. 告知时间",
    ),
    **dict.fromkeys(
        ("PetitionMediated.kind", "SettlePetition.kind"), "Settled or mediated. 和解或调解"
    ),
    **dict.fromkeys(
        ("PetitionMediated.agreed_by", "SettlePetition.agreed_by"), "Who agreed. 同意人"
    ),
    "settlement": "What they agreed on. 和解、调解内容",
    "discretion": "What discretion it lies in, and that no rule forbids it. 裁量依据",
    "adoption": "Wholly or in part. 采纳程度",
    **dict.fromkeys(("AdviceAdopted.reply", "AdoptAdvice.reply"), "The reply. 答复内容"),
    # The opinion.
    **dict.fromkeys(("OpinionIssued.opinion", "IssueOpinion.opinion"), "The opinion. 处理意见"),
    "petition_claim": "What the petitioner asks for. 信访请求",
    **dict.fromkeys(("OpinionIssued.facts", "IssueOpinion.facts"), "What was found. 查明的事实"),
    **dict.fromkeys(
        (
            "OpinionIssued.reasoning",
            "IssueOpinion.reasoning",
            "ReviewOpinionIssued.reasoning",
            "IssueReviewOpinion.reasoning",
            "RecheckOpinionIssued.reasoning",
            "IssueRecheckOpinion.reasoning",
        ),
        "The reasons. 理由",
    ),
    "excluded": "The items of article 31 that were ruled out. 已排除的各项",
    "petitioner_heard_at": "When the petitioner was heard. 听取陈述时间",
    "drafted_by": "Who drafted it. 拟稿人",
    # Review, re-review and the end.
    **dict.fromkeys(
        (
            "ReviewRequested.requested_by",
            "RequestReview.requested_by",
            "RecheckRequested.requested_by",
            "RequestRecheck.requested_by",
        ),
        "The petitioner who asks. 申请人",
    ),
    **dict.fromkeys(
        (
            "ReviewRequested.organ",
            "RequestReview.organ",
            "RecheckRequested.organ",
            "RequestRecheck.organ",
        ),
        "The organ above that is asked. 复查(复核)机关",
    ),
    "posted_at": "When the letter was posted, if it came by post. 寄出时间",
    **dict.fromkeys(
        (
            "ReviewOpinionIssued.result",
            "IssueReviewOpinion.result",
            "RecheckOpinionIssued.result",
            "IssueRecheckOpinion.result",
        ),
        "What became of the opinion. 复查(复核)结论",
    ),
    "heard_in_public": "Whether there was a hearing. 是否举行听证",
    "PetitionFinal.ground": "Why it is final. 终结依据",
    **dict.fromkeys(
        ("PetitionFinal.reference", "DeclareFinal.reference"),
        "The paper it rests on. 终结文书文号",
    ),
    "petitioner": "Who came again. 信访人",
    **dict.fromkeys(
        ("RepeatPetitionNoted.heard_at", "NoteRepeatPetition.heard_at"),
        "When it was brought again. 再次提出时间",
    ),
    "new_facts": "Whether there are new facts or reasons. 是否有新的事实和理由",
    "care": "What is done for who needs care. 关怀帮扶措施",
}

MEMBERS: dict[str, str] = {}
