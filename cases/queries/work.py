"""My work: what waits for one person, drawn from every source that an app has.

A source is named in `settings.WORK_SOURCES`, so that an app further down adds its clocks without being imported
here. It takes who asks and whose work is asked for, and looks at no more than `MOST` rows in one query or two.

A source that `reads` says which rows are somebody's, and they are narrowed here to those the person who asks may see.
One query finds which of such sources have any row at all, and only those are read: most people have nothing from most
of them. That query leaves out who may see a row, twenty times what it asks: nothing of its answer is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.module_loading import import_string

from agencies.acting import Acting
from agencies.models import Membership, User
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from agencies.words import plural
from attendance.models import Flag
from attendance.models.flag import FlagState
from attendance.rules.calendar import add_working_days
from cases.models import Case, Entry, Plan
from cases.models.case import CaseQuerySet
from cases.models.entry import IN_TOUCH
from cases.rules.queue import ALLOCATE_WITHIN
from cases.rules.work import DRIFTS_AFTER, SOON, Line, drifts, in_order
from cases.workflow import WORKED, State

MOST = 150
# Of one source with rows in the order of their days: whoever has more does the first ones first.
MOST_OF_A_SOURCE = 50
# Of a case, its child and its school: no more is read of each, for there are many.
READ = (
    "ref", "state", "officer", "opened_on", "queued_on", "allocated_on", "paused_until",
    "pupil__ref", "pupil__known_as", "pupil__forename", "pupil__surname", "school__name",
)  # fmt: skip
# Of allocation: the strategy's "targets and timescales" are agreed within a month.
PLAN_WITHIN = timedelta(days=28)


@dataclass(frozen=True)
class Whose:
    """Whose work: one officer's, and what waits for the agency as a whole where `team` is set."""

    officer: int
    team: bool


Source = Callable[[Acting, Whose], Iterable[Line]]
Own = Callable[[Acting, Whose], Any]
"""The rows that are somebody's, in their order, whoever may see them; None where nothing of the kind is theirs."""


@dataclass(frozen=True)
class Reading:
    """A source with the rows it reads, and the right that its reader holds over each: by default, to see it."""

    own: Own
    lines: Callable[[Any, Acting], Iterable[Line]]
    may: Permission | None
    permits: Permission | None

    def __call__(self, by: Acting, whose: Whose) -> Iterable[Line]:
        """The lines of the first rows."""
        own = self.asked(by, whose)
        return () if own is None else self.of(own, by)

    def asked(self, by: Acting, whose: Whose) -> Any:
        """Their rows, not narrowed yet; None for a role that has nothing of the kind."""
        if not all(by.may(right) for right in (self.may, self.permits) if right):
            return None
        return self.own(by, whose)

    def of(self, own: Any, by: Acting) -> Iterable[Line]:
        """The lines of the first rows of which the person who asks holds the right."""
        rows = own.permits(by, self.permits) if self.permits else own.visible_to(by)
        return self.lines(rows[:MOST_OF_A_SOURCE], by)


def reads(
    own: Own, *, may: Permission | None = None, permits: Permission | None = None
) -> Callable[[Callable[[Any, Acting], Iterable[Line]]], Reading]:
    """Make a source of a function that makes lines of rows; `may` is a right of the role alone."""
    return lambda lines: Reading(own, lines, may, permits)


def sources() -> list[Source]:
    """Every source of lines, in the order of the settings."""
    return [import_string(name) for name in settings.WORK_SOURCES]


@dataclass(frozen=True)
class Work:
    """What waits, by how soon it is due; `cut` where a source has more than is looked at."""

    lines: list[Line]
    cut: bool


def work_of(by: Acting, whose: Whose) -> Work:
    """What waits, by how soon it is due."""
    found = sources()
    there = _rows_that_are_there([source for source in found if isinstance(source, Reading)], by, whose)
    given = [
        list(source(by, whose)) if not isinstance(source, Reading)
        else list(source.of(there[source], by)) if source in there
        else []
        for source in found
    ]  # fmt: skip
    return Work(in_order(chain.from_iterable(given)), any(len(lines) >= MOST_OF_A_SOURCE for lines in given))


def _rows_that_are_there(found: list[Reading], by: Acting, whose: Whose) -> dict[Reading, Any]:
    """The rows, not narrowed yet, of the sources that have any; one query to know it of all of them."""
    asked = [(source, own) for source in found if (own := source.asked(by, whose)) is not None]
    if not asked:
        return {}
    probes = {f"source_{at}": Exists(own.order_by()) for at, (_, own) in enumerate(asked)}
    has = (
        Membership.objects.filter(pk=by.membership.pk)
        .values_list("pk")
        .annotate(**probes)
        .values(*probes)
        .get()
    )
    return {source: own for at, (source, own) in enumerate(asked) if has[f"source_{at}"]}


def cases_of(by: Acting, whose: Whose) -> CaseQuerySet:
    """The live cases of an officer that the person who asks may follow."""
    rows: CaseQuerySet = Case.objects.visible_to(by).of_officer(whose.officer).live()
    return rows


