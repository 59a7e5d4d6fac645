"""Who acts in the demonstration's casework, and on which days."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from agencies.acting import Acting
from agencies.models import Agency, LocalAuthority, Membership, User
from attendance.demo.personas import IRWELL_DOMAIN
from attendance.demo.places import IRWELL
from attendance.demo.terms import template
from attendance.models import School
from attendance.rules.calendar import school_days
from attendance.rules.register import year_of

FULL_SPAN: Final = 50
"""School days of this year over which the stories go; a younger year has them closer together."""


@dataclass(frozen=True, eq=False)
class Cast:
    """The demonstration authority's people and agencies, up to the last day with marks."""

    authority: LocalAuthority
    until: date
    domain: str = IRWELL_DOMAIN

    @cached_property
    def days(self) -> list[date]:
        """The school days of last year and this, in order, up to the last with marks."""
        year = year_of(self.until)
        both = [day for each in (year - 1, year) for day in school_days(template(each), each)]
        return [day for day in both if day <= self.until]

    @cached_property
    def _this_year(self) -> list[date]:
        return [day for day in self.days if year_of(day) == year_of(self.until)]

    def ago(self, number: int) -> date:
        """A school day of this year, so many before the last; all of them closer together while the year is young."""
        there = self._this_year
        back = number if len(there) > FULL_SPAN else round(number * (len(there) - 1) / FULL_SPAN)
        return there[-1 - back]

    @cached_property
    def memberships(self) -> dict[str, Membership]:
        """By mailbox; of somebody who works for two agencies the first."""
        rows = Membership.objects.filter(
            agency__authority=self.authority, user__email__endswith=f"@{self.domain}"
        )
        found: dict[str, Membership] = {}
        for row in rows.select_related("user", "agency__authority").order_by("pk"):
            found.setdefault(row.user.email.split("@")[0], row)
        return found

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """The partner agencies by kind, of which there is one each."""
        rows = Agency.objects.filter(authority=self.authority).exclude(kind__in=("school", "locality_team"))
        return {row.kind: row for row in rows.order_by("pk")}

    @cached_property
    def partners(self) -> dict[int, User]:
        """Somebody of each agency who writes for it, by the agency's key: whoever came first."""
        found: dict[int, User] = {}
        for row in self.memberships.values():
            found.setdefault(row.agency_id, row.user)
        return found

    @cached_property
    def _held(self) -> list[Membership]:
        """Everybody's memberships in the authority, whoever came first foremost."""
        rows = Membership.objects.filter(agency__authority=self.authority, ended_on__isnull=True)
        return list(rows.select_related("user", "agency__authority").order_by("pk"))

    @cached_property
    def _of_people(self) -> dict[tuple[int, int], Membership]:
        return {(row.user_id, row.agency_id): row for row in reversed(self._held)}

    @cached_property
    def _of_agencies(self) -> dict[int, Membership]:
        return {row.agency_id: row for row in reversed(self._held)}

    def worker(self, user: User, agency: Agency, on: date) -> Acting:
        """Somebody acting for an agency on a day."""
        return Acting(self._of_people[user.pk, agency.pk], on)

    def someone(self, agency: int, on: date) -> Acting | None:
        """Whoever came first to an agency, acting for it on a day; None where nobody works there."""
        held = self._of_agencies.get(agency)
        return Acting(held, on) if held else None

    def school(self, key: str) -> School:
        """The school of a key such as "secondary 0", in the order in which they were made."""
        phase, index = key.split()
        return School.objects.filter(authority=self.authority, phase=phase).order_by("urn")[int(index)]

    def user(self, mailbox: str) -> User:
        """A person by mailbox."""
        user: User = self.memberships[mailbox].user
        return user

    def acting(self, mailbox: str, on: date) -> Acting:
        """A person acting on a day."""
        return Acting(self.memberships[mailbox], on)


def cast_until(until: date) -> Cast:
    """The cast of the demonstration authority."""
    return Cast(LocalAuthority.objects.get(code=IRWELL), until)
