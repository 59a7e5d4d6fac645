"""What every address of enforcement answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import Line, Page

LINES: dict[str, Line] = {
    "case-ladder": Page(P.VIEW_LEGAL, "case"),
    "case-step": Page(P.VIEW_LEGAL, "step"),
    "notices": Page(P.VIEW_LEGAL),
    "notice": Page(P.VIEW_LEGAL, "notice"),
    "notice-move": Page(P.PREPARE_LEGAL, "notice move"),
    "notice-change": Page(P.PREPARE_LEGAL, "drafted notice"),
    "notice-prepare": Page(P.PREPARE_LEGAL, "contact"),
    "excluded-prepare": Page(P.PREPARE_LEGAL, "contact"),
    "warning": Page(P.VIEW_LEGAL, "warning"),
    "warning-move": Page(P.PREPARE_LEGAL, "warning move"),
    "warning-change": Page(P.PREPARE_LEGAL, "warning"),
    "warning-prepare": Page(P.PREPARE_LEGAL, "contact"),
    "notice-requests": Page(P.REQUEST_NOTICE),
    "notice-request": Page(P.REQUEST_NOTICE, "notice request"),
    "notice-request-refuse": Page(P.PREPARE_LEGAL, "notice request"),
    "notice-request-ask": Page(P.REQUEST_NOTICE, "pupil"),
    "support-offer": Page(P.PREPARE_LEGAL, "case"),
    "support-end": Page(P.PREPARE_LEGAL, "support offer"),
    "parent-check": Page(P.PREPARE_LEGAL, "contact"),
    "parent-address": Page(P.PREPARE_LEGAL, "contact"),
    "parent-enquiry": Page(P.PREPARE_LEGAL, "contact"),
    "enquiry-answer": Page(P.PREPARE_LEGAL, "enquiry"),
    "case-letters-in": Page(P.VIEW_LEGAL, "case"),
    "letter-in-enter": Page(P.PREPARE_LEGAL, "case"),
    "letter-in": Page(P.VIEW_LEGAL, "letter in"),
}
