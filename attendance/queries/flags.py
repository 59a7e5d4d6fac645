"""Flags in lists: filtered, in the order in which they need somebody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from agencies.paging import MOST_COUNTED, Page, page_of_keys
from agencies.visibility import Viewer
from attendance.models import Enrolment, Flag, FlagMove
from attendance.models.flag import FlagQuerySet, FlagState
from attendance.rules.flags import RULE_BY_KEY

# Who should act at first sight, by the strategy's "appropriate key worker" and the guidance's division of labour.
KEY_WORKERS: Mapping[int, str] = {
    0: "Class teacher or tutor",
    1: "School attendance lead",
    2: "Named education welfare officer",
    3: "Locality team manager, with every agency involved",
}


ORDER = ("-severity", "-reached_on", "id")


@dataclass(frozen=True)
class FlagFilter:
    """What a list of flags is narrowed to; an empty choice narrows nothing. It holds no names."""

    rule: str = ""
    school: str = ""
    state: str = ""
    year_group: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """The choices of an address or a saved filter; unknown ones are left out."""
        rule, state = given.get("rule", ""), given.get("state", "")
        urn, group = given.get("school", ""), given.get("year_group", "")
        return cls(
            rule=rule if rule in RULE_BY_KEY else "",
            school=urn if urn.isascii() and urn.isdigit() and len(urn) < 9 else "",
            state=state if state in FlagState.values else "",
            year_group=group[:2],
        )

    def apply(self, rows: FlagQuerySet) -> FlagQuerySet:
        """The rows that remain; without a state, those still open."""
        rows = rows.filter(state=self.state) if self.state else rows.open()
        if self.rule:
            rows = rows.filter(rule=self.rule)
        if self.school:
            rows = rows.filter(school__urn=int(self.school))
        if self.year_group:
            now = Enrolment.objects.filter(school=OuterRef("school"), pupil=OuterRef("pupil"), ended_on=None)
            rows = rows.filter(Exists(now.filter(year_group=self.year_group)))
        return rows

    def choices(self) -> dict[str, str]:
        """The choices made, for saving and for addresses."""
        return {name: value for name, value in asdict(self).items() if value}


def flag_list(by: Viewer, chosen: FlagFilter) -> FlagQuerySet:
    """The flags this person may see, worst and newest first, ready for a page."""
    return _ready(chosen.apply(Flag.objects.visible_to(by)))


def flag_page(by: Viewer, chosen: FlagFilter, number: object) -> Page:
    """A page of the flags this person may see, worst and newest first; two queries.

    The first reads keys alone, within an index, and counts them; the second fetches what the page shows.
    """
    keys = _narrowed(by, chosen, None).values_list("pk", flat=True)
    return page_of_keys(keys, number, lambda held: list(_ready(Flag.objects.filter(pk__in=held))))


def worst_flags(by: Viewer, chosen: FlagFilter, most: int, extra: Q | None = None) -> list[Flag]:
    """The first flags of that page; one query, which finds as many keys as a page counts and fetches a few.

    A smaller limit at the heart of it would have PostgreSQL walk all flags in their order, hoping to meet a few soon.
    """
    keys = _narrowed(by, chosen, extra).values("pk")[: MOST_COUNTED + 1]
    first = Flag.objects.filter(pk__in=keys).order_by(*ORDER).values("pk")[:most]
    return list(_ready(Flag.objects.filter(pk__in=first)))


def _narrowed(by: Viewer, chosen: FlagFilter, extra: Q | None) -> FlagQuerySet:
    return chosen.apply(Flag.objects.visible_to(by)).filter(extra or Q()).order_by(*ORDER)


def _ready(rows: FlagQuerySet) -> FlagQuerySet:
    """Flags in their order with the child, the school and the year group there."""
    group = Enrolment.objects.filter(pupil=OuterRef("pupil"), school=OuterRef("school")).order_by("-began_on")
    rows = rows.annotate(year_group=Subquery(group.values("year_group")[:1]))
    return rows.select_related("pupil", "school").order_by(*ORDER)


def moves_of(by: Viewer, flag: Flag) -> "QuerySet[FlagMove]":
    """The life of one flag, oldest first."""
    return (
        FlagMove.objects.visible_to(by).filter(flag=flag).select_related("by", "agency").order_by("at", "id")
    )
