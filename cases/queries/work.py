"""My work: what waits for one person, drawn from every source that an app has.

A source is named in `settings.WORK_SOURCES`, so that an app further down adds its clocks without being imported
here. It takes who asks and whose work is asked for, and gives at most `MOST` lines in one query or two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, DateField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.module_loading import import_string

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from agencies.words import plural
from attendance.models import Flag
from attendance.models.flag import FlagState
from attendance.rules.calendar import add_working_days
from cases.models import Case, Entry, EntryKind
from cases.models.case import CaseQuerySet
from cases.rules.queue import ALLOCATE_WITHIN
from cases.rules.work import DRIFTS_AFTER, Group, Line, drifts, in_order
from cases.workflow import WORKED, State

MOST = 200
# Entries that say somebody was in touch with the child or the family.
IN_TOUCH = (EntryKind.CONTACT, EntryKind.INTERVENTION, EntryKind.MEETING, EntryKind.VIEWS)


@dataclass(frozen=True)
class Whose:
    """Whose work: one officer's, and what waits for the agency as a whole where `team` is set."""

    officer: int
    team: bool


Source = Callable[[Acting, Whose], Iterable[Line]]


def sources() -> list[Source]:
    """Every source of lines, in the order of the settings."""
    return [import_string(name) for name in settings.WORK_SOURCES]


def work_of(by: Acting, whose: Whose) -> list[Group]:
    """What waits, by how soon it is due."""
    return in_order((line for source in sources() for line in source(by, whose)), by.on)


def cases_of(by: Acting, whose: Whose) -> CaseQuerySet:
    """The live cases of an officer that the person who asks may follow."""
    rows: CaseQuerySet = Case.objects.visible_to(by).of_officer(whose.officer).live()
    return rows


def case_line(kind: str, case: Case, sentence: str, act: str, page: str = "case", **more: object) -> Line:
    """A line about a case, leading to one of its pages."""
    url = reverse(page, args=[case.ref])
    return Line(kind, str(case.pupil), sentence, url, act, officer=case.officer_id, **more)  # type: ignore[arg-type]  # due alone


def with_last_contact(rows: CaseQuerySet) -> Any:
    """Cases with the day on which somebody was last in touch, as `touched_on`."""
    last = Entry.objects.filter(case=OuterRef("pk"), kind__in=IN_TOUCH).order_by("-on", "-pk")
    return rows.annotate(touched_on=Subquery(last.values("on")[:1], output_field=DateField()))


def drifting(by: Acting, whose: Whose) -> Iterable[Line]:
    """Cases in which nobody was in touch for three weeks."""
    if not by.may(Permission.WORK_CASES):
        return
    rows = with_last_contact(cases_of(by, whose).worked()).select_related("pupil")
    late = rows.annotate(since=Coalesce("touched_on", "allocated_on")).filter(since__lt=by.on - DRIFTS_AFTER)
    for case in late.order_by("since")[:MOST]:
        due = drifts(case.touched_on, case.allocated_on, by.on)
        said = (
            f"Nobody has been in touch since {in_words(case.touched_on)}."
            if case.touched_on
            else f"Nobody has been in touch since the case was allocated on {in_words(case.allocated_on)}."
        )
        yield case_line("drifting", case, said, "See the case", due=due)


def pauses_ending(by: Acting, whose: Whose) -> Iterable[Line]:
    """Paused cases whose day has come or comes within a week."""
    if not by.may(Permission.WORK_CASES):
        return
    soon = by.on + timedelta(days=7)
    rows = cases_of(by, whose).filter(state=State.PAUSED, paused_until__lte=soon).select_related("pupil")
    for case in rows.order_by("paused_until")[:MOST]:
        yield case_line("pause", case, "The pause ends.", "Go on with the case", due=case.paused_until)


def new_flags(by: Acting, whose: Whose) -> Iterable[Line]:
    """New flags on children of one's own cases, one line for each child."""
    if not by.may(Permission.WORK_CASES):
        return
    cases = {case.pupil_id: case for case in cases_of(by, whose).select_related("pupil")[:MOST]}
    fresh = Flag.objects.visible_to(by).filter(state=FlagState.RAISED, pupil__in=list(cases)).order_by()
    for pupil, count in fresh.values_list("pupil").annotate(count=Count("pk")):
        case = cases[pupil]
        url = reverse("pupil-flags", args=[case.pupil.ref])
        sentence = f"{plural(count, 'new flag')} on the register."
        yield Line("flag", str(case.pupil), sentence, url, "See the flags", officer=case.officer_id)


def waiting_for_an_officer(by: Acting, whose: Whose) -> Iterable[Line]:
    """Cases of one's team that nobody has been given."""
    if not by.may(Permission.TRIAGE) or not whose.team:
        return
    rows = Case.objects.permits(by, Permission.TRIAGE).filter(state=State.REFERRED, team__in=by.reach)
    for case in rows.select_related("pupil", "school").order_by("opened_on")[:MOST]:
        due = add_working_days(case.opened_on, ALLOCATE_WITHIN)
        yield Line(
            "allocate",
            str(case.pupil),
            f"Waits for an officer since {in_words(case.opened_on)}, {case.school.name}.",
            reverse("case-move", args=[case.ref, "allocate"]),
            "Allocate",
            due=due,
        )


@dataclass(frozen=True)
class Caseload:
    """An officer's cases at a glance, for whoever supervises."""

    officer: User
    cases: int
    assessing: int
    enforcing: int
    drifting: int


def caseloads(by: Acting) -> list[Caseload]:
    """The officers of the teams within reach and what they hold; one query for cases, one for people."""
    rows = with_last_contact(Case.objects.permits(by, Permission.TRIAGE).live().filter(team__in=by.reach))
    late = Q(state__in=WORKED, since__lt=by.on - DRIFTS_AFTER)
    counted = (
        rows.exclude(officer=None)
        .annotate(since=Coalesce("touched_on", "allocated_on"))
        .order_by()
        .values(who=F("officer"))
        .annotate(
            cases=Count("pk"),
            assessing=Count("pk", filter=Q(state=State.ASSESSING)),
            enforcing=Count("pk", filter=Q(state=State.ENFORCING)),
            drifting=Count("pk", filter=late),
        )
    )
    held = {row.pop("who"): row for row in counted}
    people = User.objects.filter(pk__in=list(held)).order_by("name")
    return [Caseload(officer=person, **held[person.pk]) for person in people]
