"""A plain recount of raw registers, mark by mark, with no array and no rule of `reporting`: to hold figures against."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

from attendance.models import Characteristic, Contact, Register
from attendance.models import Term as TermRow
from attendance.queries.calendars import calendar_lines
from attendance.rules.codes import Class, UnknownCode, code_at
from attendance.rules.register import day_at, year_span

SEALED = "an address that is sealed"
FACTS = {"fsm": 2, "lac": 4, "carer": 5}
HALVES = range(61, 67)


def half_starts(authority, year):
    """The first day of each half term: the Sunday before a term begins, or after its half-term holiday ends."""
    terms = list(TermRow.objects.filter(authority=authority, year=year).order_by("began_on"))
    assert len(terms) == 3
    found = []
    for at, term in enumerate(terms):
        begins = term.began_on
        while begins.weekday() != 6:
            begins -= timedelta(days=1)
        middle = term.half_term_ended_on
        while middle.weekday() != 6:
            middle += timedelta(days=1)
        found += [begins if at else year_span(year)[0], middle]
    return found


def week_of(day, year):
    """The number of a day's week, Sunday to Saturday, the first of which holds 1 August."""
    number, each = 1, year_span(year)[0]
    while each < day:
        each += timedelta(days=1)
        number += each.weekday() == 6
    return number


def age_at(born_on, year):
    had_birthday = (born_on.month, born_on.day) <= (8, 31)
    return year - born_on.year - (not had_birthday)


def spring_bank_holiday(year):
    day = timedelta(days=1)
    found = year_span(year)[1].replace(month=5, day=31)
    while found.weekday() != 0:
        found -= day
    return found


def recount(authority, year, on):
    """Every figure of an authority: {(school, period, kind, value): Counter}; `kind` and `value` as they are kept."""
    registers = Register.objects.filter(school__authority=authority, year=year).select_related(
        "enrolment", "pupil"
    )
    starts = half_starts(authority, year)
    calendars = calendar_lines({each.school_id for each in registers}, (year,))
    weeks = {day_at(year, 2 * at): week_of(day_at(year, 2 * at), year) for at in range(365)}
    facts = {}
    for key, *fact in Characteristic.objects.values_list("pupil", "kind", "began_on", "ended_on"):
        facts.setdefault(key, []).append(fact)
    for key in Contact.objects.filter(parent__addresses__sealed=True).values_list("pupil", flat=True):
        facts.setdefault(key, []).append((SEALED, date.min, None))
    found = {}
    for register in registers:
        if register.pupil.restricted or register.pupil.merged_into_id:
            continue
        age = age_at(register.pupil.born_on, year)
        late = spring_bank_holiday(year)
        if not 5 <= age <= 15 or register.enrolment.boarder or register.enrolment.began_on >= late:
            continue
        last = late - timedelta(days=1) if age == 15 or year < 2012 else year_span(year)[1]
        _add(found, register, age, min(last, on), starts, weeks, facts, calendars, on)
    return found


def _add(found, register, age, last, starts, weeks, facts, calendars, on):
    year, halves, by_week = register.year, {}, {}
    calendar = calendars[register.school_id, year]
    for position in range(730):
        day = day_at(year, position)
        if day > last:
            break
        half = 61 + sum(start <= day for start in starts) - 1
        in_half, in_week = (
            halves.setdefault(half, Counter()),
            by_week.setdefault((half, weeks[day]), Counter()),
        )
        for name in meaning_of(register.marks[position], day, calendar[position] == "o"):
            in_half[name] += 1
            in_week[name] += 1
    begun = [half for half in HALVES if starts[half - 61] <= on]
    groups = {half: _groups(register.pupil, age, min(_end(half, starts, year), on), facts) for half in begun}
    for (half, week), counts in by_week.items():
        for kind, value in groups[half]:
            if +counts:
                found.setdefault((register.school_id, week, kind, value), Counter()).update(counts)
    _periods(found, register, age, halves, groups, min(last, on), on, starts)


def _periods(found, register, age, halves, groups, last, on, starts):
    parts = {**{half: [half] for half in halves}, 80: list(halves)}
    for term in range(3):
        parts[71 + term] = [half for half in halves if half in (61 + 2 * term, 62 + 2 * term)]
    for period, inside in parts.items():
        counts = sum((halves[half] for half in inside), Counter())
        if not counts["possible"]:
            continue
        absent, possible = counts["authorised"] + counts["unauthorised"], counts["possible"]
        before = sum((halves[half] for half in halves if half <= max(inside)), Counter())
        so_far = before["authorised"] + before["unauthorised"]
        modern = register.year >= 2015
        line = _line(period, on, register.year, starts)
        tests = {
            "pupils": 1,
            "with_unauthorised": counts["unauthorised"] > 0,
            "persistent": absent * 10 >= possible if modern else so_far >= line,
            "severe": register.year >= 2022 and absent * 2 >= possible,
        }
        # Groups are those of the last half term begun, even where a pupil had no session in it.
        latest = max(half for half in _inside(period) if starts[half - 61] <= on)
        for kind, value in groups[latest]:
            cell = found.setdefault((register.school_id, period, kind, value), Counter())
            cell.update(counts)
            cell.update(tests)


def _inside(period):
    if period in HALVES:
        return [period]
    return list(HALVES) if period == 80 else [61 + 2 * (period - 71), 62 + 2 * (period - 71)]


def _line(period, on, year, starts):
    """The fixed counts of 2005/06 to 2009/10: 28 in the autumn, 52 by Easter, 64 by the late May half term."""
    if period in (61, 62, 71):
        return 28
    if period in (63, 64, 72):
        return 52
    return 28 if on.year == year else 64


def _end(half, starts, year):
    return starts[half - 60] - timedelta(days=1) if half < 66 else year_span(year)[1]


def _groups(pupil, age, on, facts):
    theirs = {
        kind for kind, began, ended in facts.get(pupil.pk, [])
        if began <= on and (ended is None or ended >= on)
    }  # fmt: skip
    ethnicity = int.from_bytes(pupil.ethnicity.encode(), "big") if len(pupil.ethnicity) == 4 else 0
    ward = 0 if SEALED in theirs else pupil.ward_id or 0
    needs = 2 if "ehcp" in theirs else 1 if "sen" in theirs else 0
    facts_held = [(number, int(kind in theirs)) for kind, number in FACTS.items()]
    return [(0, 0), (1, age - 4), (3, needs), *facts_held, (6, ethnicity), (7, ward)]


@cache
def meaning_of(symbol, day, school_met):
    """What a mark counts as on its day: only what is not nought."""
    if symbol in " #":
        return {}
    try:
        code = code_at(symbol, day)
    except UnknownCode:
        return {}
    if code.code == "-":
        return {"missing": 1} if school_met else {}
    counts = {
        "possible": code.class_ in (Class.P, Class.E, Class.A, Class.U),
        "attended": code.class_ in (Class.P, Class.E),
        "authorised": code.class_ is Class.A,
        "unauthorised": code.class_ is Class.U,
        "late": code.late,
        "illness": code.code == "I",
        "no_reason": code.code == "N",
    }
    return {name: 1 for name, holds in counts.items() if holds}
