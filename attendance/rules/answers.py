"""What an authority may answer on an open point, and which of the nightly rules rest on which points."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attendance.rules import open_points as points
from attendance.rules.enforcement_points import ENFORCEMENT_POINTS
from attendance.rules.open_points import ANSWERABLE, OpenPoint
from attendance.rules.referral_points import REFERRAL_POINTS
from attendance.rules.workload_points import WORKLOAD_POINTS

ANSWERABLE_KEYS = frozenset(point.key for point in ANSWERABLE)

BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        points.FLAG_MINIMUM_SESSIONS.key: (1, 380),
        points.SHARP_FALL_POINTS.key: (1, 100),
        points.LATES_IN_BLOCK.key: (1, 40),
        points.WEEK_STARTS_ON.key: (0, 6),
    }
    | {
        point.key: (point.least, point.greatest)
        for point in (*REFERRAL_POINTS, *WORKLOAD_POINTS, *ENFORCEMENT_POINTS)
        if point.greatest
    }
)
"""The least and the greatest number that makes sense: a year has 380 sessions, a block of four weeks 40."""

RESTS_ON: Mapping[str, tuple[OpenPoint[Any], ...]] = MappingProxyType(
    {
        "persistent": (points.FLAG_MINIMUM_SESSIONS,),
        "severe": (points.FLAG_MINIMUM_SESSIONS,),
        "at-risk": (points.FLAG_MINIMUM_SESSIONS,),
        "looked-after-10": (points.LOOKED_AFTER_PERIOD_IS_YEAR,),
        "looked-after-25": (points.LOOKED_AFTER_PERIOD_IS_YEAR,),
        "sickness": (points.SICKNESS_IN_SESSIONS,),
        "unexplained": (points.N_DEADLINE_IN_WORKING_DAYS,),
        "penalty-threshold": (
            points.THRESHOLD_COUNTS_N,
            points.CLOSED_WEEK_COUNTS,
            points.WEEK_STARTS_ON,
            points.THRESHOLD_ACROSS_SCHOOLS,
            points.SESSIONS_BEFORE_AUGUST_2024,
        ),
        "sharp-fall": (points.SHARP_FALL_POINTS, points.FLAG_MINIMUM_SESSIONS),
        "lates": (points.LATES_IN_BLOCK,),
    }
)
"""The open points that a rule's breaches turn on, by the rule's key; other rules rest on none."""


def accepts(point: OpenPoint[Any], value: object) -> bool:
    """Whether a value can answer a point: yes or no, or a whole number within the point's bounds."""
    if point.key not in ANSWERABLE_KEYS:
        return False
    if isinstance(point.default, bool):
        return isinstance(value, bool)
    least, greatest = BOUNDS[point.key]
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= greatest


def rules_resting_on(point: OpenPoint[Any]) -> tuple[str, ...]:
    """The keys of the rules that rest on a point."""
    return tuple(rule for rule, held in RESTS_ON.items() if point in held)
