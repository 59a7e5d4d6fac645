"""Every page by the name of its address: who it is for, which record it is looked at with, and in which state.

An address without an entry here, and without a reason among `NOT_PAGES`, fails a test.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page as BrowserPage

from attendance.models import Flag, Timetable, UnmatchedRow
from attendance.rules.open_points import THRESHOLD_COUNTS_N
from tests.attendance.children import YEAR
from tests.browser.authority import Authority
from tests.browser.driving import search_for
from tests.browser.page import Arguments, Page, send_form, the_child, the_school
from tests.browser.pages_cases import FILES, HANDED, PAGES_OF_CASES
from tests.browser.pages_court import FILES_OF_COURT, HANDED_OF_COURT, PAGES_OF_COURT
from tests.browser.pages_enforcement import PAGES_OF_ENFORCEMENT
from tests.browser.pages_money import FILES_OF_MONEY, HANDED_OF_MONEY, PAGES_OF_MONEY


def the_new_school(authority: Authority) -> list[Any]:
    """The school from which nothing has come."""
    return [authority.new_school.urn]


def the_schools_year(authority: Authority) -> list[Any]:
    """The school's present year."""
    return [*the_school(authority), YEAR]


def a_timetable(authority: Authority) -> list[Any]:
    """A part-time timetable of the child."""
    newest = Timetable.objects.filter(enrolment__pupil=authority.child).latest("began_on")
    return [authority.child.ref, newest.pk]


def a_flag(authority: Authority) -> list[Any]:
    """A flag on a child of the school."""
    return [
        Flag.objects.filter(school=authority.world.school, state="raised").order_by("-severity", "pk")[0].pk
    ]


def an_unmatched_row(authority: Authority) -> list[Any]:
    """A row about somebody whom nobody knows."""
    return [UnmatchedRow.objects.open().get().pk]


def the_twins(authority: Authority) -> list[Any]:
    """Two records that are likely to be of one child."""
    return [pupil.ref for pupil in authority.twins]


def a_file(state: str) -> Arguments:
    """A register file in a state."""
    return lambda authority: [authority.files[state].ref]


def find_smith(page: BrowserPage) -> None:
    """Search for a name that many children have."""
    search_for(page, "Clegg")


def find_nobody(page: BrowserPage) -> None:
    """Search for a name that no child has."""
    search_for(page, "Zzyzx")


