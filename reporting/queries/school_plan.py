"""A school's plan and its meeting pack: figures beside targets, groups, children to talk about, registers, actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agencies.charts import Chart
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from attendance.models import School, SchoolFlag, SchoolStanding
from attendance.queries.schools import last_received, sums_of
from attendance.rules.register import year_of
from cases.models import Case
from reporting.models import SchoolAction, SchoolConcern, SchoolFigure, SchoolTarget
from reporting.queries.asked import ask
from reporting.queries.behind import Absentee, behind
from reporting.queries.dashboard import Asked, Filled, filled, trend
from reporting.queries.guard import Guard
from reporting.queries.sums import Scope, by_group, total
from reporting.rules.groups import KIND_LABELS, Kind, group_label
from reporting.rules.indicators import IN_BREAKDOWNS, INDICATORS, Indicator
from reporting.rules.periods import Period
from reporting.rules.withheld import PUPILS, WITHHELD

SHOWN = 100
GROUPS = (Kind.YEAR_GROUP, Kind.FREE_MEALS, Kind.NEEDS)


@dataclass(frozen=True)
class Beside:
    """One figure of a school beside its target, its past, its phase and the authority."""

    indicator: Indicator
    now: Fraction | None
    target: SchoolTarget | None
    others: Sequence[Filled]

    @property
    def now_text(self) -> str:
        return self.indicator.text(self.now)

    @property
    def target_text(self) -> str:
        """The target, and whether it is met."""
        if self.target is None:
            return "none set"
        said = self.indicator.text(Fraction(self.target.value))
        if self.now is None:
            return said
        return f"{said}, {'met' if self.indicator.meets(self.now, Fraction(self.target.value)) else 'missed'}"


@dataclass(frozen=True)
class GroupLine:
    """A group of a school's pupils."""

    kind: str
    label: str
    pupils: str
    figures: Sequence[str]


@dataclass(frozen=True)
class ToTalkAbout:
    """A child whose absence the meeting talks about, and whether somebody works on it."""

    line: Absentee
    severe: bool
    has_case: bool


@dataclass(frozen=True)
class Pack:
    """Everything for the termly meeting with a school."""

    school: School
    period: Period
    on: Any
    columns: Sequence[str]
    beside: Sequence[Beside]
    charts: Sequence[Chart]
    groups: Sequence[GroupLine]
    children: Sequence[ToTalkAbout]
    numbers: dict[str, int]
    may_read_children: bool
    registers: dict[str, Any]
    actions: Sequence[SchoolAction]
    earlier: Sequence[SchoolAction]
    concern: SchoolConcern | None


def meeting_pack(by: Viewer, school: School) -> Pack:
    """The pack of the newest term counted; its number of queries does not grow with pupils."""
    asked, _ = ask(by, {}, teams=(), school=school.pk)
    covered = school.counted.filter(year=asked.period.year).values_list("on", flat=True).first()
    actions = list(
        SchoolAction.objects.visible_to(by).filter(school=school).order_by("-year", "-period", "due_on")[:50]
    )
    now = [each for each in actions if (each.year, each.period) == (asked.period.year, asked.period.key)]
    whole = total(asked.scope, asked.period)
    columns, lines = _beside(asked, school)
    return Pack(
        school=school,
        period=asked.period,
        on=covered,
        columns=columns,
        beside=lines,
        charts=trend(asked, INDICATORS["attendance"]),
        groups=_groups(asked),
        children=_children(asked) if by.may(Permission.VIEW_PUPIL) else (),
        numbers={"severe": whole["severe"], "persistent": whole["persistent"]},
        may_read_children=by.may(Permission.VIEW_PUPIL),
        registers=_registers(by, school, asked.period.year),
        actions=now,
        earlier=[each for each in actions if each not in now],
        concern=concern_of(school),
    )


def _beside(asked: Asked, school: School) -> tuple[list[str], list[Beside]]:
    """What the school's figures stand beside: its own past, its phase and the authority."""
    earlier, authority = asked.term_before, Scope(asked.scope.authority)
    stands = [
        ("A year before", asked.scope, asked.before[asked.period.key]),
        (
            f"All {school.get_phase_display().lower()} schools",
            Scope(authority.authority, phase=school.phase),
            asked.period,
        ),
        ("All schools", authority, asked.period),
    ]
    if earlier:
        stands.insert(0, (earlier.label, asked.scope, earlier))
    sums, guard = [total(scope, period) for _, scope, period in stands], Guard(asked.by)
    hidden = [
        guard.of_scope(scope, period, own) for (_, scope, period), own in zip(stands, sums, strict=True)
    ]
    targets = {
        row.indicator: row for row in SchoolTarget.objects.filter(school=school, year=asked.period.year)
    }
    own = total(asked.scope, asked.period)
    lines = [
        Beside(
            indicator=each,
            now=each.value(own),
            target=targets.get(each.key),
            others=[
                filled(asked, each, held, hidden=measures, listed=False)
                for held, measures in zip(sums, hidden, strict=True)
            ],
        )
        for each in IN_BREAKDOWNS
        if each.in_year(asked.period.year)
    ]
    return [label for label, _, _ in stands], lines


