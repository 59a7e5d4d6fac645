"""The pages of casework and of figures, each as a person it is for: a part of `pages`."""

from typing import Any

from django.utils.timezone import localdate
from playwright.sync_api import Page as BrowserPage

from attendance.rules.register import year_of
from reporting.rules.quarters import quarter_at
from tests.attendance.children import YEAR
from tests.browser.authority import Authority
from tests.browser.page import Arguments, Page, send_form, the_child, the_school


def the_case(authority: Authority) -> list[Any]:
    """The case with something in every part."""
    return [authority.casework.case.ref]


def ref_of(name: str, *more: str) -> Arguments:
    """The reference of a thing of the casework, and a word after it."""
    return lambda authority: [getattr(authority.casework, name).ref, *more]


def in_case(name: str) -> Arguments:
    """A thing under the case."""
    return lambda authority: [authority.casework.case.ref, getattr(authority.casework, name).pk]


def under(case: str, *things: str) -> Arguments:
    """Another case by name, and things under it."""
    return lambda authority: [
        getattr(authority.casework, case).ref, *(getattr(authority.casework, each).pk for each in things)
    ]  # fmt: skip


def key_of(name: str) -> Arguments:
    """The key of a thing."""
    return lambda authority: [getattr(authority.casework, name).pk]


def in_meeting(name: str, *more: str) -> Arguments:
    """A thing under the meeting, or a word after its reference."""
    return lambda authority: [
        authority.casework.meeting.ref, *([getattr(authority.casework, name).pk] if name else []), *more,
    ]  # fmt: skip


def this_quarter(_authority: Authority) -> list[Any]:
    """The quarter that runs now."""
    return [quarter_at(localdate()).year, quarter_at(localdate()).number]


def a_stop(authority: Authority) -> list[Any]:
    """A stop of the sweep."""
    return [authority.casework.sweep.ref, authority.casework.stop.pk]


def choose_cases(page: BrowserPage) -> None:
    """Choose the first case of the queue, and go on to give it to an officer."""
    page.locator("main input[name=case]").first.check()
    page.get_by_role("button", name="Allocate those chosen").click()
    page.wait_for_load_state()


def choose_officer(page: BrowserPage) -> None:
    """Choose whose cases are moved."""
    page.locator("main").get_by_role("link", name="Move cases of").first.click()
    page.wait_for_load_state()


