"""What is held about a child that a referral rests on, its clock, and lists of referrals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.acting import Acting
from agencies.paging import Page, page_of
from attendance.models import Contact, Flag, Parent, Register, School
from attendance.models.flag import FlagState
from attendance.queries.calendars import bank_holidays_held, calendar_lines
from attendance.queries.settings import answers_on
from attendance.rules.calendar import bank_holidays_of, school_days
from attendance.rules.counting import Tally, classify, count
from attendance.rules.open_point import Answers
from attendance.rules.register import CLOSED, NO_MARK, NOT_ON_ROLL, as_array, day_at, position, year_of
from cases.models import EvidenceKind, Referral, ReferralEvidence
from cases.rules.referral import (
    Criterion,
    Held,
    LetterTo,
    SchoolWeek,
    Tried,
    criteria,
    is_ready,
    period,
    ready_on,
    working_days_left,
)
from cases.workflow.referrals import (
    REFERRAL_LABELS,
    REFERRAL_MOVES,
    ReferralMove,
    ReferralState,
    referral_refusal,
)

UNMARKED = frozenset((NO_MARK, NOT_ON_ROLL, CLOSED))
UNKNOWN_REASON = "N"
ENDED = (FlagState.CLEARED,)


@dataclass(frozen=True)
class Marks:
    """One school's marks of a child by day, in two academic years, and the registers behind them."""

    days: dict[date, str]
    registers: Sequence[Register]


@dataclass(frozen=True)
class Standing:
    """How a referral stands to the criteria on a day, with what is held already."""

    criteria: tuple[Criterion, ...]
    ready: bool
    ready_on: date | None
    answers: Answers
    tally: Tally
    since: date | None
    flags: tuple[Flag, ...]

    @property
    def basis(self) -> dict[str, object]:
        """What is kept with the decision to send: each criterion and whether it was met, and the numbers used."""
        return {
            "criteria": [[each.key, each.met] for each in self.criteria],
            "answers": dict(self.answers.given),
        }


def standing_of(referral: Referral, by: Acting) -> Standing:
    """The criteria on the day somebody looks. The door to the referral is open."""
    answers = answers_on(referral.school.authority_id, by.on)
    marks = marks_of(referral.pupil_id, referral.school_id, by.on)
    weeks = weeks_of(marks, referral.school_id, by.on)
    evidence = list(ReferralEvidence.objects.filter(referral=referral).select_related("parent"))
    bare = Held(by.on, weeks)
    after = period(bare, answers)
    first = after + timedelta(days=1) if after else min(marks.days, default=None)
    held = Held(
        on=by.on,
        weeks=weeks,
        unexplained=_unexplained(marks, first, by.on),
        letters=_letters(referral.pupil_id, evidence),
        attempts={Tried(row.kind): row.on for row in evidence if row.kind != EvidenceKind.LETTER},
        evidence_on=_newest(marks, evidence, by.on),
        safeguarding=referral.safeguarding,
        child_views=referral.child_views,
        parent_views=referral.parent_views,
    )
    found = criteria(held, answers)
    flags = Flag.objects.visible_to(by).filter(pupil=referral.pupil_id, school=referral.school_id)
    open_flags = tuple(flags.exclude(state__in=ENDED).order_by("-severity", "pk"))
    tally = _tally(marks, first, by.on)
    return Standing(found, is_ready(found), ready_on(found), answers, tally, first, open_flags)


def parents_to_write_to(pupil_id: int) -> list[Parent]:
    """The parents to whom a letter goes separately: with parental responsibility, or with the child's care."""
    rows = Contact.objects.filter(pupil=pupil_id, ended_on__isnull=True).exclude(
        parental_responsibility=False, day_to_day_care=False
    )
    return [row.parent for row in rows.select_related("parent").order_by("order", "pk")]


def marks_of(pupil_id: int, school_id: int, on: date) -> Marks:
    """The marks of a child at a school, this academic year and the last, by day; both sessions together."""
    year = year_of(on)
    rows = Register.objects.filter(pupil=pupil_id, school=school_id, year__in=(year - 1, year))
    registers = list(rows.order_by("year", "pk"))
    days: dict[date, str] = {}
    for row in registers:
        for where in range(0, len(row.marks), 2):
            pair = row.marks[where : where + 2]
            if not UNMARKED.issuperset(pair):
                day = day_at(row.year, where)
                days[day] = days.get(day, "") + pair
    return Marks({day: pair for day, pair in days.items() if day <= on}, registers)


