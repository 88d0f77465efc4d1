"""Who may do what in an emergency and in a petition: domain.md §2.5 L, M, §4.4."""

STAFF = "R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R22 R27 R28"

TABLE = {
    # §2.5 L, emergency and incident
    "ReportEmergency": "R04 R10 R11 R14",
    "ReportDirectly": "R11",
    "ReportToPolice": STAFF,
    "MakeMandatoryReport": STAFF,
    "ActivatePlan": "R11 R14",
    "DispatchForce": "R11 R14",
    "ArriveOnScene": "R11 R14",
    "TakeMeasure": "R11 R14",
    "EndEmergency": "R11 R14",
    "RecordIncident": "R11 R18 R27",
    "LinkReview": "R19",
    "WaiveReview": "R19",
    # §2.5 M, petition
    "ForwardPetition": "R17",
    "AssignPetition": "R17",
    "NotifyReceipt": "R05 R17",
    "ImportRoute": "R05",
    "ExtendHandling": "R06",
    "IssueOpinion": "R06",
    "ServeOpinion": "R05 R06",
    "SettlePetition": "R05 R07",
    "RequestReview": "R01 R03 R17",
    "IssueReviewOpinion": "R06 R17",
    "ServeReviewOpinion": "R06 R17",
    "RequestRecheck": "R01 R03 R17",
    "IssueRecheckOpinion": "R06 R17",
    "DeclareFinal": "R17",
    "NoteRepeatPetition": "R17",
    "AdoptAdvice": "R05",
}
