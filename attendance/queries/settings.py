"""What an authority has decided on the open points of the rules, on a day and over time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from attendance.models import LocalSetting
from attendance.rules.answers import ANSWERABLE_KEYS, rules_resting_on
from attendance.rules.flags import RULE_BY_KEY
from attendance.rules.open_points import OPEN_POINTS, Answers, OpenPoint


def _in_force(on: date) -> QuerySet[LocalSetting]:
    return LocalSetting.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=on), key__in=ANSWERABLE_KEYS, began_on__lte=on
    )


def answers_on(authority_id: int, on: date) -> Answers:
    """The answers of an authority in force on a day; one query."""
    return Answers(dict(_in_force(on).filter(authority=authority_id).values_list("key", "value")))


def answers_by_school(schools: Sequence[int], on: date) -> dict[int, Answers]:
    """The answers in force on a day for each school (by id), those of its authority; one query."""
    held: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = _in_force(on).filter(authority__schools__in=schools)
    for school, key, value in rows.values_list("authority__schools", "key", "value"):
        held[school][key] = value
    return {school: Answers(held[school]) for school in schools}


@dataclass(frozen=True)
class Decided:
    """An open point as an authority stands to it on a day.

    `answer` is in force; `planned` begin later; `past` have ended, newest first. `rules` are the titles of
    the flag rules that rest on the point.
    """

    point: OpenPoint[Any]
    answer: LocalSetting | None
    planned: tuple[LocalSetting, ...]
    past: tuple[LocalSetting, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the nightly rules take an answer; else the default applies."""
        return self.point.key in ANSWERABLE_KEYS

    @property
    def value(self) -> Any:
        """What applies: the answer in force, else the default."""
        return self.point.default if self.answer is None else self.answer.value

    @property
    def rules(self) -> tuple[str, ...]:
        """The titles of the flag rules that rest on the point."""
        return tuple(RULE_BY_KEY[key].title for key in rules_resting_on(self.point))


def decided_points(authority_id: int, on: date) -> list[Decided]:
    """Every open point with its answers, those that can be answered first; one query."""
    held: dict[str, list[LocalSetting]] = defaultdict(list)
    rows = LocalSetting.objects.filter(authority=authority_id).select_related("decided_by")
    for row in rows.order_by(F("began_on").desc()):
        held[row.key].append(row)
    found = [_decided(point, held[key], on) for key, point in OPEN_POINTS.items()]
    return sorted(found, key=lambda each: not each.is_answerable)


def decided_point(authority_id: int, key: str, on: date) -> Decided:
    """One open point with its answers; one query. Raises KeyError for a key that names none."""
    rows = LocalSetting.objects.filter(authority=authority_id, key=key).select_related("decided_by")
    return _decided(OPEN_POINTS[key], list(rows.order_by(F("began_on").desc())), on)


def _decided(point: OpenPoint[Any], rows: list[LocalSetting], on: date) -> Decided:
    """Sort the answers to a point, newest first, into those that ran, run and will run."""
    current = [row for row in rows if row.began_on <= on and (row.ended_on is None or row.ended_on >= on)]
    return Decided(
        point,
        current[0] if current else None,
        tuple(row for row in reversed(rows) if row.began_on > on),
        tuple(row for row in rows if row.ended_on is not None and row.ended_on < on),
    )
