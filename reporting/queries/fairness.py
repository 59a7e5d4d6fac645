"""Support and enforcement by group and by school: counted from the rolls behind the year's figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from agencies.acting import Acting
from agencies.models import Ward
from agencies.rules.small_numbers import held_back
from attendance.models import Flag, Pupil, School
from attendance.queries.binary import Records
from attendance.queries.schools import sees_every_school
from attendance.rules.register import Bools, Ints
from cases.models import Intervention, Plan
from enforcement.models import Notice, Prosecution, WarningLetter
from reporting.models import PeriodRoll
from reporting.queries.enforced import steps_of
from reporting.queries.enforced_report import ask, held_of
from reporting.queries.guard import Guard
from reporting.queries.period_rolls import unpack
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, by_group
from reporting.rules.counted import cell
from reporting.rules.enforced import PARTS
from reporting.rules.fair_measures import MEASURES
from reporting.rules.fair_tables import Counts, FairTable, beside_others, fair_table, with_few_together
from reporting.rules.fairness import Fairness
from reporting.rules.groups import KIND_LABELS, KIND_WORDS, Kind, group_label
from reporting.rules.periods import WHOLE_YEAR, Period
from reporting.rules.shares import Share, withheld_parts
from reporting.rules.withheld import PERSISTENT, PUPILS

# Measures whose steps the page of enforcement counts by school.
_PAGES = {"warning": "warnings", "notice": "notices", "prosecution": "prosecutions"}
SEX, SCHOOL = "sex", "school"
SEXES = {"F": "Girls", "M": "Boys", "": "Not recorded"}
PENALTY = "penalty-threshold"


@dataclass(frozen=True)
class FairAsked:
    """What is asked: the year, by what, of which children, and which measure in full."""

    by: Acting
    period: Period
    way: str
    base: str
    measure: str


@dataclass(frozen=True, eq=False)
class Fair:
    """The answer: the table, and for the measure asked each group beside the others, where it may be shown."""

    table: FairTable
    beside: Sequence[Fairness]


@dataclass(frozen=True, eq=False)
class _Members:
    """The children counted, a row each: child, school and group."""

    pupil: Ints
    school: Ints
    group: Ints
    names: Mapping[int, str]


def fair_ways(by: Acting) -> list[tuple[str, str]]:
    """What may be broken down by; schools one by one for those who see each of them."""
    found = [(word, KIND_LABELS[kind]) for word, kind in KIND_WORDS.items() if kind is not Kind.ALL]
    return [*found, (SEX, "Sex"), *([(SCHOOL, "School")] if sees_every_school(by) else [])]


def fair(asked: FairAsked) -> Fair | None:
    """The figures asked for, or None where the year has none. The number of queries does not grow with children."""
    records, schools = _rolls(asked)
    if not len(records):
        return None
    members = _members(asked, records, schools)
    done = _done(asked.period.first, asked.period.last)
    has = {key: np.isin(members.pupil, ids) for key, ids in done.items()}
    groups, elsewhere = _counts(members, has), {}
    if asked.way == SCHOOL:
        groups = with_few_together(groups)
        elsewhere = _held_of_schools(asked, members, [each.name for each in groups])
    else:
        bases = _bases_shown(asked, members, groups)
        groups = [Counts(each.name, bases[each.name], each.parts) for each in groups]
    table = fair_table(groups, list(MEASURES), len(members.pupil), elsewhere)
    beside = [
        _beside(members, has[asked.measure], value)
        for value, name in members.names.items()
        if asked.way != SCHOOL and table.shows(name, asked.measure)
    ]
    return Fair(table, beside)


def _held_of_schools(asked: FairAsked, members: _Members, rows: Sequence[str]) -> dict[str, frozenset[str]]:
    """The rows of which the page of enforcement holds a number back from this reader.

    Where every notice is of another child who is counted here, both pages have the same numbers of each school: what
    they held back differently would follow from both.
    """
    if ask(asked.by, {}).is_exact:
        return {}
    days, found = (asked.period.first, asked.period.last), {}
    periods = authority_periods(asked.by.authority_id, asked.period.year)
    for measure, key in _PAGES.items():
        steps = steps_of(key, asked.by.authority_id, days, asked.by.on)
        held = held_of(PARTS[key], steps, periods)
        hidden = {step.school for step in steps if cell(school=str(step.school)) in held.hidden}
        names = {members.names[school] for school in hidden if school in members.names}
        # A school that has no row of its own is among the few that are one row together.
        together = rows[-1:] if names - set(rows) else []
        found[measure] = frozenset((*names, *together))
    return found


def _rolls(asked: FairAsked) -> tuple[Records, Ints]:
    """The records of the year's rolls, and the school of each."""
    rolls = PeriodRoll.objects.filter(
        school__authority=asked.by.authority_id, year=asked.period.year, period=WHOLE_YEAR
    )
    kept = [
        (school, unpack([held])) for school, held in rolls.order_by("school").values_list("school", "records")
    ]
    records = np.concatenate([unpack([]), *(part for _, part in kept)])
    schools = [np.full(len(part), school, dtype=np.int64) for school, part in kept]
    return records, np.concatenate([np.zeros(0, dtype=np.int64), *schools])


