"""Looked-after children of the demonstration: audits of those who missed 25 days, agreed actions, and reports."""

from datetime import timedelta
from typing import Final

from cases.actions.looked_after import Agreed, audit_absence, finish_action, make_reports
from cases.demo.cast import Cast
from cases.models import CareAction, CareAudit
from cases.queries.looked_after import Looked, children_of, looked_at
from cases.rules.looked_after import AUDITED_AT

MANAGER: Final = "janet.rothwell"
FINDINGS: Final = (
    "Most absence lies in the weeks after a move of placement. The carer did not know whom to ring.",
    "Absent on the days after contact with the family. School and placement had told each other nothing of it.",
    "Ill in the first half term; since then late and then absent on days with double lessons of one subject.",
)
ACTIONS: Final = (
    ("Give carer and school one number each, answered from seven", "Social worker", 2),
    ("Contact on Saturdays, not on a school night", "Social worker", 4),
    ("Look at the timetable with the designated teacher", "Virtual school", 3),
)
REPORTS_OVER: Final = 30
"""Weeks back over which reports were made as they fell due."""


def care(cast: Cast) -> int:
    """Audit most of those who have to be audited, and make the reports that fell due; how many audits there were."""
    agency = cast.memberships[MANAGER].agency
    if CareAudit.objects.filter(agency=agency).exists():
        return 0
    missed = looked_at(children_of(agency, cast.until), cast.until)
    to_audit = sorted((row for row in missed if len(row.missed) >= AUDITED_AT), key=lambda row: row.pupil.ref)
    audited = [row for place, row in enumerate(to_audit) if place % 4 != 3]
    for place, row in enumerate(audited):
        _audit(cast, row, place)
    for back in range(REPORTS_OVER, -1, -1):
        make_reports(on=cast.until - timedelta(weeks=back))
    return len(audited)


def _audit(cast: Cast, row: Looked, place: int) -> None:
    on = cast.ago(2 + place % 8)
    by = cast.acting(MANAGER, on)
    actions = [
        Agreed(text, owner, on + timedelta(weeks=weeks))
        for text, owner, weeks in (ACTIONS[place % 3], ACTIONS[(place + 1) % 3])
    ]
    audit = audit_absence(pupil=row.pupil, findings=FINDINGS[place % 3], actions=actions, by=by)
    if place % 2 == 0:
        first = CareAction.objects.filter(audit=audit).select_related("audit__pupil").order_by("pk")[0]
        finish_action(action=first, by=cast.acting(MANAGER, cast.ago(max(place % 8 - 1, 0))))
