"""What every address of letters, print runs and money answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import CASEWORK, DONE, ONLY_GET, READ_CASES, Api, Line, Page

LINES: dict[str, Line] = {
    "payments": Page(P.TAKE_PAYMENTS),
    "payment-new": Page(P.TAKE_PAYMENTS),
    "payment": Page(P.TAKE_PAYMENTS, "payment"),
    "payment-act": Page(P.TAKE_PAYMENTS, "payment act"),
    "bank-files": Page(P.TAKE_PAYMENTS),
    "bank-file-new": Page(P.TAKE_PAYMENTS),
    "bank-file": Page(P.TAKE_PAYMENTS, "bank file"),
    "bank-file-columns": Page(P.TAKE_PAYMENTS, "bank file", get=DONE, post=DONE),
    "bank-file-progress": Page(P.TAKE_PAYMENTS, "bank file", get=DONE, post=DONE),
    "bank-file-give-up": Page(P.TAKE_PAYMENTS, "bank file", get=405, post=DONE),
    "letters": Page(P.PREPARE_LEGAL),
    "letterhead": Page(P.DECIDE_SETTINGS),
    "letter": Page(P.VIEW_LEGAL, "letter"),
    "letter-make": Page(P.PREPARE_LEGAL, "letter", get=405, post=DONE),
    # The letters of the canaries are not made yet.
    "letter-pdf": Page(P.VIEW_LEGAL, "letter", get=404, post=ONLY_GET),
    "print-runs": Page(P.PREPARE_LEGAL),
    "print-run": Page(P.PREPARE_LEGAL, "print run"),
    "print-run-progress": Page(P.PREPARE_LEGAL, "print run", get=DONE, post=DONE),
    "print-run-again": Page(P.PREPARE_LEGAL, "print run", get=405, post=DONE),
    "print-run-leave-out": Page(P.PREPARE_LEGAL, "print run", get=405, post=DONE),
    "print-run-posted": Page(P.PREPARE_LEGAL, "print run"),
    "print-run-letters": Page(P.PREPARE_LEGAL, "print run", post=ONLY_GET),
    "measures": Page(P.SET_TARGETS),
    "measures-csv": Page(P.SET_TARGETS, post=ONLY_GET),
    "api-notices": Api(P.VIEW_LEGAL, READ_CASES),
    "api-notice": Api(P.VIEW_LEGAL, READ_CASES, "notice by reference"),
    "api-payments": Api(P.TAKE_PAYMENTS, READ_CASES),
    "api-payment-take": Api(P.TAKE_PAYMENTS, CASEWORK, get=ONLY_GET, post=400),
    "api-payment": Api(P.TAKE_PAYMENTS, READ_CASES, "payment"),
}
