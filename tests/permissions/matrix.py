"""The matrix of roles and pages: what every address answers to whom.

Every route of the URLconf has its line here; a new one fails `test_matrix.py` until it has. A line says which
permission the role must hold (`needs`: without it, 403), what kind of thing stands in the address (`of`, from
`things.py`) and under which permission that thing must be theirs (`row`, `needs` unless said: otherwise 404), and
what somebody with every right is then answered to GET and to an empty POST. `Api` lines name the token's scope.
Who holds which permission, and sees which child or school, is worked out in `rights.py`.
"""

from agencies.rules.roles import Permission as P
from tests.permissions import (
    matrix_care,
    matrix_cases,
    matrix_court,
    matrix_enforcement,
    matrix_meetings,
    matrix_money,
    matrix_programs,
)
from tests.permissions.answers import DONE, READ, SEND, WRITE, Api, Library, Line, Page

# Addresses there are only where the house is being worked on.
WORKSHOP = {"components"}
# The sign-in's pages by what they answer; each is allauth's own.
BOTH = (
    "account_inactive", "account_reset_password",
    "account_reset_password_from_key_done", "account_reset_password_done", "socialaccount_login_cancelled",
)  # fmt: skip
OWN_ACCOUNT = (
    "account_logout", "account_reauthenticate", "account_change_password", "mfa_index",
    "mfa_list_webauthn", "socialaccount_connections",
)  # fmt: skip
PROVED_AGAIN = (
    "account_set_password", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_reauthenticate_webauthn",
)  # fmt: skip
OFFERED_BY_NOBODY = (
    "account_email", "account_email_verification_sent", "accounts/email/", "accounts/confirm-email/",
)  # fmt: skip
FORMER = tuple(
    f"accounts/social/{name}/" for name in ("login/cancelled", "login/error", "signup", "connections")
)

