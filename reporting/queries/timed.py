"""The things that are timed: for each measure, every one of a stretch of days in the whole authority, as spans.

Whoever asks, the same rows are read: they are counted. Which of them somebody may see is asked where they are listed.
Records open only to named people, and those merged into another, are read by nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from agencies.models import AgencyKind
from attendance.queries.calendars import bank_holidays_held
from attendance.rules.calendar import bank_holidays_of
from attendance.rules.register import year_of
from cases.models import AgencyRequest, Case, Entry, Intervention, Plan, Referral, ReferralQuestion, Review
from cases.models.entry import IN_TOUCH
from cases.models.intervention import Reached
from cases.rules.queue import ALLOCATE_WITHIN
from cases.rules.reviews import LONGEST
from cases.workflow import LABELS, WORKED, State
from cases.workflow.referrals import ReferralState
from cases.workflow.requests import RequestState
from reporting.rules.timeliness import CONTACT_WITHIN, LOG_WITHIN, Span, WorkingDays

AHEAD: Final = timedelta(days=120)
REVIEWED: Final = (*WORKED, State.CLOSING)


@dataclass(frozen=True)
class Stretch:
    """The days asked about, in which authority, seen on which day, with the working days around them."""

    authority: int
    first: date
    last: date
    on: date
    days: WorkingDays

    @property
    def span(self) -> tuple[date, date]:
        """The days for a range of the database."""
        return self.first, self.last


def stretch(authority: int, first: date, last: date, on: date) -> Stretch:
    """A stretch of days with its working days; one query."""
    years = range(year_of(first) - 1, year_of(on + AHEAD) + 2)
    held = bank_holidays_held(years)
    holidays = frozenset().union(*(held.get(year) or bank_holidays_of(year) for year in years))
    begun = min(first, on) - AHEAD
    return Stretch(
        authority, first, last, on, WorkingDays.of(begun, max(last, on, first) + 3 * AHEAD, holidays)
    )


def open_record(path: str) -> Q:
    """The condition that the child at the end of a path has a record that is counted."""
    return Q(**{f"{path}__restricted": False, f"{path}__merged_into__isnull": True})


def spans_of(measure: str, asked: Stretch) -> list[Span]:
    """Everything that a measure times in a stretch of days. Raises KeyError for no such measure."""
    return _READ[measure](asked)


def _referrals(asked: Stretch) -> Any:
    rows = Referral.objects.filter(
        open_record("pupil"), school__authority=asked.authority, submitted_on__range=asked.span
    )
    return rows.exclude(state__in=(ReferralState.DRAFT, ReferralState.WITHDRAWN)).order_by("pk")


def _answers(asked: Stretch) -> list[Span]:
    """Referrals to their answer. A clock that stands still is never over: nor is one that stood when it was decided."""
    stood = ReferralQuestion.objects.filter(
        referral=OuterRef("pk"), answered_on__isnull=False, answered_by__isnull=True, asked_on__lte=OuterRef("due_on")
    )  # fmt: skip
    rows = _referrals(asked).annotate(stood=Exists(stood)).values_list(
        "pk", "pupil", "case", "school__team", "agency", "case__officer", "school", "submitted_on", "decided_on",
        "due_on", "stopped_on", "stood",
    )  # fmt: skip
    found = []
    for key, pupil, case, team, agency, officer, school, began, ended, due, stopped, has_stood in rows:
        day = due
        if (stopped is not None and stopped <= due) or has_stood:
            day = max(due, ended or asked.on)
        found.append(Span(key, pupil, began, ended, day, school, case, team, agency, officer))
    return found


def _accepted(asked: Stretch, reached: Any, extra: int) -> list[Span]:
    """Accepted referrals to what `reached` finds of their case, due so many working days after their answer."""
    rows = _referrals(asked).filter(state=ReferralState.ACCEPTED).annotate(reached=Subquery(reached))
    held = rows.values_list(
        "pk", "pupil", "case", "school__team", "agency", "case__officer", "school", "submitted_on", "reached", "due_on"
    )  # fmt: skip
    return [
        Span(
            key, pupil, began, max(began, ended) if ended else None, asked.days.after(due, extra), school, case, team,
            agency, officer,
        )
        for key, pupil, case, team, agency, officer, school, began, ended, due in held
    ]  # fmt: skip


def _contacts(asked: Stretch) -> list[Span]:
    touched = (
        Entry.objects.filter(case=OuterRef("case"), kind__in=IN_TOUCH, on__gte=OuterRef("submitted_on"))
        .exclude(Q(intervention__reached=Reached.NO_REPLY) | Q(agency__kind=AgencyKind.SCHOOL))
        .filter(~Exists(Entry.objects.filter(corrects=OuterRef("pk"))))
    )
    return _accepted(asked, touched.order_by("on").values("on")[:1], ALLOCATE_WITHIN + CONTACT_WITHIN)


def _allocations(asked: Stretch) -> list[Span]:
    return _accepted(asked, _first_allocated("case"), ALLOCATE_WITHIN)


def _first_allocated(case: str) -> Any:
    """The day on which a case was first given to an officer, from its kept history."""
    rows: Any = apps.get_model("cases", "CaseEvent")._default_manager.filter(
        pgh_obj=OuterRef(case), allocated_on__isnull=False
    )
    return rows.order_by("allocated_on").values("allocated_on")[:1]


def _queue(asked: Stretch) -> list[Span]:
    rows = Case.objects.filter(
        open_record("pupil"), team__authority=asked.authority, opened_on__range=asked.span
    )
    rows = rows.annotate(given_on=Subquery(_first_allocated("pk"))).order_by("pk")
    held = rows.exclude(state=State.CLOSED, given_on__isnull=True).values_list(
        "pk", "pupil", "team", "officer", "school", "opened_on", "given_on"
    )
    return [
        Span(
            key, pupil, began, ended, asked.days.after(began, ALLOCATE_WITHIN), school, key, team, team, officer
        )
        for key, pupil, team, officer, school, began, ended in held
    ]  # fmt: skip


def _reviews(asked: Stretch) -> list[Span]:
    """Reviews by the day they were due, and the live cases whose clock has run out. The key is the case's."""
    rows = Review.objects.filter(
        open_record("case__pupil"), case__team__authority=asked.authority, due_on__range=asked.span
    ).order_by("pk")
    fields = ("case", "case__pupil", "case__team", "case__officer", "case__school")
    done = [
        Span(case, pupil, due, ended, due, school, case, team, team, officer)
        for case, pupil, team, officer, school, due, ended in rows.values_list(*fields, "due_on", "on")
    ]
    return done + _unreviewed(asked)


