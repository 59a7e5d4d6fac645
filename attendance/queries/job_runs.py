"""What the nightly run did and still owes: no child is named, counted by name or reachable from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q

from attendance.models import Calendar, JobRun, Register
from attendance.models.job import JobState
from attendance.rules.calendar import MONDAY_TO_FRIDAY, meets
from attendance.rules.register import year_of

REVIEW = "review"
# Schools of the last date once more, after registers came late.
REVIEW_AGAIN = "review again"
ATTEMPTS = 3
SHOUT_FROM = time(6)

_UNFINISHED = Q(state__in=[JobState.OWED, JobState.RUNNING]) | Q(state=JobState.FAILED, attempts__lt=ATTEMPTS)


def unfinished(on: date) -> list[JobRun]:
    """The chunks of a date that are still to be done or tried again, in order."""
    return list(JobRun.objects.filter(_UNFINISHED, job=REVIEW, on=on).order_by("pk"))


def unfinished_again() -> list[JobRun]:
    """The schools that are to be reviewed again, in order."""
    return list(JobRun.objects.filter(_UNFINISHED, job=REVIEW_AGAIN).order_by("pk"))


def dates_owed(up_to: date) -> list[date]:
    """The dates still to be reviewed, in order, ``up_to`` included (yesterday, for the night).

    They are dates with an unfinished chunk, and the school days after the last date that was begun. Where no
    night has ever run, only the last of those days counts: what came before is in the registers anyway.
    """
    begun = JobRun.objects.filter(job=REVIEW)
    open_dates = begun.filter(_UNFINISHED, on__lte=up_to).values_list("on", flat=True).distinct()
    last = begun.aggregate(last=Max("on"))["last"]
    if last is None:
        return [up_to] if is_school_day(up_to) else []
    following = (last + timedelta(days=number) for number in range(1, (up_to - last).days + 1))
    return sorted(open_dates) + [day for day in following if is_school_day(day)]


def is_school_day(on: date) -> bool:
    """Whether any school meets on a day; without a calendar, Monday to Friday where there are registers."""
    year = year_of(on)
    lines = set(Calendar.objects.filter(year=year).values_list("sessions", flat=True))
    if not lines:
        return on.weekday() in MONDAY_TO_FRIDAY and Register.objects.filter(year=year).exists()
    return any(meets({year: line}, on) for line in lines)


@dataclass(frozen=True)
class Run:
    """All chunks of one date together."""

    on: date
    chunks: int
    done: int
    failed: int
    began_at: datetime | None
    ended_at: datetime | None
    counts: dict[str, int] = field(default_factory=dict)
    errors: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """How much is done, for the progress bar."""
        return 100 * self.done // self.chunks if self.chunks else 100

    @property
    def registers(self) -> int:
        """Registers that the night read."""
        return self.counts.get("registers", 0)

    @property
    def written(self) -> int:
        """Rows of every kind that the night wrote."""
        seen = {"schools", "schools_passed_over", "registers"}
        return sum(number for name, number in self.counts.items() if name not in seen)

    @property
    def is_over(self) -> bool:
        return self.done + self.failed == self.chunks

    @property
    def seconds(self) -> float | None:
        """From the first chunk's start to the last one's end."""
        if self.began_at is None or self.ended_at is None or not self.is_over:
            return None
        return (self.ended_at - self.began_at).total_seconds()


def runs(number: int = 30) -> list[Run]:
    """The last dates that were begun, latest first."""
    dates = JobRun.objects.filter(job=REVIEW).order_by("-on").values_list("on", flat=True).distinct()[:number]
    rows: dict[date, list[JobRun]] = {on: [] for on in dates}
    for row in JobRun.objects.filter(job=REVIEW, on__in=list(rows)).order_by("pk"):
        rows[row.on].append(row)
    return [run_of(on, found) for on, found in rows.items()]


def run_on(on: date) -> Run:
    """One date's run."""
    return run_of(on, JobRun.objects.filter(job=REVIEW, on=on).order_by("pk"))


def run_of(on: date, rows: Iterable[JobRun]) -> Run:
    """The chunks of a date as one run."""
    kept = list(rows)
    counts: dict[str, int] = {}
    for row in kept:
        for name, number in row.counts.items():
            counts[name] = counts.get(name, 0) + number
    return Run(
        on=on,
        chunks=len(kept),
        done=sum(row.state == JobState.DONE for row in kept),
        failed=sum(row.state == JobState.FAILED for row in kept),
        began_at=min((row.began_at for row in kept if row.began_at), default=None),
        ended_at=max((row.ended_at for row in kept if row.ended_at), default=None),
        counts=counts,
        errors=tuple(sorted({row.error for row in kept if row.error})),
    )


def failed_for_good() -> list[JobRun]:
    """The chunks given up after the last attempt."""
    given_up = JobRun.objects.filter(state=JobState.FAILED, attempts__gte=ATTEMPTS)
    return list(given_up.order_by("on"))
