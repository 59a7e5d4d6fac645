"""The night's review of some schools on one date: standings and flags, derived from the registers.

Nothing is incremented and nothing depends on when it runs: the same registers and date give the same rows,
and what is already so is not written again.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from django.db import connection, transaction

from attendance.actions.review_figures import Figures, own_figures, pupil_figures
from attendance.actions.review_flags import PUPIL, SCHOOL, Found, keep_flags
from attendance.actions.review_standings import write_standings
from attendance.queries.movers import lines_everywhere
from attendance.queries.night import NightRead, read_night
from attendance.queries.school_quality import Quality, read_quality, reviewed_later
from attendance.queries.standings import COUNTED
from attendance.rules.flags import Rule, rules_on
from attendance.rules.night import Night
from attendance.rules.register import Ints
from attendance.rules.school_flags import SCHOOL_RULE_BY_KEY, SchoolNight, review_school

Counts = dict[str, int]

# Judged on the pupil's marks at all schools together, as casework must; the rest is one school's register.
PUPIL_RULES = frozenset({"severe", "persistent", "at-risk", "looked-after-10", "looked-after-25", "sickness"})
# Any number that nothing else in this database locks by.
_LOCK = 7_031_744


@transaction.atomic
def review(*, on: date, schools: Sequence[int]) -> Counts:
    """Review these schools (ids) as of the evening of a date; returns the number of rows written, by kind.

    A school whose standings already rest on a later date is passed over: the later night saw the same marks
    and more. Two reviews of one school wait for each other. Acts for nobody, so no right is asked for.
    """
    _lock(schools)
    later = reviewed_later(schools, on)
    kept = sorted(set(schools) - later)
    if not kept:
        return {"schools": 0, "schools_passed_over": len(later)}
    read = read_night(on, kept)
    nights = {school: Night(read.view(school, read.rows_of(school))) for school in kept}
    written = write_standings(read, derive_figures(read, nights), kept)
    flags = keep_flags(PUPIL, pupil_flags(read, nights), schools=kept, on=on)
    quality = read_quality(kept, on)
    school_flags = keep_flags(SCHOOL, registers_flags(nights, quality), schools=kept, on=on)
    return {
        "schools": len(kept),
        "schools_passed_over": len(later),
        "registers": len(read.roll),
        "standings": written,
        **flags,
        **{f"school_{name}": number for name, number in school_flags.items()},
    }


def _lock(schools: Sequence[int]) -> None:
    """Hold these schools, lowest id first, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, id) from (select unnest(%s::int[]) as id order by 1) as school",
            [_LOCK, sorted(schools)],
        )


def derive_figures(read: NightRead, nights: dict[int, Night]) -> Figures:
    """Every counted column of a standing for the roll that was read, each of shape (n,)."""
    found = {name: np.zeros(len(read.roll), dtype=np.int64) for name in COUNTED}
    for school, night in nights.items():
        rows = read.rows_of(school)
        for name, column in own_figures(night):
            found[name][rows] = column
    return found | pupil_figures(read, found)


def pupil_flags(read: NightRead, nights: dict[int, Night]) -> Iterator[Found]:
    """The breaches of every rule about children, of pupils on roll on the date."""
    everywhere = lines_everywhere(read)
    for school, night in nights.items():
        rows = read.rows_of(school)
        if not len(rows) or not len(night.met[night.this_year]):
            continue
        moved = np.flatnonzero(np.isin(rows, everywhere.rows))
        yield from _breaches(read, night, rows, own=True, moved=set(moved.tolist()))
        if len(moved):
            theirs = Night(read.view(school, rows[moved], everywhere.lines_of(rows[moved])))
            yield from _breaches(read, theirs, rows[moved], own=False, moved=set())


def _breaches(read: NightRead, night: Night, rows: Ints, *, own: bool, moved: set[int]) -> Iterator[Found]:
    """Breaches as found; of pupils with another school, the pupil's rules come from all their marks alone.

    A second school (dual registration) is not told of the pupil's sum: the main school is.
    """
    for rule in _pupil_rules(night.on):
        if not own and rule.key not in PUPIL_RULES:
            continue
        for breach in rule.find(night):
            row = rows[breach.row]
            if rule.key in PUPIL_RULES and (breach.row in moved or not (own or read.roll.main[row])):
                continue
            yield Found(breach, int(read.roll.school[row]), int(read.roll.pupil[row]), rule.severity)


def _pupil_rules(on: date) -> tuple[Rule, ...]:
    """The rules in force that are about a child; the school's own are ``SCHOOL_RULES``."""
    return tuple(rule for rule in rules_on(on) if rule.key not in SCHOOL_RULE_BY_KEY)


def registers_flags(nights: dict[int, Night], quality: Quality) -> Iterator[Found]:
    """The breaches of every rule about the schools' registers themselves."""
    for school, night in nights.items():
        at = SchoolNight(
            night=night,
            due=quality.due[school],
            late_changes=quality.late_changes.get(school, 0),
            n_replaced=school in quality.n_replaced,
        )
        for breach in review_school(at):
            yield Found(breach, school)
