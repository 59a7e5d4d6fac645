"""How a child's figures and flags are said. `{% load pupil_words %}`"""

from fractions import Fraction
from typing import Any

from django import template

from agencies.words import date, plural
from attendance.models import Flag, Timetable
from attendance.rules.counting import display

register = template.Library()
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@register.simple_tag
def exact(percentage: Fraction | None, places: int = 1) -> str:
    """An exact percentage, rounded half up for the eye: 93.5%; "no rate" where nothing was possible."""
    return "no rate" if percentage is None else f"{display(percentage, places)}%"


@register.simple_tag
def flag_why(flag: Flag) -> str:
    """Why a flag was raised: its figures, the days it rests on and the school, in one sentence."""
    said = f"{figures_of(flag)}, from {date(flag.began_on)} to {date(flag.reached_on)}, at {flag.school}."
    return f"{said} Raised {flag.times} times." if flag.times > 1 else said


def figures_of(flag: Flag) -> str:
    """The figures a flag's rule kept, in words: "Absent for 24 of 120 sessions"."""
    kept = flag.detail
    if "attended_before" in kept:
        before = f"Attended {kept['attended_before']} of {kept['possible_before']} sessions"
        return f"{before}, and then {kept['attended']} of {kept['possible']}"
    if "on" in kept:
        return f"{kept['absent']} of {kept['of']} absent sessions on {kept['on']}"
    if "possible" in kept:
        return f"Absent for {kept['absent']} of {kept['possible']} sessions"
    counted = plural(flag.sessions, "session")
    unexplained = kept.get("no_reason")
    return f"{counted}, {unexplained} of them without a reason yet" if unexplained else counted


@register.inclusion_tag("attendance/pupil/timetable.html")
def part_time(timetable: Timetable) -> dict[str, Any]:
    """A part-time timetable as a table: morning and afternoon of each weekday the child is to come."""
    shown = max(5, (timetable.sessions.rfind("1") + 2) // 2)
    until = f" until {date(timetable.ended_on)}" if timetable.ended_on else ""
    halves = (("Morning", timetable.sessions[0::2]), ("Afternoon", timetable.sessions[1::2]))
    return {
        "timetable": timetable,
        "caption": f"At {timetable.enrolment.school} from {date(timetable.began_on)}{until}",
        "days": DAYS[:shown],
        "rows": [(half, [mark == "1" for mark in sessions[:shown]]) for half, sessions in halves],
    }
