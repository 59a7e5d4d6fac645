"""Stages of a reintegration plan: which sessions of the week, one after another, and how long part-time goes on.

Sources: the attendance strategy (January 2007), section 8 (reintegration after long absence, in stages); "Working
together to improve school attendance" (August 2024): a part-time timetable is short, reviewed, and a step on the way
back. Six weeks is what councils ask for (`attendance.rules.timetables`), counted here over the stages together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendance.rules.dated import day_in_words
from attendance.rules.timetables import REQUIRED, SESSIONS_A_WEEK, is_long

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NONE, MORNING, AFTERNOON, WHOLE = "00", "10", "01", "11"
PARTS = {WHOLE: "all day", MORNING: "in the morning", AFTERNOON: "in the afternoon"}


@dataclass(frozen=True)
class Step:
    """A stage as the rules see it: its days and fourteen characters from Monday morning, "1" agreed."""

    began_on: date
    ended_on: date
    sessions: str


def full_week(school_week: str) -> str:
    """Every session of the days on which a school meets; its week is written "01234" for Monday to Friday."""
    return "".join((WHOLE if str(day) in school_week else NONE) for day in range(len(DAYS)))


def is_part_time(sessions: str, school_week: str) -> bool:
    """Whether a stage leaves a session of the school's week out."""
    return sessions != full_week(school_week)


def sessions_in_words(sessions: str) -> str:
    """A week of a stage in plain words: "Monday and Tuesday in the morning; Friday all day"."""
    week = [sessions[2 * day : 2 * day + 2] for day in range(len(DAYS))]
    said = [
        f"{_listed([DAYS[day] for day, held in enumerate(week) if held == part])} {words}"
        for part, words in PARTS.items()
        if part in week
    ]
    return "; ".join(said) or "no session"


def _listed(days: Sequence[str]) -> str:
    run = [DAYS.index(day) for day in days]
    if len(run) > 2 and run == list(range(run[0], run[-1] + 1)):
        return f"{days[0]} to {days[-1]}"
    return " and ".join([", ".join(days[:-1]), days[-1]] if len(days) > 1 else days)


def why_not(new: Step, held: Sequence[Step], school_week: str) -> str:
    """Why a stage does not fit, as a sentence; empty where it does."""
    if new.ended_on < new.began_on:
        return "The last day comes before the first."
    if len(new.sessions) != SESSIONS_A_WEEK or REQUIRED not in new.sessions:
        return "Choose at least one session to come for."
    full = full_week(school_week)
    if any(mark == REQUIRED != week for mark, week in zip(new.sessions, full, strict=True)):
        return "Choose sessions of days on which the school meets."
    for each in held:
        if new.began_on <= each.ended_on and each.began_on <= new.ended_on:
            days = f"{day_in_words(each.began_on)} to {day_in_words(each.ended_on)}"
            return f"Another stage runs on some of these days, {days}. End it first, or give other days."
    return ""


def part_time_is_long(new: Step, held: Sequence[Step], school_week: str) -> bool:
    """Whether part-time goes on for more than six weeks from the first such stage to the last one, the new one too."""
    steps = [each for each in (*held, new) if is_part_time(each.sessions, school_week)]
    if not is_part_time(new.sessions, school_week):
        return False
    return is_long(min(each.began_on for each in steps), max(each.ended_on for each in steps))
