"""What a study reads: every pupil's sessions by week over two years, what is known of them, and what was begun."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from attendance.models import School
from attendance.models.school import Phase
from attendance.rules.register import Bools, Ints, year_of, year_span
from cases.models import Intervention
from reporting.queries.school_views import ReadSchool, authority_periods, read_schools
from reporting.rules.comparing import Pupils, Registers, Starts
from reporting.rules.groups import PLAN, SUPPORT, Kind
from reporting.rules.periods import Period
from reporting.rules.school_weeks import column_of, weekly
from reporting.rules.sums import SchoolSums

SCHOOLS_AT_ONCE = 5
TRAITS = (
    ("Eligible for free school meals", Kind.FREE_MEALS, 1),
    ("SEN support", Kind.NEEDS, SUPPORT),
    ("Education, health and care plan", Kind.NEEDS, PLAN),
    ("Looked after", Kind.LOOKED_AFTER, 1),
    ("Young carer", Kind.CARER, 1),
)
_PHASES = {phase: number for number, phase in enumerate(Phase.values)}
Subject = tuple[int | None, str, int | None]
"""What an answer is about: an intervention type, a contact, or an agency."""


@dataclass(frozen=True, eq=False)
class Read:
    """Registers and pupils of an authority; `ids` are the pupils' keys in order of the rows, `weeks` the columns."""

    registers: Registers
    pupils: Pupils
    ids: Ints
    weeks: tuple[Period, ...]


@dataclass(frozen=True, eq=False)
class Begun:
    """Starts with the subjects that their kinds number."""

    starts: Starts
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, eq=False)
class _Part:
    """Some enrolments of one school and year: keys, sessions in the columns from `first` on, facts."""

    pupil: Ints
    first: int
    possible: Ints
    absent: Ints
    facts: Ints


def chunks_of(authority_id: int) -> list[list[int]]:
    """The authority's schools (ids), a few at a time."""
    ids = list(School.objects.filter(authority=authority_id).order_by("pk").values_list("pk", flat=True))
    return [ids[start : start + SCHOOLS_AT_ONCE] for start in range(0, len(ids), SCHOOLS_AT_ONCE)]


def read_authority(authority_id: int, on: date, tell: Callable[[int], None]) -> Read:
    """Two years of registers up to a day, without restricted children; `tell` hears each chunk of schools done."""
    year = year_of(on)
    weeks = {each: _weeks(authority_id, each, on) for each in (year - 1, year)}
    phases = dict(School.objects.filter(authority=authority_id).values_list("pk", "phase"))
    parts, done = [], 0
    for each, day in ((year - 1, year_span(year - 1)[1]), (year, on)):
        first = 0 if each < year else len(weeks[year - 1])
        for chunk in chunks_of(authority_id):
            parts += [_part(read, weeks[each], first, phases) for read in read_schools(day, chunk)]
            done += 1
            tell(done)
    return _joined([part for part in parts if len(part.pupil)], (*weeks[year - 1], *weeks[year]))


def _weeks(authority_id: int, year: int, on: date) -> tuple[Period, ...]:
    """The weeks of a year that had ended by a day, in order: one under way would be a short one."""
    found = authority_periods(authority_id, year).values()
    ended = [period for period in found if period.is_week and period.last <= on]
    return tuple(sorted(ended, key=lambda week: week.first))


def _part(read: ReadSchool, weeks: Sequence[Period], first: int, phases: dict[int, str]) -> _Part:
    possible, absent = weekly(SchoolSums(read.view), weeks)
    groups = read.view.groups[max(read.view.groups)] if read.view.groups else {}
    kept = possible.any(axis=1) if groups else np.zeros(len(read.pupil), dtype=np.bool_)
    traits = [groups[kind] == value for _, kind, value in TRAITS] if groups else []
    about = (
        np.full(len(read.pupil), read.school),
        np.full(len(read.pupil), _PHASES.get(phases[read.school], 0)),
    )
    columns = (*about, groups.get(Kind.YEAR_GROUP, np.zeros(len(read.pupil))), *traits)
    facts = np.stack(columns, axis=1).astype(np.int64)
    return _Part(read.pupil[kept], first, possible[kept], absent[kept], facts[kept])


def _joined(parts: Sequence[_Part], weeks: tuple[Period, ...]) -> Read:
    """One row for each pupil: enrolments added up, facts those of the newest year."""
    width = 3 + len(TRAITS)
    ids = np.unique(np.concatenate([np.zeros(0, np.int64), *(part.pupil for part in parts)]))
    possible = np.zeros((len(ids), len(weeks)), dtype=np.int64)
    absent, facts = possible.copy(), np.zeros((len(ids), width), dtype=np.int64)
    for part in parts:
        rows = np.searchsorted(ids, part.pupil)
        columns = np.arange(part.first, part.first + part.possible.shape[1])
        np.add.at(possible, np.ix_(rows, columns), part.possible)
        np.add.at(absent, np.ix_(rows, columns), part.absent)
        facts[rows, : part.facts.shape[1]] = part.facts
    met: Bools = np.any(possible, axis=0)
    pupils = Pupils(facts[:, 0], facts[:, 1], facts[:, 2], facts[:, 3:], tuple(name for name, _, _ in TRAITS))
    kept = tuple(week for week, has in zip(weeks, met, strict=True) if has)
    return Read(Registers(possible[:, met], absent[:, met]), pupils, ids, kept)


def begun(read: Read, authority_id: int, *, by_agency: bool) -> Begun:
    """What was begun with these pupils in these weeks, numbered by kind of intervention, or by agency.

    A record that a further one corrects is left out.
    """
    if not read.weeks:
        return Begun(_starts([], [], [], read), ())
    rows = Intervention.objects.filter(
        agency__authority=authority_id, corrected_by__isnull=True, on__gte=read.weeks[0].first
    )
    found = list(rows.values_list("pupil", "on", "type", "contact", "agency").order_by("pk"))
    subjects: list[Subject] = [
        (None, "", agency) if by_agency else (kind, "" if kind else contact, None)
        for _, _, kind, contact, agency in found
    ]
    distinct = tuple(sorted(set(subjects), key=str))
    number = {subject: at for at, subject in enumerate(distinct)}
    starts = _starts(
        [pupil for pupil, *_ in found],
        [on.toordinal() for _, on, *_ in found],
        [number[subject] for subject in subjects],
        read,
    )
    return Begun(starts, distinct)


def _starts(pupils: Sequence[int], days: Sequence[int], kinds: Sequence[int], read: Read) -> Starts:
    """Starts of the pupils who have a row; of others, such as restricted children, nothing is used."""
    keys, kind = np.array(pupils, dtype=np.int64), np.array(kinds, dtype=np.int64)
    week = column_of(np.array(days, dtype=np.int64), read.weeks)
    known = np.isin(keys, read.ids)
    return Starts(np.searchsorted(read.ids, keys[known]).astype(np.int64), week[known], kind[known])
