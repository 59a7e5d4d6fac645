"""What the interface for programs answers about casework to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import CASEWORK, ONLY_GET, READ_CASES, Api, Line

ACT = {"get": ONLY_GET, "post": (200, 400, 409)}

LINES: dict[str, Line] = {
    "api-referrals": Api(P.REFER, READ_CASES, post=400),
    "api-referral": Api(P.REFER, READ_CASES, "referral"),
    "api-referral-draft": Api(P.REFER, CASEWORK, "referral", **ACT),
    "api-referral-submit": Api(P.REFER, CASEWORK, "referral", **ACT),
    "api-referral-answer": Api(P.REFER, CASEWORK, "referral", **ACT),
    "api-referral-withdraw": Api(P.REFER, CASEWORK, "referral", get=ONLY_GET, post=(200, 403, 409)),
    "api-referral-ask": Api(P.TRIAGE, CASEWORK, "referral", **ACT),
    "api-referral-accept": Api(P.TRIAGE, CASEWORK, "referral", **ACT),
    "api-referral-decline": Api(P.TRIAGE, CASEWORK, "referral", **ACT),
    "api-cases": Api(P.VIEW_CASE, READ_CASES),
    "api-case": Api(P.VIEW_CASE, READ_CASES, "case"),
    "api-case-timeline": Api(P.VIEW_CASE, READ_CASES, "case"),
    "api-case-choices": Api(P.VIEW_CASE, READ_CASES, "case"),
    "api-case-notes": Api(P.VIEW_CASE, CASEWORK, "case", **ACT),
    "api-case-moves": Api(P.WORK_CASES, CASEWORK, "case", **ACT),
    "api-case-actions": Api(P.VIEW_CASE, READ_CASES, "case"),
    "api-case-action-add": Api(P.LOG_WORK, CASEWORK, "case", row=P.VIEW_CASE, **ACT),
    "api-case-action-done": Api(
        P.LOG_WORK, CASEWORK, "plan action", row=P.VIEW_CASE, get=ONLY_GET, post=(200, 403)
    ),
    "api-support": Api(P.VIEW_PUPIL, READ_CASES, "pupil"),
    "api-support-choices": Api(P.LOG_WORK, READ_CASES, "pupil"),
    "api-support-log": Api(P.LOG_WORK, CASEWORK, "pupil", **ACT),
    "api-agencies": Api(P.GRANT_INVOLVEMENT, READ_CASES),
    "api-requests": Api(P.ANSWER_REQUESTS, READ_CASES),
    "api-request": Api(P.ANSWER_REQUESTS, READ_CASES, "request"),
    "api-request-moves": Api(P.ANSWER_REQUESTS, CASEWORK, "request", **ACT),
    "api-request-send": Api(P.GRANT_INVOLVEMENT, CASEWORK, "pupil", **ACT),
}
