"""What every page needs: who is acting, and where they can go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission


@dataclass(frozen=True)
class Destination:
    """An entry of the service navigation."""

    label: str
    url: str
    current: bool
    key: str = ""


# The key that leads there together with the browser's own (accesskey), as the help lists them.
KEYS = {"work": "w", "search": "s", "cases": "c", "requests": "q", "referrals": "r", "flags": "g"}
# Label, address name, the permission without which it is not offered.
NAVIGATION: tuple[tuple[str, str, Permission | None], ...] = (
    ("My work", "work", Permission.VIEW_PUPIL),
    ("Home", "home", None),
    ("Find a child", "search", Permission.SEARCH),
    ("Cases", "cases", Permission.VIEW_CASE),
    ("Requests", "requests", Permission.ANSWER_REQUESTS),
    ("Meetings", "meetings", Permission.VIEW_PUPIL),
    ("Referrals", "referrals", Permission.REFER),
    ("Queue", "queue", Permission.TRIAGE),
    ("Flags", "flags", Permission.VIEW_FLAGS),
    ("Schools", "schools", Permission.VIEW_SCHOOL),
    ("Figures", "figures", Permission.VIEW_STATISTICS),
    ("Report to members", "members-reports", Permission.READ_MEMBERS_REPORT),
    ("Imports", "imports", Permission.IMPORT_REGISTERS),
    ("More", "more", None),
)


def _is_offered(name: str, permission: Permission | None, acting: Acting) -> bool:
    """Whether a destination is a role's own: those who have figures find the report to members among them."""
    if name == "members-reports" and acting.may(Permission.VIEW_STATISTICS):
        return False
    return permission is None or acting.may(permission)


def page(request: HttpRequest) -> dict[str, Any]:
    """The acting agency and the destinations its role may use."""
    acting = getattr(request, "acting", None)
    if acting is None:
        return {"acting": None, "navigation": []}
    here = request.resolver_match.view_name if request.resolver_match else ""
    open_to_them = [row for row in NAVIGATION if _is_offered(row[1], row[2], acting)]
    return {
        "acting": acting,
        "unread": getattr(acting.membership, "unread", 0),
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "authority": acting.agency.authority,
        "has_choice": getattr(request, "acting_choices", 1) > 1,
        "navigation": [
            Destination(label, reverse(name), here == name, KEYS.get(name, ""))
            for label, name, _ in open_to_them
        ],
    }
