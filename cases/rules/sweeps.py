"""Truancy sweeps: what must be so before one, how long names are kept, and where and when children are stopped.

Source: Crime and Disorder Act 1998 s16 (authority of a superintendent or above, and of the local authority, for an
area and a time); the attendance strategy of January 2007: "Implement Personal Attendance Plans for pupils who are
out of school without permission and stopped through the process of the Truancy Sweep", and "hot spot areas".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from agencies.rules.small_numbers import held_back

# A name that nobody could match is not kept for longer; a matched child's police involvement ends with it.
KEPT_FOR = timedelta(weeks=12)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_PLACES = 20


def kept_until(on: date) -> date:
    """The last day on which the name of somebody stopped on a day, and not matched, is kept: twelve weeks."""
    return on + KEPT_FOR


def refusals(*, on: date, began_at: time, ended_at: time, authorised_on: date, today: date) -> list[str]:
    """Why a sweep cannot have been held so, as sentences; empty where it can."""
    held = {
        "The sweep must end after it began.": ended_at <= began_at,
        "A sweep is authorised before it is held: give the day of the authority, not a later one.": (
            authorised_on > on
        ),
        "A sweep may be written down up to four weeks ahead.": on > today + timedelta(weeks=4),
    }
    return [sentence for sentence, holds in held.items() if holds]


def outside(at: time, began_at: time, ended_at: time) -> bool:
    """Whether a stop at this time lies outside the time for which the sweep was authorised."""
    return not began_at <= at <= ended_at


@dataclass(frozen=True)
class Spotted:
    """One stop as figures need it: no person."""

    place: str
    on: date
    at: time


@dataclass(frozen=True)
class HotSpots:
    """How many stops by place, and by weekday and hour; None is a number held back because it is small."""

    total: int
    places: tuple[tuple[str, int | None], ...]
    hidden_places: int
    hours: tuple[int, ...]
    days: tuple[tuple[str, tuple[int | None, ...]], ...]


def hot_spots(stops: Iterable[Spotted]) -> HotSpots:
    """Stops counted by place and by weekday and hour. A place with fewer than five stops is not named at all."""
    found = list(stops)
    names: dict[str, str] = {}
    by_place: Counter[str] = Counter()
    for stop in found:
        words = " ".join(stop.place.split())
        key = names.setdefault(words.casefold(), words)
        by_place[key] += 1
    ranked = by_place.most_common()
    shown = held_back([count for _, count in ranked])
    places = [(name, count) for (name, _), count in zip(ranked, shown, strict=True) if count is not None]
    return HotSpots(len(found), tuple(places[:MOST_PLACES]), len(ranked) - len(places), *_by_hour(found))


def _by_hour(found: list[Spotted]) -> tuple[tuple[int, ...], tuple[tuple[str, tuple[int | None, ...]], ...]]:
    counts = Counter((stop.on.weekday(), stop.at.hour) for stop in found)
    hours = tuple(range(min((h for _, h in counts), default=9), max((h for _, h in counts), default=15) + 1))
    last = max(5, *(day + 1 for day, _ in counts)) if counts else 5
    cells = [(day, hour) for day in range(last) for hour in hours]
    shown = dict(zip(cells, held_back([counts[cell] for cell in cells]), strict=True))
    days = tuple((WEEKDAYS[day], tuple(shown[day, hour] for hour in hours)) for day in range(last))
    return hours, days