def weeks_of(marks: Marks, school_id: int, on: date) -> list[SchoolWeek]:
    """The weeks in which the school meets, from last year to next, and whether the child has a mark in each."""
    year = year_of(on)
    lines = calendar_lines([school_id], (year - 1, year, year + 1))
    ends: dict[date, date] = {}
    for (_, each), line in lines.items():
        for day in school_days(line, each):
            monday = day - timedelta(days=day.weekday())
            ends[monday] = max(day, ends.get(monday, day))
    marked = {day - timedelta(days=day.weekday()) for day in marks.days}
    return [SchoolWeek(ends[monday], monday in marked) for monday in sorted(ends)]


def _unexplained(marks: Marks, first: date | None, on: date) -> list[date]:
    return [
        day
        for day, pair in sorted(marks.days.items())
        if UNKNOWN_REASON in pair and first is not None and first <= day <= on
    ]


def _letters(pupil_id: int, evidence: Iterable[ReferralEvidence]) -> list[LetterTo]:
    sent = {row.parent_id: row.on for row in evidence if row.kind == EvidenceKind.LETTER}
    parents = parents_to_write_to(pupil_id)
    if not parents:
        return [LetterTo("the parents", sent.get(None))]
    return [LetterTo(str(parent), sent.get(parent.pk)) for parent in parents]


def _newest(marks: Marks, evidence: Iterable[ReferralEvidence], on: date) -> date | None:
    days = [*marks.days, *(row.on for row in evidence)]
    return max((day for day in days if day <= on), default=None)


def _tally(marks: Marks, first: date | None, on: date) -> Tally:
    """The counts of the period, by the one way of counting."""
    total = Tally()
    for row in marks.registers:
        begin = max(first, date(row.year, 8, 1)) if first else None
        end = min(on, date(row.year + 1, 7, 31))
        if begin is not None and begin <= end:
            flags = classify(as_array([row.marks]), row.year)
            total += count(flags, position(begin, 0), position(end, 1)).tally(0)
    return total


def holidays_around(on: date) -> frozenset[date]:
    """The bank holidays of the academic year of a day and its neighbours: the national file's, else computed."""
    years = (year_of(on) - 1, year_of(on), year_of(on) + 1)
    held = bank_holidays_held(years)
    return frozenset().union(*(held.get(year) or bank_holidays_of(year) for year in years))


@dataclass(frozen=True)
class Clock:
    """How the answer to a referral stands in time, in words."""

    due_on: date
    left: int
    stopped: bool

    @property
    def words(self) -> str:
        """What a list says: the working days left, over, or that the school has a question."""
        if self.stopped:
            return "Stopped: the school has a question"
        if self.left < 0:
            return f"{-self.left} working day{'' if self.left == -1 else 's'} over"
        return f"{self.left} working day{'' if self.left == 1 else 's'} left"


def clocks_of(
    referrals: Iterable[Referral], on: date, known: frozenset[date] | None = None
) -> dict[int, Clock]:
    """The clock of each referral that waits, by key; no query where the bank holidays are known already."""
    waiting = [row for row in referrals if row.state in (ReferralState.SUBMITTED, ReferralState.QUERIED)]
    holidays = known if known is not None or not waiting else holidays_around(on)
    holidays = holidays or frozenset()
    return {
        row.pk: Clock(row.due_on, working_days_left(on, row.due_on, holidays), row.stopped_on is not None)
        for row in waiting
        if row.due_on is not None
    }


@dataclass(frozen=True)
class ReferralFilter:
    """What a list of referrals is narrowed to; nonsense narrows nothing."""

    state: str = ""

    @classmethod
    def read(cls, given: dict[str, str]) -> "ReferralFilter":
        """The filter in a query."""
        state = given.get("state", "")
        return cls(state if state in set(ReferralState) else "")


def referral_page(by: Acting, chosen: ReferralFilter, number: object) -> Page:
    """A page of the referrals that somebody sent or may answer, the newest first."""
    rows = Referral.objects.visible_to(by).sent_or_own(by)
    rows = rows.filter(state=chosen.state) if chosen.state else rows.open()
    return page_of(rows.select_related("pupil", "school", "agency").order_by("-at", "-pk"), number)


def states_with_words() -> list[tuple[str, str]]:
    """Every state of a referral with its words, for a filter."""
    return [(state.value, REFERRAL_LABELS[state]) for state in ReferralState]


def may_refer_from(school: School, by: Acting) -> bool:
    """Whether a referral by this school is one's own: the school refers, or an officer of its team."""
    return school.agency_id in by.reach or school.team_id in by.reach


def moves_open_to(referral: Referral, by: Acting) -> list[ReferralMove]:
    """The moves that somebody may make with a referral now, in the order of the table."""

    def is_open(move: ReferralMove) -> bool:
        side = referral.school.team_id if move.by_team else referral.agency_id
        fits = not referral_refusal(ReferralState(referral.state), move)
        return fits and by.may(move.needs) and side in by.reach

    return [move for move in REFERRAL_MOVES.values() if is_open(move)]
