"""The pages of letters, print runs, money and the return, each as a person it is for: a part of `pages`."""

from typing import Any

from tests.browser.authority import Authority
from tests.browser.page import Page, send_form


def ref_of(name: str, *more: str):
    """The reference of something that enforcement made, and a word after it."""

    def found(authority: Authority) -> list[Any]:
        return [getattr(authority.money, name).ref, *more]

    return found


LEGAL, OFFICER = "legal_officer", "welfare_officer"
PAGES_OF_MONEY = (
    Page("payments", LEGAL),
    Page("payments", LEGAL, query="?show=refunds", state="empty"),
    Page("payment-new", LEGAL),
    Page("payment-new", LEGAL, state="errors", enter=send_form("Take the payment")),
    Page("payment", LEGAL, ref_of("payment")),
    Page("payment-act", LEGAL, ref_of("payment", "match")),
    Page("bank-files", LEGAL),
    Page("bank-file-new", LEGAL),
    Page("bank-file", LEGAL, ref_of("file")),
    Page("bank-file-columns", LEGAL, ref_of("asking")),
    Page("bank-file-columns", LEGAL, ref_of("statement"), state="statement"),
    Page("letters", OFFICER),
    Page("letter", OFFICER, ref_of("letter")),
    Page("letterhead", "attendance_leader"),
    Page("print-runs", OFFICER),
    Page("print-run", OFFICER, ref_of("run")),
    Page("print-run-posted", OFFICER, ref_of("run")),
    Page("measures", "assistant_director"),
)
FILES_OF_MONEY = ("letter-pdf", "measures-csv", "print-run-letters")
HANDED_OF_MONEY = (
    "bank-file-give-up", "bank-file-progress", "letter-make", "print-run-again", "print-run-leave-out",
    "print-run-progress",
)  # fmt: skip
