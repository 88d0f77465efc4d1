"""Who may do what with orders and in supervision: domain.md §2.5 C and K, §4.4."""

TABLE = {
    # §2.5 C, orders
    "IssueOrder": "R04 R11 R17",
    "SignOrder": "R05 R06",
    "ExtendOrder": "R04 R11 R17",
    "ObjectToOrder": "R06",
    "UpholdObjection": "R04 R11 R17",
    "RejectObjection": "R04 R11 R17",
    "DesignateUnit": "R11 R19",
    "AssignHandler": "R06",
    "HandOverDuty": "R06",
    "DiscloseConflict": "R05 R07",
    "RequestRecusal": "R01 R05 R07",
    "DecideRecusal": "R06 R08 R11",
    "ReportProgress": "R05",
    "CompleteAssistance": "R05 R06",
    "CompleteOrder": "R06",
    "ReturnOrder": "R04 R12",
    "EscalateCase": "R10 R11",
    # §2.6, reorganisation of a unit
    "TakeOverDuties": "R04 R06 R08 R11",
    # §2.5 K, supervision
    "SendReminder": "R12",
    "IssueUrge": "R12",
    "OrderSupervision": "R12 R17 R19",
    "AnswerSupervision": "R06 R08 R10 R11",
    "CloseSupervision": "R11 R12 R17 R19",
    "InterviewUnit": "R11 R19",
    "PublishCircular": "R11 R19",
    "ListForSupervision": "R11 R19",
}
