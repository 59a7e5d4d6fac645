"""Referrals, cases, plans, interventions, meetings, requests, reviews, holds and the timeline."""

from cases.models.audience import Audience, Shared
from cases.models.case import Case, Hold, HoldKind
from cases.models.document import Document
from cases.models.entry import Entry, EntryKind

__all__ = ["Audience", "Case", "Document", "Entry", "EntryKind", "Hold", "HoldKind", "Shared"]
