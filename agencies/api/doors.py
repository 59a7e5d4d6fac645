"""The door for programs: the same as the pages', with the token's acting in place of the session's."""

from typing import Any

from agencies import doors
from agencies.api.authentication import TokenRequest
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from agencies.visibility import Visible


def page_name(request: TokenRequest) -> str:
    """The name of the endpoint, as the access log keeps it."""
    return request.resolver_match.view_name if request.resolver_match else ""


def open_door(
    request: TokenRequest, rows: Visible, permission: Permission = Permission.VIEW_PUPIL, **lookup: Any
) -> Any:
    """The one row that the lookup names, if the bearer may; else Http404. Every opening leaves a record."""
    return doors.open_for(request.auth.acting, rows, permission, page=page_name(request), **lookup)


def record_list(request: TokenRequest, results: int, act: AccessAct = AccessAct.EXPORT) -> None:
    """Write that a list about children was given out, or searched, with how many rows it had."""
    doors.record_access(request.auth.acting, page=page_name(request), act=act, results=results)
