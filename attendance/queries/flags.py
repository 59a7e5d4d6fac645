"""Flags in lists: filtered, in the order in which they need somebody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.visibility import Viewer
from attendance.models import Enrolment, Flag, FlagMove
from attendance.models.flag import OPEN_STATES, FlagState
from attendance.rules.flags import RULE_BY_KEY

# Who should act at first sight, by the strategy's "appropriate key worker" and the guidance's division of labour.
KEY_WORKERS: Mapping[int, str] = {
    0: "Class teacher or tutor",
    1: "School attendance lead",
    2: "Named education welfare officer",
    3: "Locality team manager, with every agency involved",
}


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

    def apply(self, rows: "QuerySet[Flag]") -> "QuerySet[Flag]":
        """The rows that remain; without a state, those still open."""
        rows = rows.filter(state__in=[self.state] if self.state else OPEN_STATES)
        if self.rule:
            rows = rows.filter(rule=self.rule)
        if self.school:
            rows = rows.filter(school__urn=int(self.school))
        if self.year_group:
            rows = rows.filter(pupil__enrolments__year_group=self.year_group, pupil__enrolments__ended_on=None)
        return rows

    def choices(self) -> dict[str, str]:
        """The choices made, for saving and for addresses."""
        return {name: value for name, value in asdict(self).items() if value}


def flag_list(by: Viewer, chosen: FlagFilter) -> "QuerySet[Flag]":
    """The flags this person may see, worst and newest first, ready for a page."""
    group = Enrolment.objects.filter(pupil=OuterRef("pupil"), school=OuterRef("school")).order_by("-began_on")
    rows = chosen.apply(Flag.objects.visible_to(by)).annotate(year_group=Subquery(group.values("year_group")[:1]))
    return rows.select_related("pupil", "school").order_by("-severity", "-reached_on", "id")


def moves_of(by: Viewer, flag: Flag) -> "QuerySet[FlagMove]":
    """The life of one flag, oldest first."""
    return FlagMove.objects.visible_to(by).filter(flag=flag).select_related("by", "agency").order_by("at", "id")
