"""What every address of meetings answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import DONE, ONLY_GET, Line, Page

LINES: dict[str, Line] = {
    "meetings": Page(P.VIEW_PUPIL),
    "meeting": Page(P.VIEW_PUPIL, "meeting"),
    "meeting-invite": Page(P.LOG_WORK, "own meeting"),
    "meeting-reply": Page(P.ANSWER_REQUESTS, "invitation", get=(200, 403), post=(200, 403)),
    "meeting-uninvite": Page(P.LOG_WORK, "own invitation"),
    "meeting-letter": Page(P.LOG_WORK, "own invitation", get=405, post=DONE),
    "meeting-add": Page(P.LOG_WORK, "own meeting and kind"),
    "meeting-item": Page(P.LOG_WORK, "own meeting item"),
    "meeting-remove": Page(P.LOG_WORK, "own meeting item"),
    "meeting-action": Page(P.LOG_WORK, "own meeting"),
    "meeting-paper": Page(P.VIEW_PUPIL, "meeting paper", get=(200, DONE), post=ONLY_GET),
    "meeting-move": Page(P.LOG_WORK, "own meeting and move"),
    "case-meetings": Page(P.VIEW_CASE, "case"),
    "meeting-new": Page(P.LOG_WORK, "case", row=P.VIEW_CASE),
}
