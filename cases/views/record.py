"""What stands above every part of a case: each part is a page of its own, served by the app that owns it."""

from dataclasses import dataclass
from typing import Any

from agencies.doors import CaseworkRequest, open_door, parts_of
from agencies.rules.roles import Permission
from agencies.templatetags.ui import Link
from attendance.queries.access import Reason, reason_for
from cases.models import Case
from cases.workflow import Move, State, moves_from
from cases.workflow.reviews import decisions_from

# Label, address name (of whichever app answers it) and the permission without which it is not offered.
SECTIONS: tuple[tuple[str, str, Permission], ...] = (
    ("Summary", "case", Permission.VIEW_CASE),
    ("Assessment", "case-assessment", Permission.VIEW_CASEWORK),
    ("Plan", "case-plan", Permission.VIEW_CASE),
    ("Coming back", "case-return", Permission.VIEW_CASE),
    ("Reviews", "case-reviews", Permission.VIEW_CASE),
    ("Timeline", "case-timeline", Permission.VIEW_CASE),
    ("Documents", "case-documents", Permission.VIEW_CASE),
    ("Care and enforcement", "case-care", Permission.VIEW_CASEWORK),
    ("Support and contacts", "case-work", Permission.VIEW_CASE),
    ("Ladder", "case-ladder", Permission.VIEW_LEGAL),
    ("Requests", "case-requests", Permission.VIEW_CASE),
    ("Meetings", "case-meetings", Permission.VIEW_CASE),
    ("In their words", "case-words", Permission.VIEW_CASE),
    ("Views", "case-views", Permission.VIEW_CASEWORK),
    ("Court", "case-court", Permission.VIEW_LEGAL),
    ("Contracts and orders", "case-orders", Permission.VIEW_LEGAL),
)


@dataclass(frozen=True)
class CaseRecord:
    """A case through the door, with why one sees it, its parts and the moves that lie open to this person."""

    case: Case
    reason: Reason
    sections: list[Link]
    moves: list[Move]
    works: bool
    logs: bool
    triages: bool

    @property
    def reviewed(self) -> bool:
        """Whether the case is one that closes through a last review."""
        return bool(decisions_from(State(self.case.state)))

    def context(self, **more: Any) -> dict[str, Any]:
        """The context of `cases/record.html`, and more."""
        return {
            "record": self,
            "case": self.case,
            "pupil": self.case.pupil,
            "record_sections": self.sections,
            **more,
        }


def open_record(
    request: CaseworkRequest, ref: str, permission: Permission = Permission.VIEW_CASE
) -> CaseRecord:
    """The case of that reference through the door, or Http404."""
    rows = Case.objects.select_related("pupil", "school", "team", "officer")
    case = open_door(request, rows, permission, ref=ref)
    by = request.acting
    sections = [Link(*part) for part in parts_of(request, SECTIONS, ref)]
    moves = [move for move in moves_from(State(case.state)) if by.may(move.needs)]
    works, logs = by.may(Permission.WORK_CASES), by.may(Permission.LOG_WORK)
    triages = by.may(Permission.TRIAGE) and case.is_live
    return CaseRecord(case, reason_for(case.pupil, by), sections, moves, works, logs, triages)
