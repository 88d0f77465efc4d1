"""Who may do what with whistles, consultations and corrections: domain.md §2.5 D, E, Q; §4.4."""

AUTHORS = "R01 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R22 R27 R28"

TABLE = {
    # §2.5 D, whistle-and-report
    "BlowWhistle": "R10 R11",
    "ReceiveWhistle": "R06",
    "DeclineWhistle": "R06",
    "DecideWhistleDecline": "R11 R19",
    "ReportIn": "R06",
    "ConfirmReportIn": "R10 R11",
    "FinishWhistleTask": "R06",
    "EvaluateWhistle": "R06 R10 R11",
    "ExtendWhistle": "R11",
    "EscalateWhistle": "R11",
    # §2.5 E, consultation, experts, hearing
    "ConveneConsultation": "R04 R11",
    "HoldConsultation": "R11",
    "AdoptResolution": "R11",
    "FinishItem": "R05",
    "ConsultExpert": "R07",
    "HoldHearing": "R17",
    # §2.5 Q, corrections; §4.4 "void an event: author's unit head + R23"
    "CorrectEvent": AUTHORS,
    "ProposeVoiding": "R06 R08 R10 R11",
    "ApproveVoiding": "R23",
    "AnnotateEvent": AUTHORS,
    "ExplainLateEntry": AUTHORS,
}