HOMES = (
    "welfare_officer",
    "team_manager",
    "attendance_leader",
    "legal_officer",
    "assistant_director",
    "improvement_officer",
    "looked_after_manager",
    "safeguarding_officer",
    "school_lead",
    "head_teacher",
    "nurse",
    "youth_offending",
    "police_officer",
    "elected_member",
    "operator",
)
PAGES = (
    *(Page("home", persona) for persona in HOMES),
    Page("home", "new_officer", state="empty"),
    Page("home", "new_manager", state="empty"),
    Page("home", "new_school_lead", state="empty"),
    Page("home", "new_partner", state="empty"),
    Page("more", "attendance_leader"),
    Page("more", "school_lead"),
    Page("gallery", "operator"),
    Page("gallery", "operator", query="?errors&messages", state="errors"),
    # Signing in
    Page("account_login"),
    Page("account_login", state="errors", enter=send_form("Sign in")),
    Page("account_signup"),
    Page("account_inactive"),
    Page("account_reset_password"),
    Page("account_reset_password_done"),
    Page("account_reset_password_from_key_done"),
    Page("account_logout", "nurse"),
    Page("account_change_password", "nurse"),
    Page("account_change_password", "nurse", state="errors", enter=send_form("Change password")),
    Page("account_reauthenticate", "nurse"),
    Page("mfa_index", "nurse"),
    Page("mfa_reauthenticate", "nurse"),
    Page("mfa_activate_totp", "unprotected"),
    Page("mfa_list_webauthn", "unprotected"),
    Page("mfa_add_webauthn", "unprotected"),
    Page("mfa_deactivate_totp", "nurse"),
    Page("mfa_view_recovery_codes", "nurse"),
    Page("mfa_generate_recovery_codes", "nurse"),
    Page("socialaccount_login_cancelled"),
    Page("socialaccount_login_error"),
    Page("choose-agency", "two_agencies"),
    # Flags
    Page("flags", "welfare_officer"),
    Page("flags", "nurse"),
    Page("flags", "welfare_officer", query="?rule=severe", state="filtered"),
    Page("flags", "new_officer", state="empty"),
    Page("flag", "welfare_officer", a_flag),
    Page("flag", "welfare_officer", a_flag, state="errors", enter=send_form("Record what was done")),
    Page("flag", "legal_officer", a_flag),
    # Schools
    Page("schools", "attendance_leader"),
    Page("schools", "new_officer", state="empty"),
    Page("school", "welfare_officer", the_school),
    Page("school", "school_lead", the_school),
    Page("school", "new_officer", the_new_school, state="empty"),
    Page("school-pupils", "welfare_officer", the_school, "?tier=2"),
    Page("school-pupils", "new_officer", the_new_school, state="empty"),
    Page("school-support", "team_manager", the_school),
    Page("school-calendar", "school_lead", the_school),
    Page("school-calendar", "new_officer", the_new_school, state="empty"),
    Page("school-week", "school_lead", the_school),
    Page("school-calendar-days", "school_lead", the_schools_year),
    Page("school-calendar-days", "school_lead", the_schools_year, state="errors", enter=send_form("Save")),
    Page("school-calendar-close", "school_lead", the_schools_year),
    Page("school-calendar-terms", "school_lead", the_schools_year),
    Page("school-calendar-terms", "school_lead", the_schools_year, state="errors", enter=send_form("Save")),
    # Children
    Page("search", "welfare_officer"),
    Page("search", "welfare_officer", state="errors", enter=send_form("Find")),
    Page("search", "attendance_leader", state="found", enter=find_smith),
    Page("search", "nurse", state="nobody", enter=find_nobody),
    Page("pupil", "welfare_officer", the_child),
    Page("pupil", "nurse", the_child),
    Page("pupil", "police_officer", the_child),
    Page("pupil-flags", "welfare_officer", the_child),
    Page("pupil-changes", "welfare_officer", the_child),
    Page("pupil-circumstances", "welfare_officer", the_child),
    Page("pupil-circumstances", "police_officer", the_child),
    Page("pupil-family", "team_manager", the_child),
    Page("pupil-family", "police_officer", the_child),
    Page("pupil-access", "team_manager", the_child),
    Page("pupil-access", "nurse", the_child),
    Page("pupil-involve", "team_manager", the_child),
    Page("pupil-involve", "team_manager", the_child, state="errors", enter=send_form("Involve the agency")),
    Page("pupil-restrict", "team_manager", the_child),
    Page("pupil-addresses", "team_manager", the_child),
    Page("pupil-looks", "team_manager", the_child),
    Page("pupil-timetables", "school_lead", the_child),
    Page("pupil-timetables", "police_officer", the_child),
    Page("timetable-agree", "school_lead", the_child),
    Page("timetable-agree", "school_lead", the_child, state="errors", enter=send_form("Save")),
    Page("timetable-change", "school_lead", a_timetable),
    Page("timetable-end", "school_lead", a_timetable),
    # Register files
    Page("imports", "school_lead"),
    Page("imports", "new_school_lead", state="empty"),
    Page("import-new", "school_lead"),
    Page("import-new", "team_manager"),
    Page("import", "school_lead", a_file("applied"), state="applied"),
    Page("import", "school_lead", a_file("staged"), state="staged"),
    Page("import", "school_lead", a_file("asking"), state="asking"),
    Page("import", "school_lead", a_file("refused"), state="refused"),
    Page("import-columns", "school_lead", a_file("asking")),
    Page("import-rejects", "school_lead", a_file("applied")),
    Page("unmatched", "school_lead"),
    Page("unmatched", "new_school_lead", state="empty"),
    Page("unmatched-row", "team_manager", an_unmatched_row),
    Page("duplicates", "team_manager"),
    Page("duplicates", "new_manager", state="empty"),
    Page("duplicate-compare", "team_manager", the_twins),
    # The council's own
    Page("job-runs", "operator"),
    Page("settings", "attendance_leader"),
    Page("settings", "welfare_officer"),
    Page("setting-decide", "attendance_leader", lambda _authority: [THRESHOLD_COUNTS_N.key]),
    Page("term-dates", "attendance_leader"),
    Page("term-dates", "improvement_officer"),
    Page("term-dates-days", "attendance_leader", lambda _authority: [YEAR]),
    Page("term-dates-terms", "attendance_leader", lambda _authority: [YEAR]),
    Page("tokens", "attendance_leader"),
    Page("tokens", "school_lead", state="errors", enter=send_form("Make the token")),
    Page("access-log", "team_manager"),
    Page("access-log", "new_officer", state="empty"),
    Page("messages", "welfare_officer"),
    Page("messages", "team_manager"),
    Page("messages", "new_officer", state="empty"),
    Page("message-choices", "nurse"),
    Page("mail", "operator"),
    # Help
    Page("help", "school_lead"),
    Page("accessibility", "school_lead"),
    Page("privacy", "school_lead"),
    Page("help-topic", "school_lead", lambda _authority: ["registers"]),
    *PAGES_OF_CASES,
    *PAGES_OF_MONEY,
    *PAGES_OF_ENFORCEMENT,
    *PAGES_OF_COURT,
    # What goes wrong
    Page("pupil", "other_school_lead", the_child, state="not-theirs", status=404),
    Page("access-log", "school_lead", state="not-allowed", status=403),
)

