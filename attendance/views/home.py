"""The first page, and the help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from attendance.queries.home import panels
from attendance.rules.flags import RULES
from attendance.rules.school_flags import SCHOOL_RULES

HELP = {
    "first-steps": "First steps",
    "registers": "Sending registers",
    "my-work": "My work, and keys",
    "referrals": "Referring a child",
    "queue": "The queue and whose cases are whose",
    "cases": "Cases, notes and documents",
    "assessment": "Assessing a child’s circumstances",
    "reviews": "Plans, reviews and coming back to school",
    "flags": "What the flags mean",
    "numbers": "What the numbers mean",
    "rights": "Who can see a child, and why",
    "work": "Logging what you did",
    "requests": "Requests to agencies",
    "court": "Court, contracts and orders",
    "letters": "Letters and print runs",
    "money": "Payments",
    "ladder": "The ladder: support first, then each step",
    "notices": "Warnings and penalty notices",
    "meetings": "Meetings",
    "reports": "The evaluation and the report to members",
    "messages": "Messages and e-mail",
    "api": "For programs",
    "accessibility": "Accessibility",
    "privacy": "Privacy",
}


def home(request: CaseworkRequest) -> HttpResponse:
    """Work that waits for the person who came in."""
    return render(request, "attendance/home.html", {"panels": panels(request.acting)})


# What is done now and then: label, address name, permission, and what it is for.
SELDOM: tuple[tuple[str, str, Permission, str], ...] = (
    ("Log a group session", "log-group", Permission.LOG_WORK, "One session with several children."),
    (
        "Looked-after children",
        "looked-after",
        Permission.VIEW_CASEWORK,
        "Who missed 10 and 25 days, audits, and the reports of each quarter, term and year.",
    ),
    ("Hearings", "hearings", Permission.VIEW_LEGAL, "Days in court of your children, and their results."),
    (
        "Penalty notices",
        "notices",
        Permission.VIEW_LEGAL,
        "Prepared, to be served, unpaid, and in doubt after a corrected mark.",
    ),
    (
        "Requests for notices",
        "notice-requests",
        Permission.REQUEST_NOTICE,
        "What schools, officers and the police asked for, and what came of it.",
    ),
    (
        "Truancy sweeps",
        "sweeps",
        Permission.RUN_SWEEPS,
        "Write a sweep down, match who was stopped, and see hot spots.",
    ),
    (
        "What people told us",
        "views-results",
        Permission.VIEW_STATISTICS,
        "Answers of children, parents, schools and partners by theme.",
    ),
    (
        "Payments",
        "payments",
        Permission.TAKE_PAYMENTS,
        "Take money in, decide about what fits no notice, send back.",
    ),
    (
        "Letters to send",
        "letters",
        Permission.PREPARE_LEGAL,
        "Print letters together, and record that they were posted.",
    ),
    (
        "Notices and prosecutions in figures",
        "enforcement-figures",
        Permission.VIEW_ENFORCED,
        "Issued, paid and withdrawn, charged and decided, by term and by school.",
    ),
    (
        "Parental responsibility measures",
        "measures",
        Permission.SET_TARGETS,
        "The yearly return of notices, orders and contracts.",
    ),
    (
        "What lies behind absence",
        "factors",
        Permission.VIEW_STATISTICS,
        "Circumstances that assessments found, by how many children.",
    ),
    (
        "Rows that fit no child",
        "unmatched",
        Permission.IMPORT_REGISTERS,
        "Say who a row of a register file is about.",
    ),
    (
        "Possible duplicates",
        "duplicates",
        Permission.MATCH_PUPILS,
        "Merge two records of one child, or undo it.",
    ),
    (
        "Council's choices",
        "settings",
        Permission.VIEW_STATISTICS,
        "What the law leaves open and the council decides.",
    ),
    (
        "Term dates",
        "term-dates",
        Permission.VIEW_STATISTICS,
        "The authority's own year, which schools follow.",
    ),
    ("Nightly run", "job-runs", Permission.RUN_JOBS, "How the nights went, and which are owed."),
    ("E-mail", "mail", Permission.RUN_JOBS, "Whom the service's e-mails do not reach."),
    ("Who looked", "access-log", Permission.VIEW_ACCESS, "Records opened by people of your agency."),
    ("Tokens for programs", "tokens", Permission.USE_API, "Let a school's system send registers by itself."),
)


def more(request: CaseworkRequest) -> HttpResponse:
    """What this person may do now and then."""
    offered = [
        (label, reverse(name), words) for label, name, needed, words in SELDOM if request.acting.may(needed)
    ]
    return render(request, "attendance/more.html", {"offered": offered})


def help_page(request: HttpRequest, topic: str = "first-steps") -> HttpResponse:
    """One page of help; the rules' own sentences come from the rules."""
    if topic not in HELP:
        raise Http404
    context = {
        "topics": HELP,
        "topic": topic,
        "title": HELP[topic],
        "rules": RULES,
        "school_rules": SCHOOL_RULES,
    }
    return render(request, f"help/{topic}.html", context)
