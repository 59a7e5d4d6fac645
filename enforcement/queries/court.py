"""What the pages of court show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.acting import Acting
from agencies.paging import Page, page_of
from cases.models import Case
from enforcement.models import (
    CourtPaper,
    FastTrack,
    Hearing,
    Interview,
    PackItem,
    PaperKind,
    Prosecution,
    Statement,
    SupervisionConsideration,
)
from enforcement.queries.absence import marks_of
from enforcement.queries.pack import latest_papers, moved_since, pack_of
from enforcement.queries.schedule import charged_today
from enforcement.rules.charges import Missed, Schedule, lacks
from enforcement.rules.clocks import Clocks, Time
from enforcement.rules.offences import (
    PENALTIES,
    Offence,
    defences,
    elements,
    reading_on,
    single_justice_refusal,
)
from enforcement.rules.threshold import Session
from enforcement.workflow.court import HearingState

WEEKS = 12
LEFT, WIDTH, HIGH = 24, 600, 96
LIFT = 22


@dataclass(frozen=True)
class CourtOfCase:
    """All that was done towards court in a case."""

    tracks: list[FastTrack]
    considerations: list[SupervisionConsideration]
    charges: list[Prosecution]
    hearings: list[Hearing]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done."""
        return not (self.tracks or self.considerations or self.charges or self.hearings)


def court_of(case: Case, by: Acting) -> CourtOfCase:
    """The fast tracks, considerations, prosecutions and hearings of a case; four queries."""
    seen = SupervisionConsideration.objects.visible_to(by).filter(case=case).select_related("by")
    return CourtOfCase(
        list(FastTrack.objects.visible_to(by).filter(case=case).select_related("parent").order_by("-pk")),
        list(seen.order_by("-on", "-pk")),
        list(Prosecution.objects.visible_to(by).filter(case=case).select_related("parent").order_by("-pk")),
        list(
            Hearing.objects.visible_to(by)
            .filter(case=case)
            .select_related("prosecution", "supervision")
            .order_by("-on", "-pk")
        ),
    )


def hearings_between(by: Acting, first: date, last: date, number: str | None) -> Page:
    """The hearings of children within reach from one day to another; what is ahead is what is still listed."""
    rows = Hearing.objects.visible_to(by).filter(on__range=(first, last))
    if last >= by.on:
        rows = rows.filter(state=HearingState.LISTED)
    rows = rows.select_related("pupil", "case", "prosecution__parent", "supervision")
    return page_of(rows.order_by("on", "at", "pk"), number)


@dataclass(frozen=True)
class Mark:
    """A step on the drawing of the twelve weeks: where it stands, and whether its words stand above the line."""

    x: int
    y: int
    is_done: bool
    is_late: bool
    number: int


@dataclass(frozen=True)
class Drawn:
    """The twelve weeks as a drawing."""

    marks: list[Mark]
    weeks: list[tuple[int, int]]
    today: int | None


def drawn(steps: Iterable[Any], entered_on: date, on: date) -> Drawn:
    """Where the steps of a fast track stand on a line of twelve weeks."""

    def across(day: date) -> int:
        days = (day - entered_on).days
        return LEFT + min(max(days, 0), WEEKS * 7) * WIDTH // (WEEKS * 7)

    marks: list[Mark] = []
    last: dict[int, int] = {}
    for number, step in enumerate(steps, start=1):
        x = across(step.due_on)
        last[x] = last.get(x, -1) + 1
        done = getattr(step, "done_on", None) is not None
        marks.append(Mark(x, HIGH - LIFT * last[x], done, not done and step.due_on < on, number))
    weeks = [(week, LEFT + week * WIDTH // WEEKS) for week in range(WEEKS + 1)]
    inside = 0 <= (on - entered_on).days <= WEEKS * 7
    return Drawn(marks, weeks, across(on) if inside else None)


@dataclass(frozen=True)
class Paper:
    """A kind of paper, its latest version, and whether it still stands."""

    kind: PaperKind
    latest: CourtPaper | None
    is_stale: bool
    needs_signature: bool


@dataclass(frozen=True)
class ChargePage:
    """What the page of a prosecution shows."""

    schedule: Schedule
    sessions: tuple[Missed, ...]
    clocks: Clocks | None
    time: Time | None
    proved: Any
    answered: Any
    regularly: str
    penalty: Any
    single: str
    lacking: tuple[str, ...]
    stale: tuple[Session, ...]
    papers: list[Paper]
    interviews: list[Interview]
    statements: list[Statement]
    items: list[PackItem]
    hearings: list[Hearing]
    parenting: list[Any]


def charge_page(row: Prosecution, by: Acting) -> ChargePage:
    """One prosecution as it stands today; as many queries however many sessions and papers there are."""
    marks = marks_of(row.pupil, row.school, by.on)
    schedule, sessions, clocks = charged_today(row, marks, by)
    offence = Offence(row.offence)
    ended_on = sessions[-1].session[0] if sessions else by.on
    latest = latest_papers(row)
    certificate = latest.get(PaperKind.CERTIFICATE)
    stale = moved_since(certificate, marks) if certificate else ()
    single = single_justice_refusal(offence, row.charged_on or by.on) if row.single_justice else ""
    return ChargePage(
        schedule=schedule,
        sessions=sessions,
        clocks=clocks,
        time=clocks.at(by.on) if clocks else None,
        proved=elements(offence, ended_on),
        answered=defences(offence, ended_on),
        regularly=reading_on(ended_on).provision.sentence,
        penalty=PENALTIES[offence],
        single=single,
        lacking=lacks(pack_of(row, marks)),
        stale=stale,
        papers=[_paper(kind, latest, bool(stale)) for kind in PaperKind],
        interviews=list(row.interviews.order_by("-pk")),
        statements=list(row.statements.order_by("-pk")),
        items=list(row.items.order_by("kind", "number")),
        hearings=list(row.hearings.order_by("on", "pk")),
        parenting=list(row.parenting_orders.order_by("-pk")),
    )


def _paper(kind: PaperKind, latest: dict[str, CourtPaper], stale: bool) -> Paper:
    held = latest.get(kind)
    signed = kind in (PaperKind.CERTIFICATE, PaperKind.STATEMENT)
    return Paper(
        kind,
        held,
        is_stale=stale and kind is PaperKind.CERTIFICATE,
        needs_signature=signed and held is not None and held.signed_on is None,
    )
