"""Notices for those who see legal records: the list with its filters, one notice with its family, and its sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from agencies.acting import Acting
from agencies.paging import Page, page_of
from enforcement.models import Notice
from enforcement.queries.absence import Marks
from enforcement.rules.charges import Missed
from enforcement.rules.provision import pounds
from enforcement.rules.threshold import Session
from enforcement.workflow import LABELS, State

SHOWN = {
    "to-check": "Prepared, to be checked by a second person",
    "to-serve": "Issued, to be served",
    "unpaid": "Served, and the payment days run",
    "overdue": "Unpaid after the payment days",
    "doubt": "In doubt: a mark was corrected",
    "over": "Paid, withdrawn, charged or not issued",
    "all": "Every notice",
}


@dataclass(frozen=True)
class NoticeFilter:
    """What a list of notices is narrowed to, as an address says it; nonsense narrows nothing."""

    show: str = "all"
    mine: bool = False

    @classmethod
    def read(cls, given: Any) -> "NoticeFilter":
        """The filter in a query."""
        show = given.get("show", "all")
        return cls(show=show if show in SHOWN else "all", mine=given.get("mine") == "1")


def _condition(show: str, on: date) -> Q:
    """Which notices one of the lists shows on a day."""
    return {
        "to-check": Q(state=State.DRAFT),
        "to-serve": Q(state=State.ISSUED),
        "unpaid": Q(state=State.SERVED, full_until__gte=on),
        "overdue": Q(state=State.SERVED, full_until__lt=on),
        "doubt": Q(doubted_at__isnull=False, doubt_answer=""),
        "over": Q(state__in=(State.PAID, State.WITHDRAWN, State.CHARGED, State.DROPPED)),
        "all": Q(),
    }[show]


def notice_page(by: Acting, chosen: NoticeFilter, number: object) -> Page:
    """A page of the notices this person may see, those whose deadline comes first at the top."""
    rows = Notice.objects.visible_to(by).filter(_condition(chosen.show, by.on))
    if chosen.mine:
        rows = rows.filter(Q(drafted_by=by.user_id) | Q(case__officer=by.user_id))
    related = ("pupil", "parent", "school", "case", "drafted_by")
    return page_of(rows.select_related(*related).order_by("full_until", "-pk"), number)


def same_family(notice: Notice, by: Acting) -> list[Notice]:
    """The other notices to the same parent or about the same child that this person may see, the latest first."""
    rows = Notice.objects.visible_to(by).filter(Q(parent=notice.parent_id) | Q(pupil=notice.pupil_id))
    return list(rows.exclude(pk=notice.pk).select_related("pupil", "parent").order_by("-pk")[:20])


@dataclass(frozen=True)
class Relied:
    """A session that a notice rests on: its code when it was issued, and as the register has it now."""

    session: Session
    then: str
    now: Missed

    @property
    def has_changed(self) -> bool:
        """Whether it is no longer what the notice relied on."""
        return bool(self.then) and self.then != self.now.code

    @property
    def part(self) -> str:
        return "morning" if self.session[1] == 0 else "afternoon"


def relied_on(notice: Notice, marks: Marks) -> list[Relied]:
    """The sessions that a notice rests on, in order."""
    rows = notice.sessions.order_by("on", "session").values_list("on", "session", "code")
    return [Relied((day, part), code, marks.missed(((day, part),))[0]) for day, part, code in rows]


def state_in_words(notice: Notice, on: date) -> str:
    """Where a notice is on a day: served and past its last day is said as what it is."""
    if notice.state == State.SERVED and notice.full_until < on:
        return "Unpaid after the payment days"
    return LABELS[State(notice.state)]


def amounts_in_words(notice: Notice) -> str:
    """What is to be paid, as the notice says it; empty where it has no price yet."""
    if notice.full_amount is None:
        return ""
    full = f"{pounds(notice.full_amount)} within {notice.full_days} days"
    if notice.lower_amount is None:
        return full
    return f"{pounds(notice.lower_amount)} within {notice.lower_days} days, else {full}"
