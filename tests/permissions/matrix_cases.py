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
    "pupil-cases": Page(P.VIEW_PUPIL, "pupil"),
    "case-open": Page(P.WORK_CASES, "pupil", row=P.VIEW_PUPIL),
}
