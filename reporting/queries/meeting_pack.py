"""The pack for a school's termly meeting: figures, groups, children to talk about, returns, registers, actions."""

from calendar import day_name
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from agencies.charts import Chart
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from agencies.words import plural
from attendance.models import ImportPart, School, SchoolFlag, SchoolStanding
from attendance.queries.schools import last_received, sums_of
from reporting.models import ActionState, SchoolAction, SchoolConcern, SchoolTarget
from reporting.queries.asked import Asked, ask
from reporting.queries.dashboard import holes
from reporting.queries.filled import Filled, filled, list_address
from reporting.queries.guard import Guard
from reporting.queries.pack_children import Children, children_of
from reporting.queries.returned import returned
from reporting.queries.school_plan import concern_of
from reporting.queries.sums import Scope, by_group, coverage, total
from reporting.queries.trend import trend
from reporting.rules.groups import IN_PACKS, KIND_LABELS, group_label
from reporting.rules.indicators import IN_BREAKDOWNS, INDICATORS, Indicator
from reporting.rules.periods import WHOLE_YEAR, Period
from reporting.rules.returned import ReturnedWeek, Returns
from reporting.rules.withheld import PUPILS, WITHHELD

ACTIONS = 200


@dataclass(frozen=True)
class Beside:
    """One figure of a school beside its target, its past, its phase and the authority."""

    indicator: Indicator
    now: Fraction | None
    target: SchoolTarget | None
    others: Sequence[Filled]
    link: str = ""

    @property
    def shown(self) -> Filled:
        """The figure as it is shown, with the address of its list."""
        return Filled(self.indicator, self.now, self.link)

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
    """A group of a school's pupils; their number is None where it is withheld."""

    kind: str
    label: str
    pupils: int | None
    figures: Sequence[Filled]
    link: str = ""

    @property
    def pupils_text(self) -> str:
        return WITHHELD if self.pupils is None else f"{self.pupils:,}"


@dataclass(frozen=True)
class Quality:
    """How good the registers are that came: gaps, absences without a reason, the newest file, what needs attention."""

    missing: int
    no_reason: int
    received: ImportPart | None
    flags: Sequence[SchoolFlag]


@dataclass(frozen=True)
class Actions:
    """The actions of the plan: this term's, those of the term before, and older ones still in hand."""

    now: Sequence[SchoolAction]
    last_term: Sequence[SchoolAction]
    older: Sequence[SchoolAction]

    @property
    def became(self) -> str:
        """What became of the term before, in a sentence; empty where nothing was agreed in it."""
        states = Counter(each.get_state_display().lower() for each in self.last_term if each.reviewed_on)
        parts = [f"{number} {state}" for state, number in sorted(states.items())]
        if waiting := sum(each.reviewed_on is None for each in self.last_term):
            parts.append(f"{waiting} not reviewed yet")
        return f"{plural(len(self.last_term), 'action')}: {', '.join(parts)}." if self.last_term else ""


@dataclass(frozen=True)
class Pack:
    """Everything for the termly meeting with a school."""

    school: School
    period: Period
    before: Period
    on: date | None
    holes: Sequence[str]
    columns: Sequence[str]
    beside: Sequence[Beside]
    charts: Sequence[Chart]
    groups: Sequence[GroupLine]
    children: Children
    numbers: Mapping[str, int]
    may_read_children: bool
    returns: Sequence[Returns]
    quality: Quality
    actions: Actions
    concern: SchoolConcern | None

    @property
    def absent_text(self) -> str:
        """How many are persistently absent, and severely in years in which that is a measure.

        Of a school none of whose registers came nobody is known to be, which is not the same as nobody being so.
        """
        if not self.numbers["pupils"]:
            return "No register of this term is counted, so nobody can be said to be persistently absent."
        said = f"{plural(self.numbers['persistent'], 'pupil is', 'pupils are')} persistently absent"
        severe = INDICATORS["severe"].in_year(self.period.year)
        return f"{said}, {self.numbers['severe']:,} of them severely." if severe else f"{said}."

    @property
    def due_day(self) -> str:
        """The weekday by whose end the registers of the week before are due."""
        return day_name[self.school.registers_due]

    @property
    def weeks(self) -> Sequence[ReturnedWeek]:
        """The weeks of the term whose registers were due, the newest first."""
        return self.returns[-1].weeks[::-1] if self.returns else ()


