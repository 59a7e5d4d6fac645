"""The pages of enforcement, each as a person it is for: a part of `pages`."""

from tests.browser.page import Page, the_child
from tests.browser.pages_cases import LEAD, MANAGER, OFFICER, in_case, ref_of, the_case

LEGAL = "legal_officer"
PAGES_OF_ENFORCEMENT = (
    Page("case-ladder", OFFICER, the_case),
    Page("case-ladder", LEGAL, the_case),
    Page("case-ladder", MANAGER, the_case, query="?on=2007-03-05", state="in-2007"),
    Page("case-step", OFFICER, lambda authority: [*in_case("contact")(authority), "notice"]),
    Page("support-offer", OFFICER, the_case),
    Page("support-end", OFFICER, in_case("offer")),
    Page("parent-check", OFFICER, in_case("contact")),
    Page("parent-address", OFFICER, in_case("contact")),
    Page("parent-enquiry", OFFICER, in_case("contact")),
    Page("enquiry-answer", OFFICER, in_case("enquiry")),
    Page("case-letters-in", OFFICER, the_case),
    Page("letter-in-enter", OFFICER, the_case),
    Page("letter-in", OFFICER, in_case("letter_in")),
    Page("notices", MANAGER),
    Page("notices", "new_officer", state="empty"),
    Page("notice", OFFICER, ref_of("notice")),
    Page("notice", LEGAL, ref_of("draft"), state="draft"),
    Page("notice-move", MANAGER, ref_of("draft", "issue")),
    Page("notice-move", OFFICER, ref_of("notice", "return"), state="return"),
    Page("notice-move", LEGAL, ref_of("notice", "withdraw"), state="withdraw"),
    Page("notice-change", OFFICER, ref_of("draft")),
    Page("notice-prepare", OFFICER, in_case("contact")),
    Page("excluded-prepare", OFFICER, in_case("contact")),
    Page("warning", OFFICER, ref_of("warning")),
    Page("warning-move", MANAGER, ref_of("warning", "issue")),
    Page("warning-change", OFFICER, ref_of("warning")),
    Page("warning-prepare", OFFICER, in_case("contact")),
    Page("notice-requests", LEAD),
    Page("notice-request", LEAD, ref_of("notice_request")),
    Page("notice-request", OFFICER, ref_of("notice_request")),
    Page("notice-request-refuse", OFFICER, ref_of("notice_request")),
    Page("notice-request-ask", LEAD, the_child),
)