POSTED = "acts on a form and shows nothing of its own"
PROGRAMS = "answers programs"
CLOSED = "closed: the authority keeps people's addresses"
SIGN_IN = "a step of signing in, looked at where somebody signs in"
PASSKEY = "looked at where somebody adds a passkey"
NOT_PAGES = {
    "api-*": PROGRAMS,
    "healthz": PROGRAMS,
    "import-rejects-csv": "a file",
    "mfa_download_recovery_codes": "a file",
    **dict.fromkeys(FILES, "a file"),
    **dict.fromkeys(FILES_OF_MONEY, "a file"),
    **dict.fromkeys(FILES_OF_COURT, "a file"),
    "your-views": "looked at without signing in, in its own test",
    "import-progress": "a part of a page, looked at with the page",
    "components": "the gallery, under its address in development",
    "accounts/email/": CLOSED,
    "accounts/confirm-email/": CLOSED,
    **dict.fromkeys(("account_email", "account_email_verification_sent", "account_confirm_email"), CLOSED),
    "mfa_authenticate": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_reset_password_from_key": SIGN_IN,
    "account_set_password": "for people without a password; it redirects others",
    "mfa_remove_webauthn": PASSKEY,
    "mfa_edit_webauthn": PASSKEY,
    "socialaccount_signup": "closed: nobody signs themselves up",
    "socialaccount_connections": "closed unless a council's own sign-in is set up",
    **dict.fromkeys(
        ("social/login/cancelled/", "social/login/error/", "social/signup/", "social/connections/"),
        "an old address that leads on",
    ),
    **dict.fromkeys(
        (
            "flags-seen",
            "filter-save",
            "filter-remove",
            "school-advice",
            "involvement-end",
            "pupil-names",
            "token-revoke",
            "message",
            "messages-read",
            "mail-again",
            "import-apply",
            "import-cancel",
            "setting-withdraw",
            "merge-undo",
            "apart-undo",
            "job-run-again",
            "mfa_login_webauthn",
            "mfa_reauthenticate_webauthn",
            "school-calendar-follow",
            *HANDED,
            *HANDED_OF_MONEY,
            *HANDED_OF_COURT,
        ),
        POSTED,
    ),
}


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address that is served, in this and in included lists."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry)
        else:
            yield entry


def unaccounted() -> set[str]:
    """The names of addresses that have neither an entry nor a reason to have none."""
    known = {page.name for page in PAGES} | set(NOT_PAGES)
    names = {entry.name or str(entry.pattern) for entry in addresses()}
    return {name for name in names if name not in known and f"{name.split('-')[0]}-*" not in known}
