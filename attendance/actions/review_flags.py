"""The life of flags through a night: raised, cleared, come back; never twice for the same sessions."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models

from attendance.models import Flag, SchoolFlag
from attendance.models.flag import OPEN_STATES, FlagState
from attendance.rules.night import Breach
from attendance.rules.register import year_of

Key = tuple[int, ...] | tuple[int | str, ...]


@dataclass(frozen=True)
class Found:
    """A breach with whom it is about: ids of the school and, for a flag on a child, of the pupil."""

    breach: Breach
    school: int
    pupil: int | None = None
    severity: int | None = None


@dataclass(frozen=True)
class Kind:
    """One of the two tables of flags, with that of its moves."""

    model: type[models.Model]
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def moves(self) -> str:
        return f"{self.table}move"

    @property
    def unique(self) -> str:
        return ", ".join((*(name for name in self.columns if name != "severity"), "rule", "key"))


PUPIL = Kind(Flag, ("pupil_id", "school_id", "severity"))
SCHOOL = Kind(SchoolFlag, ("school_id",))

_TYPES = {
    "id": "bigint",
    "pupil_id": "bigint",
    "school_id": "bigint",
    "severity": "smallint",
    "rule": "text",
    "key": "text",
    "year": "smallint",
    "began_on": "date",
    "reached_on": "date",
    "sessions": "smallint",
    "detail": "jsonb",
}
_BREACH = ("rule", "key", "year", "began_on", "reached_on", "sessions", "detail")


def keep_flags(kind: Kind, found: Iterable[Found], *, schools: Sequence[int], on: date) -> dict[str, int]:
    """Bring the flags of these schools into step with what was found; returns the number of steps by kind.

    What nothing has changed about is not written. Marks of people (seen, acted on) stay until a flag clears.
    """
    breaches = {_key(kind, each): _row(each, on) for each in found}
    held = _held(kind, schools, on)
    new = [row for key, row in breaches.items() if key not in held]
    back, moved = [], []
    for key, flag in held.items():
        if row := breaches.get(key):
            if flag["state"] == FlagState.CLEARED:
                back.append({**row, "id": flag["id"]})
            elif (flag["sessions"], flag["detail"]) != (row["sessions"], row["detail"]):
                moved.append({**row, "id": flag["id"]})
    gone = [flag["id"] for key, flag in held.items() if key not in breaches and flag["state"] in OPEN_STATES]
    return {
        "raised": _raise(kind, new, on),
        "came_back": _bring_back(kind, back, on),
        "moved_on": _move_on(kind, moved),
        "cleared": _clear(kind, gone, on),
    }


def _key(kind: Kind, found: Found) -> Key:
    whom = (found.school,) if kind is SCHOOL else (found.pupil or 0, found.school)
    return (*whom, found.breach.rule, found.breach.key)


def _row(found: Found, on: date) -> dict[str, Any]:
    breach = found.breach
    return {
        "pupil_id": found.pupil,
        "school_id": found.school,
        "severity": found.severity,
        "rule": breach.rule,
        "key": breach.key,
        "year": year_of(on),
        "began_on": breach.began_on.isoformat(),
        "reached_on": breach.until.isoformat(),
        "sessions": breach.sessions,
        "detail": dict(breach.detail),
    }


def _held(kind: Kind, schools: Sequence[int], on: date) -> dict[Key, dict[str, Any]]:
    """The flags that may be in question, by key: the open ones, and those of this year or the one before."""
    rows = kind.model._default_manager.filter(
        models.Q(state__in=OPEN_STATES) | models.Q(year__gte=year_of(on) - 1), school__in=schools
    )
    whom = tuple(name for name in kind.columns if name != "severity")
    named = rows.values("id", *whom, "rule", "key", "state", "sessions", "detail")
    return {(*(flag[name] for name in whom), flag["rule"], flag["key"]): flag for flag in named.iterator()}


def _execute(sql: str, parameters: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def _given(columns: Sequence[str]) -> str:
    """Rows given as one JSON parameter."""
    declared = ", ".join(f"{name} {_TYPES[name]}" for name in columns)
    return f"given as (select * from jsonb_to_recordset(%s::jsonb) as row ({declared}))"


def _raise(kind: Kind, rows: list[dict[str, Any]], on: date) -> int:
    if not rows:
        return 0
    columns = (*kind.columns, *_BREACH)
    names = ", ".join(columns)
    return _execute(
        f"""
        with {_given(columns)},
        raised as (
            insert into {kind.table} ({names}, state, raised_on, times)
            select {names}, 'raised', %s, 1 from given
            on conflict ({kind.unique}) do nothing returning id
        )
        insert into {kind.moves} (flag_id, "on", at, state, note)
        select id, %s, now(), 'raised', '' from raised
        """,
        [json.dumps(rows), on, on],
    )


def _bring_back(kind: Kind, rows: list[dict[str, Any]], on: date) -> int:
    if not rows:
        return 0
    return _execute(
        f"""
        with {_given(("id", *_BREACH))},
        raised as (
            update {kind.table} held
            set state = 'raised', raised_on = %s, cleared_on = null, times = held.times + 1,
                began_on = given.began_on, reached_on = given.reached_on, sessions = given.sessions,
                detail = given.detail
            from given where held.id = given.id and held.state = 'cleared' returning held.id
        )
        insert into {kind.moves} (flag_id, "on", at, state, note)
        select id, %s, now(), 'raised', 'came back' from raised
        """,
        [json.dumps(rows), on, on],
    )


def _move_on(kind: Kind, rows: list[dict[str, Any]]) -> int:
    """More or fewer sessions than before for the same reason: no step in the flag's life."""
    if not rows:
        return 0
    return _execute(
        f"""
        with {_given(("id", *_BREACH))}
        update {kind.table} held set sessions = given.sessions, detail = given.detail
        from given where held.id = given.id
        """,
        [json.dumps(rows)],
    )


def _clear(kind: Kind, ids: list[int], on: date) -> int:
    if not ids:
        return 0
    return _execute(
        f"""
        with cleared as (
            update {kind.table} set state = 'cleared', cleared_on = %s
            where id = any(%s) and state <> 'cleared' returning id
        )
        insert into {kind.moves} (flag_id, "on", at, state, note)
        select id, %s, now(), 'cleared', '' from cleared
        """,
        [on, ids, on],
    )
