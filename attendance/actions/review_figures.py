"""The figures of a night: each enrolment's year so far, its last weeks, and the pupil's sum everywhere."""

from collections.abc import Iterator

import numpy as np

from attendance.models.register import Tier
from attendance.queries.night import NightRead
from attendance.rules.age import ages_at_start
from attendance.rules.codes import Flag
from attendance.rules.counting import classify, count, has
from attendance.rules.night import Night
from attendance.rules.persistence import judged_sessions, period_at, persistent_rows, severe_rows
from attendance.rules.register import Ints, position

WEEKS_COMPARED = 4
_OWN = ("possible", "attended", "authorised", "unauthorised", "late", "no_reason")
_ABSENT = Flag.AUTHORISED | Flag.UNAUTHORISED

Figures = dict[str, Ints]


def own_figures(night: Night) -> Iterator[tuple[str, Ints]]:
    """The columns of a standing that one school's marks decide, each of shape (n,)."""
    for name in _OWN:
        yield name, getattr(night.counts, name)
    yield "missing", has(night.year_flags, Flag.MISSING).sum(axis=1)
    weeks = np.unique(night.met_weeks)[-2 * WEEKS_COMPARED :]
    for when, block in (("recent", weeks[-WEEKS_COMPARED:]), ("before", weeks[:-WEEKS_COMPARED])):
        flags = night.flags[:, night.met[np.isin(night.met_weeks, block)]]
        yield f"{when}_possible", has(flags, Flag.POSSIBLE).sum(axis=1)
        yield f"{when}_absent", has(flags, _ABSENT).sum(axis=1)


def pupil_figures(read: NightRead, found: Figures) -> Figures:
    """Possible and absent sessions of each enrolment's pupil at all schools together, and the tier."""
    elsewhere = count(classify(read.elsewhere.lines, read.year), 0, position(read.on, 1))
    possible = _summed(read, found["possible"], elsewhere.possible)
    absent = _summed(read, found["authorised"] + found["unauthorised"], elsewhere.absent)
    return {
        "pupil_possible": possible,
        "pupil_absent": absent,
        "tier": tiers(read, _judged(read, absent), possible),
    }


def _judged(read: NightRead, absent: Ints) -> Ints:
    """Each enrolment's pupil's absences that persistent absence was measured by on the day, shape (n,)."""
    ages = ages_at_start(read.roll.born, read.year)
    here = judged_sessions(ages, on=read.on)
    if here is None:
        return absent
    order = np.argsort(read.roll.pupil)
    places = order[np.searchsorted(read.roll.pupil, read.elsewhere.pupil, sorter=order)]
    until = position(read.on, 1)
    own = count(classify(read.lines, read.year), 0, until, here)
    elsewhere = count(classify(read.elsewhere.lines, read.year), 0, until, here[places])
    return _summed(read, own.absent, elsewhere.absent)


def _summed(read: NightRead, here: Ints, elsewhere: Ints) -> Ints:
    everybody = np.concatenate([read.roll.pupil, read.elsewhere.pupil])
    pupils, pupil_of = np.unique(everybody, return_inverse=True)
    totals = np.bincount(pupil_of, np.concatenate([here, elsewhere]), len(pupils)).astype(np.int64)
    return totals[pupil_of[: len(here)]]


def tiers(read: NightRead, absent: Ints, possible: Ints) -> Ints:
    """The tier of each enrolment's pupil by the measures of the day, shape (n,).

    At risk is half way to persistent absence or further. The measures have no least number of sessions.
    """
    ages, on = ages_at_start(read.roll.born, read.year), read.on
    period = period_at(on)
    found = np.full(len(absent), Tier.NONE, dtype=np.int64)
    found[persistent_rows(2 * absent, possible, ages, on=on, period=period)] = Tier.AT_RISK
    found[persistent_rows(absent, possible, ages, on=on, period=period)] = Tier.PERSISTENT
    found[severe_rows(absent, possible, on=on)] = Tier.SEVERE
    return found