def _groups(asked: Asked) -> list[GroupLine]:
    """Year groups, free school meals and special needs; small groups withheld from those who see no child."""
    found, guard = [], Guard(asked.by)
    for kind in GROUPS:
        sums = by_group(asked.scope, asked.period, kind)
        open_to_them = asked.by.may(Permission.VIEW_PUPIL)
        hidden = {} if open_to_them else guard.of_groups(sums, asked.period, told=True)
        for key in sorted(sums):
            withheld = hidden.get(key, frozenset())
            shown = [each for each in IN_BREAKDOWNS if each.in_year(asked.period.year)]
            texts = [filled(asked, each, sums[key], hidden=withheld).text for each in shown]
            pupils = WITHHELD if PUPILS in withheld else f"{sums[key]['pupils']:,}"
            found.append(GroupLine(KIND_LABELS[kind], group_label(kind, key), pupils, texts))
    return found


def _children(asked: Asked) -> list[ToTalkAbout]:
    """Persistently absent pupils whose records the person may open, the most absent first, at most a hundred."""
    found = behind(asked, "persistent", Kind.ALL, 0)
    places = list(found.rows[:SHOWN])
    lines = found.lines(places)
    cases = set(
        Case.objects.visible_to(asked.by)
        .live()
        .filter(pupil__in=[each.pupil for each in lines])
        .values_list("pupil", flat=True)
    )
    return [
        ToTalkAbout(line, bool(found.records[place]["severe"]), line.pupil.pk in cases)
        for place, line in zip(places, lines, strict=True)
    ]


def _registers(by: Viewer, school: School, year: int) -> dict[str, Any]:
    """How good the registers are."""
    sums = sums_of(SchoolStanding.objects.filter(school=school, year=year))
    flags = SchoolFlag.objects.visible_to(by).open().filter(school=school).order_by("-reached_on")
    return {
        "missing": sums.missing,
        "no_reason": sums.no_reason,
        "received": last_received(school),
        "flags": list(flags[:10]),
    }


def concern_of(school: School) -> SchoolConcern | None:
    """Why a school is of concern, if it is."""
    return SchoolConcern.objects.filter(school=school, ended_on__isnull=True).first()


@dataclass(frozen=True)
class Concern:
    """A line of the list of concern: why, and the figures that speak."""

    school: School
    recorded: SchoolConcern | None
    attendance: Fraction | None
    phase: Fraction | None
    persistent: Fraction | None
    reasons: Sequence[str]

    @property
    def attendance_text(self) -> str:
        return INDICATORS["attendance"].text(self.attendance)

    @property
    def persistent_text(self) -> str:
        return INDICATORS["persistent"].text(self.persistent)


def concerns(by: Viewer) -> tuple[Period, list[Concern]]:
    """Schools of concern within reach, the least attendance first: those recorded, and those that the figures name.

    The figures name a school whose attendance in the newest term is two points or more below that of its phase, or
    where a quarter more of the pupils are persistently absent than in its phase. Five queries.
    """
    asked, _ = ask(by, {}, teams=(), school=None)
    schools = list(School.objects.visible_to(by).open().filter(authority=by.authority_id).order_by("name"))
    figures = {
        row.school_id: row
        for row in SchoolFigure.objects.filter(
            school__authority=by.authority_id, year=asked.period.year, period=asked.period.key, kind=Kind.ALL
        )
    }
    phases = {
        phase: total(Scope(by.authority_id, phase=phase), asked.period)
        for phase in {s.phase for s in schools}
    }
    recorded = {
        row.school_id: row
        for row in SchoolConcern.objects.visible_to(by)
        .filter(ended_on__isnull=True)
        .select_related("raised_by")
    }
    found = [
        _concern(school, figures[school.pk], phases[school.phase], recorded.get(school.pk))
        for school in schools
        if school.pk in figures
    ]
    kept = [each for each in found if each.recorded or each.reasons]
    return asked.period, sorted(kept, key=lambda each: (each.attendance or 0, each.school.name))


def _concern(
    school: School, figure: SchoolFigure, phase: dict[str, int], recorded: SchoolConcern | None
) -> Concern:
    attendance, persistent = INDICATORS["attendance"], INDICATORS["persistent"]
    own = {name: getattr(figure, name) for name in phase}
    ours, theirs = attendance.value(own), attendance.value(phase)
    absent, usual = persistent.value(own), persistent.value(phase)
    reasons = []
    if ours is not None and theirs is not None and theirs - ours >= 2:
        reasons.append(f"Attendance is {attendance.text(theirs - ours)[:-1]} points below its phase")
    if absent is not None and usual and absent >= usual * Fraction(5, 4):
        reasons.append(
            f"Persistent absence is {persistent.text(absent)} against {persistent.text(usual)} in its phase"
        )
    return Concern(school, recorded, ours, theirs, absent, reasons)


def plan_of(by: Viewer, school: School) -> dict[str, Any]:
    """The context of a school's plan: actions by term, targets, concern."""
    actions = (
        SchoolAction.objects.visible_to(by).filter(school=school).select_related("agreed_by", "reviewed_by")
    )
    targets = SchoolTarget.objects.visible_to(by).filter(school=school).order_by("-year", "indicator")
    return {
        "school": school,
        "actions": list(actions.order_by("-year", "-period", "due_on")[:100]),
        "targets": [(row, INDICATORS[row.indicator]) for row in targets],
        "concern": concern_of(school),
        "year": year_of(by.on),
    }
