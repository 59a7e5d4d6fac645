"""What the addresses of care, sweeps and views answer to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import DONE, Library, Line, Page

LINES: dict[str, Line] = {
    "case-care": Page(P.VIEW_CASEWORK, "case"),
    "case-care-decide": Page(P.VIEW_CASEWORK, "case"),
    "case-views": Page(P.VIEW_CASEWORK, "case"),
    "case-views-ask": Page(P.WORK_CASES, "case"),
    "case-views-paper": Page(P.VIEW_CASEWORK, "questionnaire"),
    "case-views-enter": Page(P.WORK_CASES, "questionnaire"),
    "views-results": Page(P.VIEW_STATISTICS),
    "your-views": Library(404, 404, (("token", "nonsense"),)),
    "looked-after": Page(P.VIEW_CASEWORK),
    "looked-after-child": Page(P.VIEW_CASEWORK, "pupil"),
    "looked-after-audit": Page(P.OVERSEE_CARE, "pupil"),
    "looked-after-done": Page(P.OVERSEE_CARE, "care action", get=405, post=DONE),
    "care-report": Page(P.OVERSEE_CARE, "care report"),
    "care-report-pdf": Page(P.OVERSEE_CARE, "care report", get=(200, DONE), post=(200, DONE)),
    "sweeps": Page(P.RUN_SWEEPS),
    "sweep-new": Page(P.RUN_SWEEPS),
    "sweep-spots": Page(P.RUN_SWEEPS),
    "sweep": Page(P.RUN_SWEEPS, "sweep"),
    "sweep-stops": Page(P.RUN_SWEEPS, "sweep"),
    "sweep-stop": Page(P.RUN_SWEEPS, "stop"),
}
