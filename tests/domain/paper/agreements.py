"""Who may do what with agreements, confirmation and fulfilment: domain.md §2.5 F to H, §4.4."""

TABLE = {
    # §2.5 F, agreements; §4.4 mediation commands, sign agreement
    "ReachAgreement": "R07 R08",
    "SignAgreement": "R01 R07 R08",
    "SealAgreement": "R08",
    "AmendAgreement": "R07 R16",
    "InvalidateAgreement": "R07 R16",
    # §2.5 G, confirmation and enforcement
    "AdviseConfirmation": "R07",
    "ApplyForConfirmation": "R01 R16",
    "WithdrawConfirmation": "R16 R27",
    "ExpireConfirmationWindow": "R16 R27",
    "AcceptConfirmation": "R16 R27",
    "DeclineConfirmation": "R16 R27",
    "ExtendConfirmationTerm": "R16 R27",
    "GrantConfirmation": "R16 R27",
    "DismissConfirmation": "R16 R27",
    "ApplyForEnforcement": "R01 R16",
    "EndEnforcement": "R01 R16",
    "ApplyForPaymentOrder": "R01 R16",
    "NotariseDebt": "R01 R16",
    # §2.5 H, fulfilment
    "RemindObligation": "R07 R27",
    "RecordFulfilment": "R01 R07",
    "RecordBreach": "R07 R27",
    "UrgeFulfilment": "R07",
    "DeferObligation": "R07",
}
