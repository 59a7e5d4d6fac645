"""What every address of casework answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import Line, Page

LINES: dict[str, Line] = {
    "cases": Page(P.VIEW_CASE),
    "case": Page(P.VIEW_CASE, "case"),
    "case-timeline": Page(P.VIEW_CASE, "case"),
    "case-note": Page(P.VIEW_CASE, "case"),
    "case-move": Page(P.WORK_CASES, "case move"),
    "pupil-cases": Page(P.VIEW_PUPIL, "pupil"),
    "case-open": Page(P.WORK_CASES, "pupil", row=P.VIEW_PUPIL),
}
