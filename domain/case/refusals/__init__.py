"""Why a case says no.

    Refusal
    ├── every chapter (shared.py)
    │   ├── IdentifierInText          somebody's number stands in a narrative
    │   ├── ToldFromTheFuture         a moment told lies after the act
    │   ├── DayHasPassed              a term would end before it begins
    │   ├── SamePerson                one person cannot be both of two
    │   ├── SecondPersonNeeded        two people decide this
    │   ├── ExplanationNeeded         "other" needs words
    │   ├── SteppedAside              who stepped aside has no further part
    │   ├── NotAllAgree               it needs every party's agreement
    │   ├── NoMoreTime                an extension ends later than what it extends
    │   ├── OneTermOnly               so long, or until then, not both
    │   ├── UnitNotCompetent          the duty catalogue does not name it
    │   └── AccusedUnitMayNot         nobody judges a complaint about themselves
    ├── intake and parties (intake.py)
    │   ├── CentreMissing  CentreNotYours  PlaceOutsideArea  UnitIsCompetent  SameUnit
    │   ├── PartyTwice  PartyUnknown  GuardianConsentMissing  StaffIsParty
    │   ├── RepresentativesMissing  TooManyRepresentatives  RepresentativeNotApplicant
    │   ├── RepresentativeIsOpponent
    │   ├── AskedBefore  ItemNotMissing
    │   └── ClassNeedsProcedure  OutcomeNeedsProcedure  NotConfirmedByApplicant  RiskTooHigh
    ├── acceptance (acceptance.py)
    │   ├── DisputeTypeMissing  FirstResponsibleFixed
    │   ├── RiskNotChecked  CoolDownMissing  NothingProposed  ProposalStands
    │   ├── SupplementPending  NothingOutstanding
    │   ├── DisciplineOnly  CopyToAccused
    │   ├── NothingToNotify  ReceiverNotInCase
    │   └── NotTheApplicantsWish  EmergencyOpen
    ├── merging (merging.py)
    │   └── CannotJoinItself  JoinedAlready  TargetNotOpen  NothingInCommon  ProtectionDiffers
    │       MediationUnderWay
    └── risk (risk.py)
        ├── NotAssessed  AssessedOtherwise  BelowDefault  LevelUnchanged
        ├── SignalNotRecorded  SignalsTooRecent  NothingToApprove
        └── NotForSpecialLedger  InLedgerAlready  NotRed

`CodeUnknown` and `CodeNeedsText` live with the code lists, `UnitUnknown` with the organisation,
`PersonUnknown` with persons.
"""

from domain.case.refusals.acceptance import (
    CoolDownMissing,
    CopyToAccused,
    DisciplineOnly,
    DisputeTypeMissing,
    EmergencyOpen,
    FirstResponsibleFixed,
    NothingOutstanding,
    NothingProposed,
    NothingToNotify,
    NotTheApplicantsWish,
    ProposalStands,
    ReceiverNotInCase,
    RiskNotChecked,
    SupplementPending,
)
from domain.case.refusals.intake import (
    AskedBefore,
    CentreMissing,
    CentreNotYours,
    ClassNeedsProcedure,
    GuardianConsentMissing,
    ItemNotMissing,
    NotConfirmedByApplicant,
    OutcomeNeedsProcedure,
    PartyTwice,
    PartyUnknown,
    PlaceOutsideArea,
    RepresentativeIsOpponent,
    RepresentativeNotApplicant,
    RepresentativesMissing,
    RiskTooHigh,
    SameUnit,
    StaffIsParty,
    TooManyRepresentatives,
    UnitIsCompetent,
)
from domain.case.refusals.merging import (
    CannotJoinItself,
    JoinedAlready,
    NothingInCommon,
    ProtectionDiffers,
    TargetNotOpen,
)
from domain.case.refusals.risk import (
    AssessedOtherwise,
    BelowDefault,
    InLedgerAlready,
    LevelUnchanged,
    NotAssessed,
    NotForSpecialLedger,
    NothingToApprove,
    NotRed,
    SignalNotRecorded,
    SignalsTooRecent,
)
from domain.case.refusals.shared import (
    AccusedUnitMayNot,
    DayHasPassed,
    ExplanationNeeded,
    IdentifierInText,
    SamePerson,
    SecondPersonNeeded,
    ToldFromTheFuture,
    UnitNotCompetent,
)

__all__ = [
    "AccusedUnitMayNot",
    "AskedBefore",
    "AssessedOtherwise",
    "BelowDefault",
    "CannotJoinItself",
    "CentreMissing",
    "CentreNotYours",
    "ClassNeedsProcedure",
    "CoolDownMissing",
    "CopyToAccused",
    "DayHasPassed",
    "DisciplineOnly",
    "DisputeTypeMissing",
    "EmergencyOpen",
    "ExplanationNeeded",
    "FirstResponsibleFixed",
    "GuardianConsentMissing",
    "IdentifierInText",
    "InLedgerAlready",
    "ItemNotMissing",
    "JoinedAlready",
    "LevelUnchanged",
    "NotAssessed",
    "NotConfirmedByApplicant",
    "NotForSpecialLedger",
    "NotRed",
    "NotTheApplicantsWish",
    "NothingInCommon",
    "NothingOutstanding",
    "NothingProposed",
    "NothingToApprove",
    "NothingToNotify",
    "OutcomeNeedsProcedure",
    "PartyTwice",
    "PartyUnknown",
    "PlaceOutsideArea",
    "ProposalStands",
    "ProtectionDiffers",
    "ReceiverNotInCase",
    "RepresentativeIsOpponent",
    "RepresentativeNotApplicant",
    "RepresentativesMissing",
    "RiskNotChecked",
    "RiskTooHigh",
    "SamePerson",
    "SameUnit",
    "SecondPersonNeeded",
    "SignalNotRecorded",
    "SignalsTooRecent",
    "StaffIsParty",
    "SupplementPending",
    "TargetNotOpen",
    "ToldFromTheFuture",
    "TooManyRepresentatives",
    "UnitIsCompetent",
    "UnitNotCompetent",
]