def case_line(kind: str, case: Case, sentence: str, act: str, page: str = "case", **more: object) -> Line:
    """A line about a case, leading to one of its pages."""
    url, record = reverse(page, args=[case.ref]), reverse("case", args=[case.ref])
    return Line(kind, str(case.pupil), sentence, url, act, officer=case.officer_id, record=record, **more)  # type: ignore[arg-type]  # due alone


def with_last_contact(rows: CaseQuerySet) -> Any:
    """Cases with the day on which somebody was last in touch, as `touched_on`."""
    last = Entry.objects.filter(case=OuterRef("pk"), kind__in=IN_TOUCH).order_by("-on")
    return rows.annotate(touched_on=Subquery(last.values("on")[:1], output_field=DateField()))


def cases_at_hand(by: Acting, whose: Whose) -> Iterable[Line]:
    """What an officer's cases ask for by themselves, and the cases of the team that wait for one.

    One query for each and one for new flags, so that a list of work costs the same however much is on it.
    """
    if not by.may(Permission.WORK_CASES):
        return
    seen = Case.objects.visible_to(by).select_related("pupil", "school").only(*READ)
    if whose.team and by.may(Permission.TRIAGE):
        # In the order of the index `cases_in_the_queue`, which the database would pass by if asked for no officer too.
        waiting = seen.filter(state=State.REFERRED, team__in=by.reach)
        first = waiting.order_by(Coalesce("queued_on", "opened_on"), "pk")[:MOST_OF_A_SOURCE]
        yield from (_waits(case) for case in first if case.officer_id is None)
    held = with_last_contact(seen.of_officer(whose.officer).live())
    held = held.annotate(planned=Exists(Plan.objects.filter(case=OuterRef("pk"), ended_on__isnull=True)))
    cases = list(held.order_by("opened_on", "pk")[:MOST])
    for case in cases:
        yield from _asks(case, by.on)
    yield from _new_flags(cases, by)


def _waits(case: Case) -> Line:
    since = case.queued_on or case.opened_on
    words = f"Waits for an officer since {in_words(since)}, {case.school.name}."
    due = add_working_days(since, ALLOCATE_WITHIN)
    url, record = reverse("case-move", args=[case.ref, "allocate"]), reverse("case", args=[case.ref])
    return Line("allocate", str(case.pupil), words, url, "Allocate", due, record=record)


def _asks(case: Any, on: date) -> Iterable[Line]:
    """What one case asks for: an end of its pause, a plan, or that somebody is in touch."""
    due = drifts(case.touched_on, case.allocated_on, on)
    if case.state == State.PAUSED and case.paused_until <= on + SOON:
        yield case_line("pause", case, "The pause ends.", "Go on with the case", due=case.paused_until)
    if case.state == State.ASSESSING and not case.planned:
        until = case.allocated_on + PLAN_WITHIN if case.allocated_on else None
        words = "Is being assessed and has no plan yet."
        yield case_line("plan", case, words, "Make the plan", "case-plan", due=until)
    if case.state in WORKED and due is not None:
        said = (
            f"Nobody has been in touch since {in_words(case.touched_on)}."
            if case.touched_on
            else f"Nobody has been in touch since the case was allocated on {in_words(case.allocated_on)}."
        )
        url, record = reverse("log-work", args=[case.pupil.ref]), reverse("case", args=[case.ref])
        yield Line(
            "drifting", str(case.pupil), said, url, "Log a visit or call", due, case.officer_id, record
        )


def _new_flags(cases: list[Case], by: Acting) -> Iterable[Line]:
    """New flags on children of one's own cases, one line for each child."""
    found = {case.pupil_id: case for case in cases}
    fresh = Flag.objects.visible_to(by).filter(state=FlagState.RAISED, pupil__in=list(found)).order_by()
    for pupil, count, newest in fresh.values_list("pupil").annotate(count=Count("pk"), newest=Max("pk")):
        case = found[pupil]
        url, record = reverse("pupil-flags", args=[case.pupil.ref]), reverse("case", args=[case.ref])
        sentence = f"{plural(count, 'new flag')} on the register."
        tick = f"flags-{case.pupil.ref}-{newest}" if by.may(Permission.ACT_ON_FLAGS) else ""
        yield Line(
            "flag", str(case.pupil), sentence, url, "See the flags", None, case.officer_id, record, tick
        )


@dataclass(frozen=True)
class Caseload:
    """An officer's cases at a glance, for whoever supervises."""

    officer: User
    cases: int
    assessing: int
    enforcing: int
    drifting: int


def caseloads(by: Acting, people: Iterable[User]) -> list[Caseload]:
    """What each of some officers holds in the teams within reach, those with nothing left out; one query."""
    rows = Case.objects.counted_for(by).live()
    touched, last = Entry.objects.filter(case=OuterRef("pk"), kind__in=IN_TOUCH), by.on - DRIFTS_AFTER
    untouched = ~Exists(touched.filter(on__gte=last)) & (Q(allocated_on__lt=last) | Exists(touched))
    late = Q(state__in=WORKED) & untouched
    counted = (
        rows.exclude(officer=None)
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
    return [Caseload(officer=person, **held[person.pk]) for person in people if person.pk in held]
