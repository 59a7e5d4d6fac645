"""What every address of casework answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import DONE, ONLY_GET, Line, Page

LINES: dict[str, Line] = {
    "work": Page(get=(200, DONE), post=(200, DONE)),
    "cases": Page(P.VIEW_CASE),
    "case": Page(P.VIEW_CASE, "case"),
    "case-timeline": Page(P.VIEW_CASE, "case"),
    "case-note": Page(P.VIEW_CASE, "case"),
    "case-move": Page(P.WORK_CASES, "case move"),
    "case-documents": Page(P.VIEW_CASE, "case"),
    "case-document-add": Page(P.VIEW_CASE, "case"),
    "case-document": Page(P.VIEW_CASE, "document", get=(200, DONE), post=ONLY_GET),
    "case-document-withdraw": Page(P.VIEW_CASE, "document"),
    "referrals": Page(P.REFER),
    "referral": Page(P.REFER, "referral"),
    "referral-act": Page(P.REFER, "referral act"),
    "refer": Page(P.REFER, "pupil", row=P.VIEW_PUPIL, post=(200, DONE)),
    "pupil-cases": Page(P.VIEW_PUPIL, "pupil"),
    "pupil-work": Page(P.VIEW_PUPIL, "pupil"),
    "log-work": Page(P.LOG_WORK, "pupil"),
    "case-work": Page(P.VIEW_CASE, "case"),
    "log-group": Page(P.LOG_WORK),
    "intervention": Page(P.VIEW_PUPIL, "intervention"),
    "intervention-correct": Page(P.LOG_WORK, "own intervention"),
    "requests": Page(P.ANSWER_REQUESTS),
    "request": Page(P.ANSWER_REQUESTS, "request"),
    "request-move": Page(P.ANSWER_REQUESTS, "request move", post=(200, 302, 403)),
    "request-send": Page(P.GRANT_INVOLVEMENT, "pupil"),
    "case-requests": Page(P.VIEW_CASE, "case"),
    "draft": Page(P.VIEW_PUPIL, "form", get=ONLY_GET, post=204),
    "case-open": Page(P.WORK_CASES, "pupil", row=P.VIEW_PUPIL),
}