def _unreviewed(asked: Stretch) -> list[Span]:
    """Cases whose review is due in the stretch and not held yet: by the clock of `cases.queries.reviews.due_of`."""
    plans = Plan.objects.filter(case=OuterRef("pk"), ended_on__isnull=True).order_by("review_on")
    reviews = Review.objects.filter(case=OuterRef("pk")).order_by("-number")
    rows = Case.objects.filter(
        open_record("pupil"), team__authority=asked.authority, state__in=REVIEWED
    ).annotate(
        plan_on=Subquery(plans.values("review_on")[:1]), next_on=Subquery(reviews.values("next_on")[:1])
    )
    held = rows.order_by("pk").values_list(
        "pk", "pupil", "team", "officer", "school", "plan_on", "next_on", "allocated_on", "opened_on"
    )  # fmt: skip
    found = []
    for key, pupil, team, officer, school, plan_on, next_on, allocated, opened in held:
        due = plan_on or next_on or (allocated or opened) + LONGEST
        if asked.first <= due <= min(asked.last, asked.on):
            found.append(Span(key, pupil, due, None, due, school, key, team, team, officer))
    return found


def _logged(asked: Stretch) -> list[Span]:
    rows = Intervention.objects.filter(
        open_record("pupil"), agency__authority=asked.authority, on__range=asked.span, corrects__isnull=True
    ).annotate(day=TruncDate("at"))
    held = rows.order_by("pk").values_list("pk", "pupil", "case", "agency", "agency__kind", "by", "on", "day")
    return [
        Span(
            key, pupil, began, max(began, ended), asked.days.after(began, LOG_WITHIN), None, case, agency,
            _or_schools(agency, kind), person,
        )
        for key, pupil, case, agency, kind, person, began, ended in held
    ]  # fmt: skip


def _requests(asked: Stretch) -> list[Span]:
    rows = AgencyRequest.objects.filter(
        open_record("pupil"), to__authority=asked.authority, sent_on__range=asked.span
    ).exclude(state=RequestState.REVOKED, answered_on__isnull=True)
    held = rows.order_by("pk").values_list(
        "pk", "pupil", "case", "to", "to__kind", "sent_on", "answered_on", "answer_by"
    )  # fmt: skip
    return [
        Span(key, pupil, began, ended, due, None, case, to, _or_schools(to, kind))
        for key, pupil, case, to, kind, began, ended, due in held
    ]


def _or_schools(agency: int, kind: str) -> int:
    """An agency, or 0 for a school: there are many, and they are told as one."""
    return 0 if kind == AgencyKind.SCHOOL else agency


def _held_now(asked: Stretch) -> list[Span]:
    """The live cases that have an officer, for the list behind a workload; nothing is due of them here."""
    rows = Case.objects.live().filter(
        open_record("pupil"), team__authority=asked.authority, officer__isnull=False
    )
    held = rows.order_by("pk").values_list(
        "pk", "pupil", "team", "officer", "school", "opened_on", "allocated_on", "state"
    )
    return [
        Span(
            key,
            pupil,
            given or opened,
            None,
            asked.on,
            school,
            key,
            team,
            team,
            officer,
            LABELS[State(state)],
        )
        for key, pupil, team, officer, school, opened, given, state in held
    ]


_READ: Final[Mapping[str, Callable[[Stretch], list[Span]]]] = {
    "referral-answer": _answers,
    "referral-contact": _contacts,
    "referral-allocation": _allocations,
    "queue": _queue,
    "review": _reviews,
    "logging": _logged,
    "request-answer": _requests,
    "workload": _held_now,
}
# The model whose rule says who may see a row that a measure times.
MODELS: Final[Mapping[str, Any]] = {
    "referral-answer": Referral,
    "referral-contact": Referral,
    "referral-allocation": Referral,
    "queue": Case,
    "review": Case,
    "logging": Intervention,
    "request-answer": AgencyRequest,
    "workload": Case,
}