def meeting_pack(by: Viewer, school: School) -> Pack:
    """The pack of the newest term counted; its number of queries does not grow with pupils."""
    asked, _ = ask(by, {}, teams=(), school=school.pk)
    period, before = asked.period, asked.term_before or asked.before[WHOLE_YEAR]
    covered = school.counted.filter(year=period.year).values_list("on", flat=True).first()
    whole = total(asked.scope, period)
    columns, lines = _beside(asked, school)
    return Pack(
        school=school,
        period=period,
        before=before,
        on=covered,
        holes=holes(asked, coverage(asked.scope, period, [school.pk], by)),
        columns=columns,
        beside=lines,
        charts=trend(asked, INDICATORS["attendance"], phase=school.phase),
        groups=_groups(asked),
        children=children_of(asked, has_severe=INDICATORS["severe"].in_year(period.year)),
        numbers={name: whole[name] for name in ("pupils", "persistent", "severe")},
        may_read_children=by.may(Permission.VIEW_PUPIL),
        returns=returned(school, asked.periods, period, covered) if covered else (),
        quality=_quality(by, school, period.year),
        actions=_actions(by, school, period, before),
        concern=concern_of(school),
    )


def _actions(by: Viewer, school: School, period: Period, before: Period) -> Actions:
    """The actions agreed in a term and in the one before it, and of older ones those still in hand; one query."""
    rows = (
        SchoolAction.objects.visible_to(by).filter(school=school).order_by("-year", "-period", "due_on", "pk")
    )
    terms = {(each.year, each.key) for each in (period, before)}
    listed = [
        row for row in rows[:ACTIONS] if (row.year, row.period) in terms or row.state == ActionState.OPEN
    ]
    now, last_term = (
        [row for row in listed if (row.year, row.period) == (each.year, each.key)]
        for each in (period, before)
    )
    return Actions(now, last_term, [row for row in listed if (row.year, row.period) not in terms])


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
            link=list_address(asked, each.counts, own),
            others=[
                filled(replace(asked, scope=scope, period=period), each, held, hidden=measures)
                for (_, scope, period), held, measures in zip(stands, sums, hidden, strict=True)
            ],
        )
        for each in IN_BREAKDOWNS
        if each.in_year(asked.period.year)
    ]
    return [label for label, _, _ in stands], lines


def _groups(asked: Asked) -> list[GroupLine]:
    """Year groups, free school meals and special needs; small groups withheld from those who see no child.

    Where all is withheld, not even the groups that there are are named: that would tell where there is nobody.
    """
    found, guard = [], Guard(asked.by)
    shown = [each for each in IN_BREAKDOWNS if each.in_year(asked.period.year)]
    for kind in IN_PACKS:
        sums, label = by_group(asked.scope, asked.period, kind), KIND_LABELS[kind]
        if not sums:
            continue
        withheld = guard.of_school_groups(kind, asked.scope, asked.period)
        if PUPILS in withheld:
            nothing = [Filled(each, None, is_held_back=True) for each in shown]
            found.append(GroupLine(label, "Every group", None, nothing))
            continue
        for key in sorted(sums):
            figures = [filled(asked, each, sums[key], kind, key, hidden=withheld) for each in shown]
            link = list_address(asked, PUPILS, sums[key], kind, key)
            found.append(GroupLine(label, group_label(kind, key), sums[key]["pupils"], figures, link))
    return found


def _quality(by: Viewer, school: School, year: int) -> Quality:
    """How good the registers are; three queries."""
    sums = sums_of(SchoolStanding.objects.filter(school=school, year=year))
    flags = SchoolFlag.objects.visible_to(by).open().filter(school=school).order_by("-reached_on")
    return Quality(sums.missing, sums.no_reason, last_received(school), list(flags[:10]))
