"""The first page, and the help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest
from attendance.queries.home import panels
from attendance.rules.flags import RULES
from attendance.rules.school_flags import SCHOOL_RULES

HELP = {
    "first-steps": "First steps",
    "registers": "Sending registers",
    "flags": "What the flags mean",
    "numbers": "What the numbers mean",
    "rights": "Who can see a child, and why",
    "api": "For programs",
    "accessibility": "Accessibility",
    "privacy": "Privacy",
}


def home(request: CaseworkRequest) -> HttpResponse:
    """Work that waits for the person who came in."""
    return render(request, "attendance/home.html", {"panels": panels(request.acting)})


def help_page(request: HttpRequest, topic: str = "first-steps") -> HttpResponse:
    """One page of help; the rules' own sentences come from the rules."""
    if topic not in HELP:
        raise Http404
    context = {"topics": HELP, "topic": topic, "title": HELP[topic], "rules": RULES, "school_rules": SCHOOL_RULES}
    return render(request, f"help/{topic}.html", context)
