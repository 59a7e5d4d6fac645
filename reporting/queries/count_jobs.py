"""What is still to be counted: schools reviewed, or with records restricted or opened, since their figures were made.

Attendance knows nothing of figures. Reporting looks at what attendance did: its `JobRun` rows say which schools
were reviewed for which date, by night and after corrections.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.models import ImportPart, JobRun, MarkChange, UnmatchedRow
from attendance.models.job import JobState
from attendance.queries.job_runs import ATTEMPTS, REVIEW, REVIEW_AGAIN
from attendance.rules.register import year_of, year_span
from reporting.models import CountedSchool
from reporting.queries.school_views import left_out

COUNT = "figures"
PROOF = "figures proof"
AT_ONCE = 500
GIVEN_UP_AFTER = timedelta(minutes=15)
# What a transaction wrote that was still open when a school was counted is looked at once more.
IN_FLIGHT = timedelta(minutes=15)


@dataclass(frozen=True)
class Owed:
    """Schools to be counted up to a date, as a range of ids in the way of `JobRun`."""

    on: date
    chunk: str


def owed() -> list[Owed]:
    """Reviews done whose schools have not been counted since, then schools whose records left out have changed."""
    at_work = Q(state=JobState.RUNNING, began_at__gte=timezone.now() - GIVEN_UP_AFTER)
    given_up = Q(state=JobState.FAILED, attempts__gte=ATTEMPTS)
    counted = JobRun.objects.filter(
        Q(state=JobState.DONE) | at_work | given_up,
        job=COUNT,
        on=OuterRef("on"),
        chunk=OuterRef("chunk"),
        began_at__gte=OuterRef("ended_at"),
    )
    done = JobRun.objects.filter(
        ~Exists(counted), job__in=(REVIEW, REVIEW_AGAIN), state=JobState.DONE, ended_at__isnull=False
    )
    rows = done.order_by("on", "pk").values_list("on", "chunk").distinct()[:AT_ONCE]
    found = dict.fromkeys(Owed(on, chunk) for on, chunk in rows)
    return [*found, *(each for each in _left_out_otherwise() if each not in found)]


def _left_out_otherwise() -> Sequence[Owed]:
    """Schools whose restricted records are others than when they were counted, in every year counted."""
    held: dict[int, list[tuple[int, date, str]]] = defaultdict(list)
    rows = CountedSchool.objects.order_by("-year", "pk").values_list("year", "school", "on", "left_out")
    for year, *counted in rows:
        held[year].append(tuple(counted))
    found = []
    for year, schools in held.items():
        closed = left_out(year, [school for school, _, _ in schools])
        found += [(school, on) for school, on, digest in schools if closed.get(school, "") != digest]
    return [Owed(on, f"{school}-{school}") for school, on in found]


def was_reviewed_again(on: date, chunk: str) -> bool:
    """Whether registers of a chunk's schools changed after a date was reviewed."""
    return JobRun.objects.filter(job=REVIEW_AGAIN, on=on, chunk=chunk).exists()


def earlier_years_changed(schools: Sequence[int], year: int) -> dict[int, list[int]]:
    """By earlier academic year those of some schools (ids) whose registers of it changed since it was counted.

    Files come after the summer, and marks are corrected for years; a query a year counted, and one for the years.
    """
    counted = CountedSchool.objects.filter(school__in=schools, year__lt=year)
    found = {}
    for each in counted.order_by("year").values_list("year", flat=True).distinct():
        changed = counted.filter(_has_changed(each), year=each)
        found[each] = list(changed.order_by("school").values_list("school", flat=True))
    return {each: held for each, held in found.items() if held}


def _has_changed(year: int) -> Q:
    """That a file with days of a year was applied, a row of it settled or a mark corrected since the count."""
    (first, last), since = year_span(year), OuterRef("counted_at") - IN_FLIGHT
    files = ImportPart.objects.filter(
        school=OuterRef("school"), applied_at__gte=since, first_on__lte=last, last_on__gte=first
    )
    settled = UnmatchedRow.objects.filter(school=OuterRef("school"), year=year, settled_at__gte=since)
    marks = MarkChange.objects.filter(register__school=OuterRef("school"), register__year=year, at__gte=since)
    return Q(Exists(files) | Exists(settled) | Exists(marks))


def earlier_years_counted(schools: Sequence[int], on: date) -> dict[date, list[int]]:
    """Those of some schools (ids) of which an earlier year was counted on a day or since, by day counted to."""
    rows = CountedSchool.objects.filter(
        school__in=schools, year__lt=year_of(on), counted_at__date__gte=on
    ).order_by("on", "school")
    found: dict[date, list[int]] = defaultdict(list)
    for day, school in rows.values_list("on", "school"):
        found[day].append(school)
    return found


def last_counted() -> list[Owed]:
    """The chunks of the newest date counted, for the proof."""
    rows = JobRun.objects.filter(job=COUNT, state=JobState.DONE)
    newest = rows.order_by("-on").values_list("on", flat=True).first()
    if newest is None:
        return []
    chunks = rows.filter(on=newest).order_by("pk").values_list("chunk", flat=True)
    return [Owed(newest, chunk) for chunk in chunks]


def was_proved(each: Owed) -> bool:
    """Whether a chunk was proved since it was counted last."""
    counted = JobRun.objects.filter(
        job=COUNT, on=each.on, chunk=each.chunk, began_at__lte=OuterRef("began_at")
    )
    proofs = JobRun.objects.filter(
        Exists(counted), job=PROOF, on=each.on, chunk=each.chunk, state=JobState.DONE
    )
    return proofs.exists()
