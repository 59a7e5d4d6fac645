"""Referrals, cases, plans, interventions, meetings, requests, reviews, holds and the timeline."""

from cases.models.assessment import Assessment, AssessmentFactor, How, OwnWords, Speaker, Weight
from cases.models.audience import Audience, Shared
from cases.models.care import CareDecision
from cases.models.case import Case, Hold, HoldKind
from cases.models.document import Document
from cases.models.draft import Draft, FormKey
from cases.models.entry import Entry, EntryKind
from cases.models.handover import Handover, HandoverCase
from cases.models.intervention import Contact, Intervention, Reached
from cases.models.joint import JointWork
from cases.models.looked_after import CareAction, CareAudit, CareReport
from cases.models.meeting import Invitation, Meeting, MeetingItem, MeetingPaper
from cases.models.plan import (
    Owner,
    PartyKind,
    Plan,
    PlanAction,
    PlanKind,
    PlanParty,
    PlanVersion,
    Stage,
    Target,
    TargetWeek,
)
from cases.models.questionnaire import Answer, Questionnaire
from cases.models.referral import DeclineReason, EvidenceKind, Referral, ReferralEvidence, ReferralQuestion
from cases.models.request import AgencyRequest
from cases.models.review import CareReviewKind, Recheck, Review, SetItem
from cases.models.sweep import Outcome, Stop, Sweep

__all__ = [
    "AgencyRequest",
    "Answer",
    "Assessment",
    "AssessmentFactor",
    "Audience",
    "CareAction",
    "CareAudit",
    "CareDecision",
    "CareReport",
    "CareReviewKind",
    "Case",
    "Contact",
    "DeclineReason",
    "Document",
    "Draft",
    "Entry",
    "EntryKind",
    "EvidenceKind",
    "FormKey",
    "Handover",
    "HandoverCase",
    "Hold",
    "HoldKind",
    "How",
    "Intervention",
    "Invitation",
    "JointWork",
    "Meeting",
    "MeetingItem",
    "MeetingPaper",
    "Outcome",
    "OwnWords",
    "Owner",
    "PartyKind",
    "Plan",
    "PlanAction",
    "PlanKind",
    "PlanParty",
    "PlanVersion",
    "Questionnaire",
    "Reached",
    "Recheck",
    "Referral",
    "ReferralEvidence",
    "ReferralQuestion",
    "Review",
    "SetItem",
    "Shared",
    "Speaker",
    "Stage",
    "Stop",
    "Sweep",
    "Target",
    "TargetWeek",
    "Weight",
]
