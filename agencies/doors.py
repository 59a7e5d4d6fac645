"""Doors: the only ways in which a view gets somebody's record.

Not yours is 404, so that nothing is given away; not allowed for your role is 403. Every opening is recorded.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from agencies.acting import Acting
from agencies.models import AccessRecord
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from agencies.visibility import Visible

View = Callable[..., HttpResponseBase]


class CaseworkRequest(HttpRequest):
    """A request of somebody signed in and acting for an agency."""

    acting: Acting
    acting_choices: int


def needs(permission: Permission) -> Callable[[View], View]:
    """Close a view to roles without the permission (403); which rows it shows is the queryset's business."""

    def close(view: View) -> View:
        @wraps(view)
        def enter(request: CaseworkRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.acting.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        enter.needs = permission  # type: ignore[attr-defined]  # read by the matrix of roles and pages
        return enter

    return close


def parts_of(
    request: CaseworkRequest, parts: Iterable[tuple[str, str, Permission]], ref: str
) -> list[tuple[str, str, bool]]:
    """The pages of a record that this person's role may open: label, address, and whether one is there now.

    `parts` are label, address name (of whichever app answers it) and the permission without which it is not offered.
    """
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        (label, reverse(name, args=[ref]), name == here)
        for label, name, permission in parts
        if request.acting.may(permission)
    ]


def record_access(
    by: Acting,
    *,
    page: str,
    act: AccessAct = AccessAct.VIEW,
    pupil_id: int | None = None,
    results: int | None = None,
) -> None:
    """Write that somebody looked, searched (with how many results) or downloaded."""
    AccessRecord.objects.create(
        user=by.user, agency=by.agency, act=act, page=page, pupil_id=pupil_id, results=results
    )


def open_door(
    request: CaseworkRequest,
    rows: Visible,
    permission: Permission = Permission.VIEW_PUPIL,
    *,
    act: AccessAct = AccessAct.VIEW,
    **lookup: Any,
) -> Any:
    """The one row that the lookup names, if this person may; else Http404, with the refusal on record.

    `rows` is a queryset of any model with a path to the child; a pupil itself is its own path.
    """
    page = request.resolver_match.view_name if request.resolver_match else ""
    return open_for(request.acting, rows, permission, page=page, act=act, **lookup)


def open_for(
    by: Acting,
    rows: Visible,
    permission: Permission,
    *,
    page: str,
    act: AccessAct = AccessAct.VIEW,
    **lookup: Any,
) -> Any:
    """The door itself, behind `open_door` for pages and that of `agencies.api.doors`. Raises Http404."""
    try:
        row = rows.permits(by, permission).get(**lookup)
    except rows.model.DoesNotExist:
        record_access(by, page=page, act=AccessAct.REFUSED)
        raise Http404 from None
    record_access(by, page=page, act=act, pupil_id=_pupil_of(row))
    return row


def _pupil_of(row: models.Model) -> int | None:
    return row.pk if row._meta.model_name == "pupil" else getattr(row, "pupil_id", None)
