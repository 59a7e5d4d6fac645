"""Lists of cases."""

from dataclasses import dataclass
from typing import Any

from agencies.acting import Acting
from agencies.paging import Page, page_of_keys
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.workflow import LIVE, State


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is narrowed to, as an address says it; nonsense narrows nothing."""

    state: str = ""
    mine: bool = False

    @classmethod
    def read(cls, given: Any) -> "CaseFilter":
        """The filter in a query."""
        state = given.get("state", "")
        return cls(state=state if state in set(State) else "", mine=given.get("mine") == "1")


def case_rows(by: Acting, chosen: CaseFilter) -> CaseQuerySet:
    """The cases this person may follow, as they are narrowed."""
    rows = Case.objects.visible_to(by)
    rows = rows.filter(state=chosen.state) if chosen.state else rows.filter(state__in=LIVE)
    return rows.of_officer(by.user_id) if chosen.mine else rows


def case_page(by: Acting, chosen: CaseFilter, number: object) -> Page:
    """A page of the cases this person may follow, the oldest first; its keys are cut within an index."""
    rows = case_rows(by, chosen)
    return page_of_keys(rows.order_by("opened_on", "pk").values_list("pk", flat=True), number, _cases)


def _cases(keys: list[int]) -> list[Case]:
    rows = Case.objects.filter(pk__in=keys).select_related("pupil", "school", "team", "officer")
    return list(rows.order_by("opened_on", "pk"))