def _members(asked: FairAsked, records: Records, schools: Ints) -> _Members:
    counted = _counted(asked, records)
    records, schools = records[counted], schools[counted]
    pupil = records["pupil"].astype(np.int64)
    if asked.way == SCHOOL:
        names = dict(School.objects.filter(pk__in=np.unique(schools).tolist()).values_list("pk", "name"))
        return _Members(pupil, schools, schools, names)
    if asked.way == SEX:
        held = dict(Pupil.objects.filter(pk__in=np.unique(pupil).tolist()).values_list("pk", "sex"))
        order = list(SEXES)
        group = np.array([order.index(held.get(each, "")) for each in pupil.tolist()], dtype=np.int64)
        return _Members(pupil, schools, group, dict(enumerate(SEXES.values())))
    kind = KIND_WORDS[asked.way]
    wards = dict(Ward.objects.values_list("pk", "name")) if kind is Kind.WARD else {}
    group = records[kind.name].astype(np.int64)
    values = sorted(np.unique(group).tolist())
    return _Members(pupil, schools, group, {value: group_label(kind, value, wards) for value in values})


def _counted(asked: FairAsked, records: Records) -> Bools:
    """Which records are of the children asked about. Records open only to named people are in no roll."""
    if asked.base == PERSISTENT:
        found: Bools = records["persistent"] == 1
        return found
    rows = Flag.objects.filter(rule=PENALTY, year=asked.period.year, school__authority=asked.by.authority_id)
    return np.isin(records["pupil"], _ids(rows.values_list("pupil", flat=True)))


def _done(first: date, last: date) -> dict[str, Ints]:
    """The children about whom each thing was done between two days, without those closed since they were counted."""
    closed = _ids(Pupil.objects.filter(restricted=True).values_list("pk", flat=True))
    days = (first, last)
    found = {
        "support": Intervention.objects.filter(on__range=days, corrected_by__isnull=True).values_list(
            "pupil", flat=True
        ),
        "plan": Plan.objects.filter(began_on__range=days).values_list("case__pupil", flat=True),
        "warning": WarningLetter.objects.filter(issued_on__range=days).values_list("pupil", flat=True),
        "notice": Notice.objects.filter(issued_on__range=days).values_list("pupil", flat=True),
        "prosecution": Prosecution.objects.filter(charged_on__range=days).values_list("pupil", flat=True),
    }
    return {key: np.setdiff1d(_ids(rows.distinct()), closed) for key, rows in found.items()}


def _ids(rows: Iterable[int]) -> Ints:
    return np.array(sorted(set(rows)), dtype=np.int64)


def _counts(members: _Members, has: Mapping[str, Bools]) -> list[Counts]:
    found = []
    for value, name in members.names.items():
        ours = members.group == value
        parts = {key: int((ours & each).sum()) for key, each in has.items()}
        found.append(Counts(name, int(ours.sum()), parts))
    return [each for each in found if each.base]


def _bases_shown(asked: FairAsked, members: _Members, groups: Sequence[Counts]) -> dict[str, int | None]:
    """How many children each group has, None where withheld: as on the dashboard where it has the same number."""
    counts = {each.name: each.base or 0 for each in groups}
    if asked.way == SEX:
        return dict(zip(counts, held_back(list(counts.values())), strict=True))
    kind = KIND_WORDS[asked.way]
    scope = Scope(asked.by.authority_id)
    sums = by_group(scope, asked.period, kind)
    withheld = Guard(asked.by).of_groups_for_all(sums, kind, scope, asked.period)
    hidden = {name: withheld[value] for value, name in members.names.items()}
    if asked.base == PERSISTENT:
        return {name: None if PERSISTENT in hidden[name] else count for name, count in counts.items()}
    shares = {
        name: Share(None if PUPILS in hidden[name] else sums[value]["pupils"], counts[name])
        for value, name in members.names.items()
        if name in counts
    }
    few = withheld_parts(shares)
    return {name: None if name in few else count for name, count in counts.items()}


def _beside(members: _Members, has: Bools, value: int) -> Fairness:
    """A group beside all others, school by school."""
    places, place = np.unique(members.school, return_inverse=True)
    ours, width = members.group == value, len(places)

    def each(rows: Bools) -> list[int]:
        return np.bincount(place.reshape(-1)[rows], minlength=width).tolist()

    return beside_others(
        list(zip(each(ours), each(ours & has), each(~ours), each(~ours & has), strict=True)),
        members.names[value],
    )
