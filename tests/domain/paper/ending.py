"""Who may do what when a case ends: domain.md §2.5 I, J; §2.6 (failed mediation); §4.4."""

TABLE = {
    # §2.5 C, T03
    "RecordContact": "R03 R04 R05 R07",
    # §2.6, failed mediation
    "RecordRouteFiled": "R01 R05 R07 R16",
    # §2.5 I, return visit and evaluation
    "MakeReturnVisit": "R13",
    "RecordUnreachable": "R13",
    "RateSatisfaction": "R01 R13",
    "ReviewDissatisfaction": "R12",
    # §2.5 J, conclusion, closing, reopening, archive
    "ConcludeCase": "R05 R06 R08",
    "ApproveConclusion": "R04 R12",
    "RejectConclusion": "R04 R12",
    "CloseCase": "R04 R11",
    "ReopenCase": "R04 R11 R17 R19",
    "ArchiveCase": "R28",
    "ExtendRetention": "R11 R28",
    "PlaceHold": "R11 R19 R20",
    "LiftHold": "R11 R19 R20",
    "ApproveDestruction": "R11",
    "ExecuteDestruction": "R28",
}