OFFICER, MANAGER, LEAD = "welfare_officer", "team_manager", "school_lead"
PAGES_OF_CASES = (
    Page("work", OFFICER),
    Page("work", MANAGER),
    Page("work", LEAD),
    Page("work-officers", MANAGER),
    Page("work", "nurse"),
    Page("cases", OFFICER),
    Page("cases", "new_officer", state="empty"),
    Page("case", OFFICER, the_case),
    Page("case", LEAD, the_case),
    Page("case-timeline", OFFICER, the_case),
    Page("case-note", OFFICER, the_case),
    Page("case-note", OFFICER, the_case, state="errors", enter=send_form("Save the note")),
    Page("case-move", OFFICER, lambda authority: [*the_case(authority), "pause"]),
    Page("case-transfer", MANAGER, the_case),
    Page("case-transfer-away", MANAGER, the_case),
    Page("case-joint", OFFICER, the_case),
    Page("case-joint-visit", OFFICER, the_case),
    Page("case-documents", OFFICER, the_case),
    Page("case-document-add", OFFICER, the_case),
    Page("case-document-withdraw", OFFICER, in_case("document")),
    Page("case-plan", OFFICER, the_case),
    Page("case-plan", LEAD, the_case),
    Page("case-plan-change", OFFICER, the_case),
    Page("case-plan-target", OFFICER, the_case),
    Page("case-plan-action", OFFICER, the_case),
    Page("case-plan-done", OFFICER, in_case("plan_action")),
    Page("case-plan-agree", OFFICER, in_case("party")),
    Page("case-plan-end", OFFICER, the_case),
    Page("case-assessment", OFFICER, the_case),
    Page("case-assessment-change", OFFICER, the_case),
    Page("case-words", OFFICER, the_case),
    Page("case-words", LEAD, the_case),
    Page("case-words-add", OFFICER, the_case),
    Page("case-words-add", OFFICER, the_case, state="errors", enter=send_form("Save")),
    Page("case-reviews", OFFICER, the_case),
    Page("case-reviews", LEAD, the_case),
    Page("case-review-hold", OFFICER, the_case),
    Page("case-set-item", OFFICER, the_case),
    Page("case-recheck", OFFICER, under("closed", "recheck")),
    Page("case-return", OFFICER, under("returning")),
    Page("case-return", LEAD, under("returning")),
    Page("case-return-change", OFFICER, under("returning")),
    Page("case-return-stage", OFFICER, under("returning")),
    Page("case-return-stage-end", OFFICER, under("returning", "stage")),
    Page("case-return-end", OFFICER, under("returning")),
    Page("factors", "assistant_director"),
    Page("case-feedback", OFFICER, the_case),
    Page("pupil-cases", OFFICER, the_child),
    Page("case-open", OFFICER, the_child),
    Page("queue", MANAGER),
    Page("queue", "attendance_leader", state="every-team"),
    Page("queue", MANAGER, query="?show=cases", state="one-part"),
    Page("queue-move", MANAGER),
    Page("queue-move", "attendance_leader", state="every-team"),
    Page("queue-move", MANAGER, state="chosen", enter=choose_officer),
    Page("queue-allocate", MANAGER, state="empty"),
    Page("queue", MANAGER, state="chosen", enter=choose_cases),
    Page("referrals", LEAD),
    Page("referrals", MANAGER),
    Page("refer", LEAD, the_child),
    Page("referral", LEAD, ref_of("referral")),
    Page("referral-act", LEAD, ref_of("referral", "withdraw")),
    Page("pupil-work", OFFICER, the_child),
    Page("log-work", OFFICER, the_child),
    Page("log-work", "police_officer", the_child),
    Page("case-work", OFFICER, the_case),
    Page("log-group", "nurse"),
    Page("intervention", OFFICER, key_of("intervention")),
    Page("intervention-correct", OFFICER, key_of("intervention")),
    Page("requests", "nurse"),
    Page("request", OFFICER, ref_of("request")),
    Page("request-move", OFFICER, ref_of("request", "revoke")),
    Page("request-send", OFFICER, the_child),
    Page("case-requests", OFFICER, the_case),
    Page("meetings", OFFICER),
    Page("meetings", "police_officer", state="empty"),
    Page("meeting", OFFICER, in_meeting("")),
    Page("meeting", LEAD, in_meeting("")),
    Page("meeting-invite", OFFICER, in_meeting("")),
    Page("meeting-reply", LEAD, in_meeting("invitation")),
    Page("meeting-uninvite", OFFICER, in_meeting("invitation")),
    Page("meeting-add", OFFICER, in_meeting("", "item")),
    Page("meeting-item", OFFICER, in_meeting("meeting_item")),
    Page("meeting-remove", OFFICER, in_meeting("meeting_item")),
    Page("meeting-action", OFFICER, in_meeting("")),
    Page("meeting-move", OFFICER, in_meeting("", "hold")),
    Page("meeting-move", OFFICER, in_meeting("", "rearrange"), state="rearrange"),
    Page("case-meetings", OFFICER, the_case),
    Page("meeting-new", OFFICER, the_case),
    Page("meeting-new", OFFICER, the_case, state="errors", enter=send_form("Call the meeting")),
    Page("case-care", OFFICER, the_case),
    Page("case-care-decide", OFFICER, the_case),
    Page("sweeps", "police_officer"),
    Page("sweep-new", "police_officer"),
    Page("sweep", "police_officer", ref_of("sweep")),
    Page("sweep-stops", "police_officer", ref_of("sweep")),
    Page("sweep-stop", OFFICER, a_stop),
    Page("sweep-spots", "police_officer"),
    Page("looked-after", "looked_after_manager"),
    Page("looked-after-child", "looked_after_manager", the_child),
    Page("looked-after-audit", "looked_after_manager", the_child),
    Page("care-report", "looked_after_manager", ref_of("report")),
    Page("case-views", OFFICER, the_case),
    Page("case-views-ask", OFFICER, the_case),
    Page("case-views-enter", OFFICER, in_case("questionnaire")),
    Page("views-results", "assistant_director"),
    # Figures
    Page("figures", "assistant_director"),
    Page("figures", "school_lead"),
    Page("figure-list", "assistant_director"),
    Page("indicators", "assistant_director"),
    Page("indicator", "improvement_officer", lambda _authority: ["attendance"]),
    Page("targets", "attendance_leader"),
    Page(
        "target-reason", "attendance_leader", lambda _authority: [1, 71], state="no-such-target", status=404
    ),
    Page("initiatives", "assistant_director"),
    Page("initiative", "assistant_director", lambda _authority: [1], state="no-such-initiative", status=404),
    Page("initiative-change", "attendance_leader", lambda _authority: [1], state="no-such-initiative", status=404),
    Page("fairness", "assistant_director"),
    Page("fairness", "school_lead"),
    Page("frozen-terms", "assistant_director"),
    Page(
        "frozen-term", "assistant_director", lambda _authority: [YEAR, 71], state="not-closed", status=404
    ),
    Page("what-worked", "assistant_director"),
    Page("what-worked", "improvement_officer"),
    Page(
        "what-worked-answer", "assistant_director", lambda _authority: [1], state="no-such-answer", status=404
    ),
    Page("timeliness", "assistant_director"),
    Page("timeliness", "school_lead"),
    Page("timeliness-list", "assistant_director", query="?of=queue"),
    Page("enforcement-figures", "attendance_leader"),
    Page("enforcement-list", "legal_officer", query="?of=notices"),
    Page("individual-targets", "assistant_director"),
    Page("individual-targets-list", "assistant_director"),
    Page("evaluations", "assistant_director"),
    Page("evaluations", "school_lead", state="none-closed"),
    Page("evaluation", "assistant_director", lambda _authority: [year_of(localdate())]),
    Page("evaluation-write", "assistant_director", lambda _authority: [year_of(localdate()), "criterion-data"]),
    Page("evaluation-close", "assistant_director", lambda _authority: [year_of(localdate())]),
    Page("members-reports", "attendance_leader"),
    Page("members-reports", "elected_member", state="none-given"),
    Page("members-report", "attendance_leader", this_quarter),
    Page("members-write", "attendance_leader", this_quarter),
    Page("members-close", "attendance_leader", this_quarter),
    Page("inspections", "improvement_officer"),
    Page("comparisons", "attendance_leader"),
    Page("published-figures", "attendance_leader"),
    Page("school-plan", "improvement_officer", the_school),
    Page("meeting-pack", "improvement_officer", the_school),
    Page("concerns", "improvement_officer"),
)  # fmt: skip
FILES = (
    "case-document", "case-plan-print", "case-return-print", "case-review-sheet",
    "care-report-pdf", "case-views-paper", "cases-download", "comparisons-download", "concerns-download",
    "enforcement-figures-download", "enforcement-list-download", "fairness-download", "evaluation-pdf",
    "evaluation-workbook", "figure-list-download",
    "figures-download", "flags-download", "frozen-report", "frozen-term-download", "frozen-terms-download",
    "individual-targets-download", "individual-targets-list-download", "initiatives-download",
    "meeting-pack-download", "meeting-pack-pdf", "meeting-paper", "members-pdf",
    "school-plan-download", "school-pupils-download", "targets-download", "timeliness-download",
    "timeliness-list-download", "what-worked-download",
)  # fmt: skip
HANDED = (
    "case-plan-put", "case-return-put", "draft", "frozen-close", "initiative-school-out", "inspection-remove",
    "looked-after-done", "meeting-letter", "queue-undo", "school-action-review", "school-concern-end",
    "target-remove", "what-worked-ask", "work-done",
)  # fmt: skip