LINES: dict[str, Line] = {
    # -- agencies
    "choose-agency": Page(),
    "tokens": Page(P.USE_API),
    "token-revoke": Page(P.USE_API, "token", get=405, post=DONE),
    "messages": Page(post=405),
    "messages-read": Page(get=405, post=DONE),
    "message-choices": Page(),
    "message": Page(of="message", get=405, post=DONE),
    "mail": Page(P.RUN_JOBS),
    "mail-again": Page(P.RUN_JOBS, "mail", get=405, post=DONE),
    "access-log": Page(P.VIEW_ACCESS),
    # -- home and help
    "home": Page(),
    "help": Page(),
    "more": Page(),
    "accessibility": Page(),
    "privacy": Page(),
    "help-topic": Page(of="topic"),
    # -- what the council decides
    "settings": Page(P.VIEW_STATISTICS),
    "setting-decide": Page(P.DECIDE_SETTINGS, "open point"),
    "setting-withdraw": Page(P.DECIDE_SETTINGS, "answer", get=405, post=DONE),
    # -- flags
    "flags": Page(P.VIEW_FLAGS),
    "flags-download": Page(P.EXPORT, query="?as=csv"),
    "flags-seen": Page(P.ACT_ON_FLAGS, get=405, post=DONE),
    "filter-save": Page(P.VIEW_FLAGS, get=405, post=DONE),
    "filter-remove": Page(P.VIEW_FLAGS, "filter", get=405, post=DONE),
    "flag": Page(P.VIEW_FLAGS, "flag"),
    # -- schools
    "schools": Page(P.VIEW_SCHOOL),
    "school": Page(P.VIEW_SCHOOL, "school"),
    "school-support": Page(P.PLAN_SUPPORT, "school"),
    "school-pupils": Page(P.VIEW_PUPIL, "school", row=P.VIEW_SCHOOL),
    "school-pupils-download": Page(P.EXPORT, "school", row=P.VIEW_SCHOOL, query="?as=csv"),
    "school-advice": Page(P.ADVISE_SCHOOL, "school flag", get=405, post=DONE),
    "school-calendar": Page(P.VIEW_SCHOOL, "school"),
    "school-week": Page(P.EDIT_CALENDAR, "school"),
    "school-calendar-days": Page(P.EDIT_CALENDAR, "school year"),
    "school-calendar-close": Page(P.EDIT_CALENDAR, "school year"),
    "school-calendar-terms": Page(P.EDIT_CALENDAR, "school year"),
    "school-calendar-follow": Page(P.EDIT_CALENDAR, "school year", get=405, post=DONE),
    "term-dates": Page(P.VIEW_STATISTICS),
    "term-dates-days": Page(P.DECIDE_SETTINGS, "year"),
    "term-dates-terms": Page(P.DECIDE_SETTINGS, "year"),
    # -- figures
    "figures": Page(P.VIEW_STATISTICS),
    "figures-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "figure-list": Page(P.VIEW_PUPIL),
    "figure-list-download": Page(P.EXPORT, query="?as=csv"),
    "indicators": Page(P.VIEW_STATISTICS),
    "indicator": Page(P.VIEW_STATISTICS, "indicator"),
    "targets": Page(P.VIEW_STATISTICS),
    "targets-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "target-remove": Page(P.SET_TARGETS, "target", get=405, post=DONE),
    "target-reason": Page(P.SET_TARGETS, "target and term"),
    "fairness": Page(P.VIEW_STATISTICS),
    "fairness-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "frozen-terms": Page(P.VIEW_STATISTICS),
    "frozen-term": Page(P.VIEW_STATISTICS, "closed term"),
    "frozen-terms-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "frozen-term-download": Page(P.VIEW_STATISTICS, "closed term", query="?as=csv"),
    "frozen-close": Page(P.SET_TARGETS, "closed term", get=405, post=DONE),
    "frozen-report": Page(P.SET_TARGETS, "closed term"),
    "what-worked": Page(P.VIEW_STATISTICS),
    "what-worked-ask": Page(P.SET_TARGETS, get=405, post=DONE),
    "what-worked-answer": Page(P.VIEW_STATISTICS, "impact answer"),
    "what-worked-download": Page(P.VIEW_STATISTICS, "impact study", query="?as=csv"),
    "timeliness": Page(P.VIEW_STATISTICS),
    "timeliness-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "timeliness-list": Page(P.VIEW_CASE, query="?of=queue"),
    "timeliness-list-download": Page(P.EXPORT, query="?of=queue&as=csv"),
    "enforcement-figures": Page(P.VIEW_STATISTICS),
    "enforcement-figures-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "enforcement-list": Page(P.VIEW_LEGAL, query="?of=notices"),
    "enforcement-list-download": Page(P.VIEW_LEGAL, query="?of=notices&as=csv"),
    "individual-targets": Page(P.VIEW_STATISTICS),
    "individual-targets-download": Page(P.VIEW_STATISTICS, query="?as=csv"),
    "individual-targets-list": Page(P.VIEW_CASE),
    "individual-targets-list-download": Page(P.EXPORT, query="?as=csv"),
    "concerns": Page(P.VIEW_SCHOOL),
    "concerns-download": Page(P.VIEW_SCHOOL, query="?as=csv"),
    "school-plan-download": Page(P.VIEW_SCHOOL, "school", query="?as=csv"),
    "school-plan": Page(P.VIEW_SCHOOL, "school"),
    "school-action-review": Page(P.IMPROVE_SCHOOL, "school action"),
    "school-concern-end": Page(P.IMPROVE_SCHOOL, "school", get=405, post=DONE),
    "meeting-pack": Page(P.VIEW_SCHOOL, "school"),
    "meeting-pack-pdf": Page(P.VIEW_SCHOOL, "school"),
    "comparisons": Page(P.SET_TARGETS, post=(200, DONE)),
    "comparisons-download": Page(P.SET_TARGETS, query="?as=csv"),
    "published-figures": Page(P.SET_TARGETS),
    # -- the nightly run
    "job-runs": Page(P.RUN_JOBS),
    "job-run-again": Page(P.RUN_JOBS, "day", get=405, post=DONE),
    # -- children
    "pupil": Page(P.VIEW_PUPIL, "pupil"),
    "pupil-flags": Page(P.VIEW_FLAGS, "pupil", row=P.VIEW_PUPIL),
    "pupil-changes": Page(P.VIEW_PUPIL, "pupil"),
    "pupil-family": Page(P.VIEW_PUPIL, "pupil"),
    "pupil-circumstances": Page(P.VIEW_PUPIL, "pupil"),
    "search": Page(P.SEARCH),
    "pupil-access": Page(P.VIEW_PUPIL, "pupil"),
    "pupil-involve": Page(P.GRANT_INVOLVEMENT, "pupil"),
    "involvement-end": Page(P.GRANT_INVOLVEMENT, "involvement", get=405, post=DONE),
    "pupil-restrict": Page(P.RESTRICT_RECORD, "pupil", post=(200, DONE)),
    "pupil-names": Page(P.RESTRICT_RECORD, "pupil", get=405, post=DONE),
    "pupil-addresses": Page(P.RESTRICT_RECORD, "pupil"),
    "pupil-looks": Page(P.VIEW_ACCESS, "pupil"),
    "pupil-timetables": Page(P.VIEW_PUPIL, "pupil"),
    "timetable-agree": Page(P.AGREE_TIMETABLE, "taught pupil"),
    "timetable-change": Page(P.AGREE_TIMETABLE, "timetable"),
    "timetable-end": Page(P.AGREE_TIMETABLE, "timetable"),
    **matrix_cases.LINES,
    **matrix_programs.LINES,
    **matrix_care.LINES,
    **matrix_money.LINES,
    **matrix_enforcement.LINES,
    **matrix_court.LINES,
    **matrix_meetings.LINES,
    # -- records of one child
    "duplicates": Page(P.MATCH_PUPILS),
    "duplicate-compare": Page(P.MATCH_PUPILS, "pair"),
    "merge-undo": Page(P.MATCH_PUPILS, "merge", get=405, post=DONE),
    "apart-undo": Page(P.MATCH_PUPILS, "apart", get=405, post=DONE),
    # -- files of registers
    "imports": Page(P.IMPORT_REGISTERS),
    "import-new": Page(P.IMPORT_REGISTERS),
    "unmatched": Page(P.IMPORT_REGISTERS),
    "unmatched-row": Page(P.MATCH_PUPILS, "unmatched", get=(200, DONE), post=(200, DONE)),
    "import": Page(P.IMPORT_REGISTERS, "import"),
    "import-progress": Page(P.IMPORT_REGISTERS, "import", get=DONE, post=DONE),
    "import-columns": Page(P.IMPORT_REGISTERS, "import", get=(200, DONE), post=(200, DONE)),
    "import-apply": Page(P.IMPORT_REGISTERS, "import", get=405, post=DONE),
    "import-cancel": Page(P.IMPORT_REGISTERS, "import", get=405, post=DONE),
    "import-rejects": Page(P.IMPORT_REGISTERS, "import"),
    "import-rejects-csv": Page(P.IMPORT_REGISTERS, "import"),
    # -- the interface for programs
    "api-schema": Api(None, ("read", "write", "registers", "cases", "casework")),
    "api-schools": Api(P.VIEW_SCHOOL, READ),
    "api-school": Api(P.VIEW_SCHOOL, READ, "school"),
    "api-indicators": Api(P.VIEW_STATISTICS, READ),
    "api-figures": Api(P.VIEW_STATISTICS, READ),
    "api-pupils": Api(P.VIEW_PUPIL, READ),
    "api-pupil-find": Api(P.SEARCH, READ, get=405, post=(400, 200)),
    "api-pupil": Api(P.VIEW_PUPIL, READ, "pupil"),
    "api-marks": Api(P.VIEW_PUPIL, READ, "pupil"),
    "api-flags": Api(P.VIEW_FLAGS, READ),
    "api-flag": Api(P.VIEW_FLAGS, READ, "flag"),
    "api-flag-seen": Api(P.ACT_ON_FLAGS, WRITE, "flag", get=405, post=200),
    "api-flag-acted": Api(P.ACT_ON_FLAGS, WRITE, "flag", get=405, post=(200, 400)),
    "api-imports": Api(P.IMPORT_REGISTERS, SEND, post=(400, 415)),
    "api-import": Api(P.IMPORT_REGISTERS, SEND, "import"),
    "api-import-rejects": Api(P.IMPORT_REGISTERS, SEND, "import"),
    "api-import-apply": Api(P.IMPORT_REGISTERS, SEND, "import", get=405, post=(200, 202, 409)),
    # -- open to all, and the libraries' own
    "healthz": Library(200, 200),
    "components": Library(DONE, 404),
    **{name: Library(200, 200) for name in BOTH},
    **{name: Library(DONE, 200) for name in OWN_ACCOUNT},
    **{name: Library(DONE, (DONE, 404)) for name in PROVED_AGAIN},
    **{name: Library(DONE, 301) for name in FORMER},
    **{name: Library(DONE, 404) for name in OFFERED_BY_NOBODY},
    "account_login": Library(200, DONE),
    "account_signup": Library(200, DONE),  # says that nobody signs themselves up
    "account_confirm_login_code": Library(DONE, DONE),
    "mfa_authenticate": Library(DONE, DONE),
    "mfa_login_webauthn": Library(DONE, DONE),
    "socialaccount_signup": Library(DONE, DONE),
    "socialaccount_login_error": Library(DONE, 401),
    "account_confirm_email": Library(200, 200, (("key", "none"),)),
    "account_reset_password_from_key": Library(200, 200, (("uidb36", "1"), ("key", "none"))),
    "mfa_remove_webauthn": Library(DONE, DONE, (("pk", 1),)),
    "mfa_edit_webauthn": Library(DONE, DONE, (("pk", 1),)),
}
