"""Visibility, once: rows a person may see or act on.

The rule is the child's (`attendance.models.pupil.PupilQuerySet.permits`). Every other model only names its path
there. *May see* and *may do* are the same question with another permission.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, Self

from django.db import models
from django.db.models import Q

from agencies.rules.roles import Permission, Role
from agencies.written import WrittenKeys


class Viewer(Protocol):
    """Somebody acting for one agency: what the predicate needs to know of them."""

    @property
    def on(self) -> date:
        """The day on which they look."""

    @property
    def user_id(self) -> int:
        """The key of the person."""

    @property
    def membership_id(self) -> int:
        """The key of the membership they act under."""

    @property
    def agency_id(self) -> int:
        """The key of the agency they act for."""

    @property
    def authority_id(self) -> int:
        """The key of the local authority it works in."""

    @property
    def role(self) -> Role:
        """Their role."""

    @property
    def reach(self) -> tuple[int, ...]:
        """The ids of the agencies whose involvements count for them."""

    def may(self, permission: Permission) -> bool:
        """Whether their role holds the permission at all."""

    def named(self, model: type[models.Model]) -> tuple[int, ...]:
        """The keys of restricted rows of a model for which they are named in person."""

    def written(self, key: str, rows: Callable[[], models.QuerySet[Any, Any]]) -> WrittenKeys:
        """The subquery known to them by a key, made of rows the first time."""


class Visible(models.QuerySet[Any]):
    """Rows a person may see or act on.

    A model names the field that leads towards the child in `path`, and what seeing a row needs in `sight`.
    """

    path = "pupil"
    sight = Permission.VIEW_PUPIL

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """The rows about children for whom this person holds this permission today."""
        if not by.may(permission):
            return self.none()
        return self.filter(self.led_to().reached_by(self.path, by, permission))

    def led_to(self) -> Any:
        """All rows of the model that `path` leads to."""
        return self.model._meta.get_field(self.path).related_model._default_manager.all()

    def reached_by(self, key: str, by: Viewer, permission: Permission) -> Q:
        """The condition that a key, such as a field of another model, is that of a row permitted here."""
        return Q(**{f"{key}__in": self.permits(by, permission)})

    def visible_to(self, by: Viewer) -> Self:
        """The rows this person may see."""
        return self.permits(by, self.sight)
