"""Who may do what in intake, triage and risk: domain.md §2.5 A, B."""

TABLE = {
    # §2.5 A, intake
    "RegisterIntake": "R01 R03 R05 R07 R09 R10 R14 R17 R27",
    "AddParty": "R03 R05 R07",
    "AppointRepresentative": "R03 R05 R07",
    "RequestSupplement": "R03 R04",
    "ReceiveMaterial": "R03 R04",
    "FlagDuplicate": "R04 R27",
    "MergeCase": "R04",
    "UnmergeCase": "R04",
    "LinkCases": "R04",
    "ResolveOnTheSpot": "R03 R05 R14",
    "FileSelfHandled": "R05",
    "HandBackToCentre": "R05",
    "AcceptCase": "R03 R04 R08 R17",
    "ProposeRefusal": "R03 R04",
    "RefuseCase": "R08 R11 R17",
    "OverturnRefusal": "R11 R17 R19",
    "RedirectCase": "R03 R04 R17",
    "ServeNotice": "R03 R05 R07",
    "WithdrawCase": "R01 R03",
    "ProtectIdentity": "R11 R22",
    # §2.5 B, triage and risk
    "ScreenCase": "R04",
    "ProposeClassification": "R10 R27",
    "ClassifyCase": "R04 R08",
    "AssessRisk": "R04 R08 R10",
    "RecordSignal": (
        "R01 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R22 R27 R28"
    ),
    "ChangeRisk": "R04 R11",
    "ProposeRiskDowngrade": "R04",
    "ApproveRiskDowngrade": "R11",
    "FilePlan": "R05 R08",
    "EnterSpecialLedger": "R04",
    "BundleToLeader": "R11 R19",
}
