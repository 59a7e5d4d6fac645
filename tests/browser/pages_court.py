"""The pages of court, contracts and orders: a part of `pages`."""

from typing import Any

from tests.browser.authority import Authority
from tests.browser.page import Page, send_form
from tests.browser.pages_cases import key_of, ref_of, the_case

OFFICER, LEGAL = "welfare_officer", "legal_officer"


def on_case(what: str) -> Any:
    """The case and what is begun on it."""
    return lambda authority: [*the_case(authority), what]


def a_step(authority: Authority) -> list[Any]:
    """A step of the fast track."""
    return [authority.casework.track.ref, authority.casework.track_step.pk]


def a_hearing(authority: Authority) -> list[Any]:
    """A hearing, to be adjourned."""
    return [*key_of("hearing")(authority), "adjourn"]


PAGES_OF_COURT = (
    Page("case-court", OFFICER, the_case),
    Page("case-court", LEGAL, the_case),
    Page("case-court-begin", OFFICER, on_case("prosecution")),
    Page("case-court-begin", OFFICER, on_case("consider"), state="errors", enter=send_form("Begin")),
    Page("fast-track", OFFICER, ref_of("track")),
    Page("fast-track-step", OFFICER, a_step),
    Page("fast-track-act", OFFICER, ref_of("track", "improve")),
    Page("prosecution", OFFICER, ref_of("charge")),
    Page("prosecution-act", OFFICER, ref_of("charge", "details")),
    Page("prosecution-act", LEGAL, ref_of("charge", "charge"), state="shut"),
    Page("prosecution", OFFICER, ref_of("order_charge"), state="about an order"),
    Page("prosecution-act", OFFICER, ref_of("order_charge", "details"), state="details"),
    Page("prosecution-act", OFFICER, ref_of("order_charge", "failures"), state="failures"),
    Page("prosecution-act", LEGAL, ref_of("order_charge", "charge"), state="about an order"),
    Page("hearings", LEGAL),
    Page("hearings", "new_officer", state="empty"),
    Page("hearing-act", OFFICER, a_hearing),
    Page("case-orders", OFFICER, the_case),
    Page("case-orders-begin", OFFICER, on_case("contract")),
    Page("supervision", OFFICER, ref_of("supervision")),
    Page("supervision-act", OFFICER, ref_of("supervision", "details")),
    Page("contract", OFFICER, ref_of("contract")),
    Page("contract-act", OFFICER, ref_of("contract", "details")),
    Page("parenting-order", OFFICER, ref_of("parenting_order")),
    Page("parenting-order-act", OFFICER, ref_of("parenting_order", "details")),
    Page("attendance-order", OFFICER, ref_of("school_order")),
    Page("attendance-order-act", OFFICER, ref_of("school_order", "notice")),
    Page("attendance-order-act", OFFICER, ref_of("school_order", "write-notice"), state="written"),
    Page("letter", OFFICER, ref_of("order_letter"), state="of an order"),
    Page("attendance-order", OFFICER, ref_of("order_in_force"), state="in force"),
    Page("attendance-order-act", OFFICER, ref_of("order_in_force", "prosecute"), state="in force"),
)
FILES_OF_COURT = ("prosecution-paper",)
HANDED_OF_COURT = ("prosecution-paper-make", "prosecution-item-drop")
