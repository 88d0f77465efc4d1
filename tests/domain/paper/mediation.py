"""Who may do what in mediation: domain.md §2.5 F, §2.6, §4.4 (mediation commands: R07, R08)."""

TABLE = {
    # §2.5 F; a party speaks for themselves as well
    "ApplyForMediation": "R01 R07",
    "OfferMediation": "R07",
    "RecordConsent": "R01 R07",
    "OpenMediation": "R08",
    "NotifyRights": "R07 R08",
    "AppointMediators": "R08",
    "ReplaceMediator": "R08",
    "ScheduleSession": "R07 R08",
    "RescheduleSession": "R07 R08",
    "HoldSession": "R07 R08",
    "AdjournSession": "R07 R08",
    "RecordInvestigation": "R07 R08",
    "CommissionAppraisal": "R07 R08",
    "ReportAppraisal": "R07 R08",
    "SuspendMediation": "R07 R08",
    "ResumeMediation": "R07 R08",
    "ExtendMediation": "R07 R08",
    "TerminateMediation": "R07 R08",
    "AdviseRoute": "R05 R07",
    # §2.6: death and the like are entered by those who enter parties
    "RecordDeath": "R03 R05 R07",
    "RecordDissolution": "R03 R05 R07",
    "RecordLostCapacity": "R03 R05 R07",
    "NameGuardian": "R03 R05 R07",
    "JoinSuccessors": "R03 R05 R07",
    "ConfirmSuccession": "R03 R05 R07",
    "EndSuccession": "R03 R05 R07",
    # §2.6: interruptions
    "NoteParallelProceeding": "R05 R07 R08 R16",
    "EndParallelProceeding": "R05 R07 R08 R16",
    "SuspectFalseMediation": "R07 R08",
    "RecordNotReached": "R05 R07",
    "ReportMisconduct": "R01 R08 R11 R18",
    # T24a: the court's liaison or its system; the organisation's head
    "RecordDelegation": "R16 R27",
    "ConfirmDelegation": "R08",
    # §2.6: the whole matter, above the handler
    "SuspendClock": "R06 R11",
    "ResumeClock": "R06 R11",
    "ExtendClock": "R06 R11",
}
