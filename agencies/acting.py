"""Somebody acting for one agency: the viewer of every page, the actor of every act, the bearer of every token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from agencies.models import Agency, Membership, User
from agencies.named import named_for
from agencies.rules.roles import Permission, Reach, Role
from agencies.written import WrittenKeys


def standing_day(membership: Membership) -> date | None:
    """The day on which a membership's authority stands, as the settings of a demonstration say; None for today."""
    days: dict[str, date] = settings.DEMONSTRATION_DAYS
    return days.get(membership.agency.authority.name) if days else None


@dataclass(frozen=True, eq=False)
class Acting:
    """One membership on one day. What it reaches is resolved once and kept, so that queries filter by a list."""

    membership: Membership
    on: date

    @classmethod
    def today(cls, membership: Membership) -> Self:
        """Acting under a membership on the present day in London, or on the day of an earlier time's demonstration."""
        return cls(membership, standing_day(membership) or timezone.localdate())

    @property
    def stands_on(self) -> date | None:
        """The day on which the demonstration of an earlier time stands; None in every other authority."""
        return standing_day(self.membership)

    @property
    def user(self) -> User:
        """The person."""
        return self.membership.user

    @property
    def agency(self) -> Agency:
        """The agency they act for."""
        return self.membership.agency

    @property
    def agency_id(self) -> int:
        """The key of the agency they act for."""
        return self.membership.agency_id

    @property
    def authority_id(self) -> int:
        """The key of the local authority their agency works in."""
        return self.agency.authority_id

    @property
    def membership_id(self) -> int:
        """The key of the membership they act under."""
        return self.membership.pk

    @property
    def user_id(self) -> int:
        """The key of the person."""
        return self.membership.user_id

    @property
    def label(self) -> str:
        """The agency and the role, for the line on every page."""
        return f"{self.agency} ({self.role.label})"

    @property
    def role(self) -> Role:
        """Their role."""
        return self.membership.role

    def may(self, permission: Permission) -> bool:
        """Whether their role holds the permission at all."""
        return self.role.may(permission)

    @cached_property
    def reach(self) -> tuple[int, ...]:
        """The ids of the agencies whose involvements count for them; one query at most."""
        if self.role.reach is Reach.NONE:
            return ()
        if self.role.reach is Reach.AGENCY:
            return (self.agency_id,)
        return tuple(Agency.objects.teams_of(self.authority_id).values_list("pk", flat=True))

    @cached_property
    def _named(self) -> dict[type[models.Model], tuple[int, ...]]:
        return {}

    def named(self, model: type[models.Model]) -> tuple[int, ...]:
        """The keys of restricted rows of a model for which they are named in person; one query for each model."""
        if model not in self._named:
            self._named[model] = named_for(self.user, model)
        return self._named[model]

    @cached_property
    def _written(self) -> dict[str, WrittenKeys]:
        return {}

    def written(self, key: str, rows: Callable[[], models.QuerySet[Any, Any]]) -> WrittenKeys:
        """The subquery known by a key, made of rows the first time: what they reach and when they look are fixed."""
        if key not in self._written:
            self._written[key] = WrittenKeys(rows())
        return self._written[key]
