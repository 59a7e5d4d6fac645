"""The register of initiatives, and attendance before, during and after of their schools and pupils."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

import numpy as np

from agencies.charts import Chart, Series
from agencies.rules.small_numbers import is_small
from agencies.visibility import Viewer
from agencies.words import date as in_words
from attendance.models import School
from attendance.models.school import Phase
from attendance.queries.binary import Records
from attendance.rules.register import Ints, year_of
from reporting.models import (
    CountedSchool,
    Initiative,
    InitiativePupil,
    InitiativeSchool,
    PeriodRoll,
    SchoolFigure,
)
from reporting.queries.period_rolls import unpack
from reporting.queries.school_views import authority_periods
from reporting.rules.groups import Kind
from reporting.rules.initiatives import (
    Course,
    Effect,
    Sessions,
    Window,
    Windows,
    effect,
    effect_in_words,
    together,
    windows,
)
from reporting.rules.periods import FIRST_HALF, TERMS, weeks_of

FEW = "Fewer than five pupils: their attendance is not told."


@dataclass(frozen=True)
class Stretch:
    """Schools of one phase that were in an initiative over the same days, beside the other schools of the phase."""

    label: str
    schools: int
    others: int
    ours: Course
    theirs: Course
    during: Effect | None
    after: Effect | None
    is_of_pupils: bool = False

    @property
    def texts(self) -> list[str]:
        """Attendance of both sides in the three windows."""
        sides = (self.ours, self.theirs)
        return [each.text for side in sides for each in (side.before, side.during, side.after)]

    @property
    def chart(self) -> Chart | None:
        """Both sides over the windows; None where a side has fewer than two figures."""
        sides = [
            tuple(
                None if each.rate is None else float(each.rate)
                for each in (side.before, side.during, side.after)
            )
            for side in (self.ours, self.theirs)
        ]
        if min(sum(value is not None for value in side) for side in sides) < 2:
            return None
        return Chart(
            title=f"Attendance: {self.label}",
            labels=("Before", "During", "After"),
            series=(
                Series("In the initiative", sides[0]),
                Series("The others", sides[1], is_comparison=True),
            ),
            unit="%",
            of="Window",
            low=80,
        )

    @property
    def sentences(self) -> list[str]:
        """What is said of it: during, and after where it has ended."""
        said = [("during", self.during)]
        if self.ours.after.possible:
            said.append(("after", self.after))
        return [
            effect_in_words(found, window, were_lower=self.were_lower, of_pupils=self.is_of_pupils)
            for window, found in said
        ]

    @property
    def were_lower(self) -> bool:
        """Whether these schools were below the others before."""
        ours, theirs = self.ours.before.rate, self.theirs.before.rate
        return ours is not None and theirs is not None and ours < theirs


@dataclass(frozen=True)
class Told:
    """An initiative with its impact."""

    row: Initiative
    stretches: Sequence[Stretch]
    pupils: int
    of_pupils: Stretch | None

    @property
    def pupil_rows(self) -> list[Stretch]:
        """Its pupils as the rows of a table."""
        return [self.of_pupils] if self.of_pupils else []


def initiatives_of(by: Viewer, pk: int | None = None) -> list[Told]:
    """The register by name, or one of it, each with its impact. The number of queries does not grow with rows."""
    rows = Initiative.objects.visible_to(by).select_related("set_by").order_by("name")
    kept = list(rows.filter(pk=pk) if pk else rows)
    places = list(InitiativeSchool.objects.filter(initiative__in=kept).select_related("school"))
    members = list(InitiativePupil.objects.filter(initiative__in=kept, pupil__restricted=False))
    counted = CountedSchool.objects.filter(school__authority=by.authority_id).order_by("-on")
    on = counted.values_list("on", flat=True).first()
    if on is None:
        return [Told(row, (), _of(members, row), None) for row in kept]
    weeks = _Weeks(by.authority_id, [_windows(each, on) for each in places], on)
    rolls = _Rolls(by.authority_id, [(each.pupil_id, _windows(each, on)) for each in members], on)
    return [
        Told(
            row,
            _stretches([each for each in places if each.initiative_id == row.pk], weeks, on),
            _of(members, row),
            rolls.stretch([each for each in members if each.initiative_id == row.pk]),
        )
        for row in kept
    ]


def _of(members: Iterable[InitiativePupil], row: Initiative) -> int:
    return sum(each.initiative_id == row.pk for each in members)


def _windows(place: InitiativeSchool | InitiativePupil, on: date) -> Windows:
    return windows(began_on=place.began_on, ended_on=place.ended_on, counted_to=on)


def _spans(kept: Iterable[Windows]) -> tuple[date, date] | None:
    """The first and the last day of all windows."""
    found = list(kept)
    if not found:
        return None
    return min(each.before.first for each in found), max((each.after or each.during).last for each in found)


class _Weeks:
    """Sessions of every school of an authority by week, added up from the first, over the years that windows touch."""

    def __init__(self, authority: int, kept: Sequence[Windows], on: date) -> None:
        self.on = on
        self.phases = dict(School.objects.filter(authority=authority).values_list("pk", "phase"))
        span = _spans(kept)
        years = range(year_of(span[0]), year_of(span[1]) + 1) if span else range(0)
        weeks = [week for year in years for week in weeks_of(year)]
        self.firsts, self.lasts = [each.first for each in weeks], [each.last for each in weeks]
        place = {(each.year, each.key): at for at, each in enumerate(weeks)}
        sums: dict[int, list[Sessions]] = defaultdict(lambda: [Sessions()] * len(weeks))
        rows = SchoolFigure.objects.filter(
            school__in=self.phases, year__in=list(years), period__lt=FIRST_HALF, kind=Kind.ALL
        )
        for school, year, period, *counts in rows.values_list(
            "school", "year", "period", "attended", "possible"
        ):
            if (year, period) in place:
                sums[school][place[year, period]] = Sessions(*counts)
        self._upto = {key: [Sessions(), *accumulate(each)] for key, each in sums.items()}

    def course(self, school: int, kept: Windows) -> Course:
        """The sessions of a school in the windows."""
        return Course(*(self._within(school, each) for each in (kept.before, kept.during, kept.after)))

    def _within(self, school: int, window: Window | None) -> Sessions:
        upto = self._upto.get(school)
        if window is None or upto is None:
            return Sessions()
        first = bisect_left(self.firsts, window.first)
        # The week of the last day counted belongs to the window as far as it is counted.
        end = bisect_right(self.firsts if window.last >= self.on else self.lasts, window.last)
        if end <= first:
            return Sessions()
        return Sessions(upto[end].attended - upto[first].attended, upto[end].possible - upto[first].possible)


def _stretches(places: Sequence[InitiativeSchool], weeks: _Weeks, on: date) -> list[Stretch]:
    inside = {each.school_id for each in places}
    groups: dict[tuple[str, date, date | None], list[int]] = defaultdict(list)
    for each in places:
        groups[each.school.phase, each.began_on, each.ended_on].append(each.school_id)
    found = []
    for (phase, began_on, ended_on), schools in sorted(
        groups.items(), key=lambda pair: (pair[0][0], pair[0][1])
    ):
        kept = windows(began_on=began_on, ended_on=ended_on, counted_to=on)
        others = [key for key, of in weeks.phases.items() if of == phase and key not in inside]
        sides = [[weeks.course(key, kept) for key in side] for side in (schools, others)]
        label = f"{Phase(phase).label if phase else 'Other'} schools, {_days(began_on, ended_on)}"
        found.append(_stretch(label, *sides))
    return found


def _stretch(label: str, ours: Sequence[Course], theirs: Sequence[Course]) -> Stretch:
    return Stretch(
        label=label,
        schools=len(ours),
        others=sum(bool(each.during.possible) for each in theirs),
        ours=together(ours),
        theirs=together(theirs),
        during=effect(ours, theirs, "during"),
        after=effect(ours, theirs, "after"),
    )


def _days(began_on: date, ended_on: date | None) -> str:
    return f"from {in_words(began_on)}" + (f" to {in_words(ended_on)}" if ended_on else "")


class _Rolls:
    """Sessions of named pupils by term, beside those of the other pupils of their schools."""

    def __init__(self, authority: int, members: Sequence[tuple[int, Windows]], on: date) -> None:
        self.on = on
        self.terms: list[tuple[date, date, Records, Ints]] = []
        span = _spans(kept for _, kept in members)
        if span is None:
            return
        years = range(year_of(span[0]), year_of(span[1]) + 1)
        held: Mapping[tuple[int, int], list[tuple[int, bytes]]] = defaultdict(list)
        rows = PeriodRoll.objects.filter(
            school__authority=authority,
            school__in=School.objects.filter(enrolments__pupil__in=[pupil for pupil, _ in members]),
            year__in=list(years),
            period__in=TERMS,
        )
        for year, period, school, records in rows.values_list("year", "period", "school", "records"):
            held[year, period].append((school, records))
        for year in years:
            periods = authority_periods(authority, year)
            for key in TERMS:
                parts = [(school, unpack([each])) for school, each in held.get((year, key), [])]
                if parts:
                    records = np.concatenate([part for _, part in parts])
                    schools = np.concatenate([np.full(len(part), school) for school, part in parts])
                    self.terms.append((periods[key].first, periods[key].last, records, schools))

    def stretch(self, members: Sequence[InitiativePupil]) -> Stretch | None:
        """All pupils named for one initiative, each over their own windows; None for fewer than five of them."""
        ours, theirs, seen = [], [], set()
        everybody = np.array([each.pupil_id for each in members], dtype=np.int64)
        groups: dict[tuple[date, date | None], list[int]] = defaultdict(list)
        for each in members:
            groups[each.began_on, each.ended_on].append(each.pupil_id)
        for (began_on, ended_on), pupils in groups.items():
            kept = windows(began_on=began_on, ended_on=ended_on, counted_to=self.on)
            named = np.array(pupils, dtype=np.int64)
            one, other, found = self._courses(kept, named, everybody)
            ours.append(one)
            theirs.append(other)
            seen |= found
        if not seen or is_small(len(seen)):
            return None
        whole = _stretch(f"{len(seen):,} pupils named", [together(ours)], [together(theirs)])
        return replace(whole, schools=0, others=0, is_of_pupils=True)

    def _courses(self, kept: Windows, named: Ints, everybody: Ints) -> tuple[Course, Course, set[int]]:
        """The sessions of pupils and of the others at their schools, of terms that lie within a window as a whole."""
        sums = {(side, window): Sessions() for side in (0, 1) for window in range(3)}
        found: set[int] = set()
        for first, last, records, schools in self.terms:
            is_ours, is_any = np.isin(records["pupil"], named), np.isin(records["pupil"], everybody)
            beside = ~is_any & np.isin(schools, schools[is_ours])
            for window, each in enumerate((kept.before, kept.during, kept.after)):
                if each is None or not each.holds(first, min(last, self.on)):
                    continue
                for side, rows in enumerate((is_ours, beside)):
                    sums[side, window] += _sessions(records[rows])
                found.update(records["pupil"][is_ours].tolist())
        courses = [Course(*(sums[side, window] for window in range(3))) for side in (0, 1)]
        return courses[0], courses[1], found


def _sessions(records: Records) -> Sessions:
    return Sessions(*(int(records[name].sum(dtype=np.int64)) for name in ("attended", "possible")))
