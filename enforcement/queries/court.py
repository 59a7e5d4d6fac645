"""What the pages of court show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.acting import Acting
from agencies.paging import Page, page_of
from attendance.rules.age import compulsory_age
from cases.models import Case
from enforcement.models import (
    Breach,
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
from enforcement.queries.absence import Marks, marks_of
from enforcement.queries.broken import broken_in, orders_on_record
from enforcement.queries.order_papers import failures_charged
from enforcement.queries.pack import SIGNED, latest_papers, moved_since, pack_of, papers_of
from enforcement.queries.schedule import charged_today
from enforcement.rules.charges import Missed, Schedule, lacks
from enforcement.rules.clocks import Clocks, Time, clocks
from enforcement.rules.offences import (
    PENALTIES,
    SUPERVISION_FIRST,
    Offence,
    defences,
    elements,
    reading_on,
    single_justice_refusal,
)
from enforcement.rules.order_offences import PROVISION_OF, failures_on
from enforcement.rules.threshold import Session
from enforcement.workflow.court import ChargeState, HearingState

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
class Charged:
    """What a prosecution rests on, as it stands today: sessions, or failures to keep an order."""

    clocks: Clocks | None
    ended_on: date
    schedule: Schedule | None = None
    sessions: tuple[Missed, ...] = ()
    failures: tuple[Breach, ...] = ()
    # Failures that may not be charged today, with why.
    refused: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class ChargePage:
    """What the page of a prosecution shows."""

    charged: Charged
    time: Time | None
    supervision_first: bool
    proved: Any
    answered: Any
    law: str
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
    offence = Offence(row.offence)
    charged = _failures(row, by) if row.order else _sessions(row, marks, by)
    latest = latest_papers(row)
    certificate = latest.get(PaperKind.CERTIFICATE)
    stale = moved_since(certificate, marks) if certificate else ()
    single = single_justice_refusal(offence, row.charged_on or by.on) if row.single_justice else ""
    return ChargePage(
        charged=charged,
        time=charged.clocks.at(by.on) if charged.clocks else None,
        supervision_first=offence in SUPERVISION_FIRST,
        proved=elements(offence, charged.ended_on),
        answered=defences(offence, charged.ended_on),
        law=_law(offence, charged.ended_on),
        penalty=PENALTIES[offence],
        single=single,
        lacking=lacks(pack_of(row, marks), offence),
        stale=stale,
        papers=[_paper(kind, latest, bool(stale)) for kind in papers_of(offence)],
        interviews=list(row.interviews.order_by("-pk")),
        statements=list(row.statements.order_by("-pk")),
        items=list(row.items.order_by("kind", "number")),
        hearings=list(row.hearings.order_by("on", "pk")),
        parenting=list(row.parenting_orders.order_by("-pk")),
    )


def _sessions(row: Prosecution, marks: Marks, by: Acting) -> Charged:
    schedule, sessions, clocks_ = charged_today(row, marks, by)
    ended_on = sessions[-1].session[0] if sessions else by.on
    return Charged(clocks_, ended_on, schedule=schedule, sessions=sessions)


def _failures(row: Prosecution, by: Acting) -> Charged:
    held = broken_in(row, orders_on_record(row.pupil))
    failures = tuple(failures_charged(row))
    days = [each.on for each in failures]
    refused: tuple[tuple[date, str], ...] = ()
    if held is not None and row.state == ChargeState.DRAFT:
        found = failures_on(Offence(row.offence), held, by.on, compulsory=compulsory_age(row.pupil.born_on))
        refused = tuple((each.on, said) for each, said in found.refused)
    return Charged(
        clocks((day, 0) for day in days) if days else None,
        max(days, default=by.on),
        failures=failures,
        refused=refused,
    )


def _law(offence: Offence, ended_on: date) -> str:
    """The sentence that a charge turns on: what "regularly" means, or the law of the order."""
    if offence in PROVISION_OF:
        return PROVISION_OF[offence].sentence
    return reading_on(ended_on).provision.sentence


def _paper(kind: PaperKind, latest: dict[str, CourtPaper], stale: bool) -> Paper:
    held = latest.get(kind)
    signed = kind in SIGNED
    return Paper(
        kind,
        held,
        is_stale=stale and kind is PaperKind.CERTIFICATE,
        needs_signature=signed and held is not None and held.signed_on is None,
    )
