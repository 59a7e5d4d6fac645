"""What every address of court, contracts and orders answers to whom: a part of `matrix`."""

from agencies.rules.roles import Permission as P
from tests.permissions.answers import DONE, ONLY_GET, Line, Page

LINES: dict[str, Line] = {
    "case-court": Page(P.VIEW_LEGAL, "case"),
    "case-court-begin": Page(P.PREPARE_LEGAL, "court step"),
    "fast-track": Page(P.VIEW_LEGAL, "fast track"),
    "fast-track-step": Page(P.PREPARE_LEGAL, "track step"),
    "fast-track-act": Page(P.PREPARE_LEGAL, "track act"),
    "prosecution": Page(P.VIEW_LEGAL, "prosecution"),
    "prosecution-act": Page(P.PREPARE_LEGAL, "charge act"),
    "prosecution-paper": Page(P.VIEW_LEGAL, "court paper", get=(200, DONE), post=ONLY_GET),
    "prosecution-paper-make": Page(P.PREPARE_LEGAL, "paper kind", get=405, post=DONE),
    "prosecution-item-drop": Page(P.PREPARE_LEGAL, "pack item", get=405, post=DONE),
    "hearings": Page(P.VIEW_LEGAL),
    "hearing-act": Page(P.PREPARE_LEGAL, "hearing act"),
    "case-orders": Page(P.VIEW_LEGAL, "case"),
    "case-orders-begin": Page(P.PREPARE_LEGAL, "order step"),
    "supervision": Page(P.VIEW_LEGAL, "supervision"),
    "supervision-act": Page(P.PREPARE_LEGAL, "supervision act"),
    "contract": Page(P.VIEW_LEGAL, "contract"),
    "contract-act": Page(P.PREPARE_LEGAL, "contract act"),
    "parenting-order": Page(P.VIEW_LEGAL, "parenting order"),
    "parenting-order-act": Page(P.PREPARE_LEGAL, "parenting act"),
    "attendance-order": Page(P.VIEW_LEGAL, "attendance order"),
    "attendance-order-act": Page(P.PREPARE_LEGAL, "attendance act"),
}
