"""Truancy sweeps of the demonstration: several days, places and hours, with every end that a stop may have."""

from collections.abc import Sequence
from datetime import time
from itertools import cycle
from typing import Final
from uuid import UUID

from attendance.models import Pupil
from cases.actions.sweeps import Follows, Told, enter_stops, settle_stop, write_sweep
from cases.demo.cast import Cast
from cases.models import Case, Outcome, Stop, Sweep

POLICE, OFFICER, SUPERINTENDENT, COUNCIL = (
    "steven.holroyd",
    "denise.ormerod",
    "Supt Margaret Lane",
    "Colette Wrigley",
)
# School days ago, the area, and whether it was part of a national week.
SWEEPS: Final = (
    (44, "Town centre", False), (37, "Irwell retail park", False), (30, "Town centre", True), (23, "Town centre", True),
    (16, "Canal side", False), (9, "Town centre", False), (3, "Irwell retail park", False),
)  # fmt: skip
# Where and at what hour, and how often of sixteen: mornings at the precinct, the hour after lunch at the bus station.
SPOTS: Final = (
    ("Precinct", time(10, 15), 5), ("Precinct", time(11, 5), 3), ("Bus station", time(13, 20), 4),
    ("Bus station", time(10, 40), 1), ("Riverside park", time(13, 50), 2), ("Cinema foyer", time(12, 10), 1),
)  # fmt: skip
E = Outcome
REASONS: Final = (
    ("Dentist, has a card", E.LEAVE), ("Not feeling well", E.HOME), ("Shopping for the family", E.SCHOOL),
    ("Hates mathematics", E.SCHOOL), ("With mother, new shoes", E.PARENT), ("No lessons today", E.SCHOOL),
    ("Would not say", E.WENT), ("Waiting for a friend", E.PLACE), ("Left school in summer", E.NO_PUPIL),
)  # fmt: skip


def hold_sweeps(cast: Cast) -> int:
    """Hold every sweep and settle most of its stops; how many stops there were. Again holds none."""
    if Sweep.objects.filter(agency__authority=cast.authority).exists():
        return 0
    children = _children(cast)
    if not children:
        return 0
    return sum(
        _hold(cast, number, ago, area, is_national, children)
        for number, (ago, area, is_national) in enumerate(SWEEPS)
    )


def _children(cast: Cast) -> list[Pupil]:
    """Children of the officer's team who have a case and are not in the stories, the same every time."""
    team = cast.memberships[OFFICER].agency
    before = cast.ago(SWEEPS[0][0])
    cases = Case.objects.live().filter(team=team, ref__startswith="DEMCASE", opened_on__lt=before)
    rows = Pupil.objects.filter(pk__in=cases.values("pupil"), restricted=False)
    return list(rows.order_by("ref")[:60])


def _hold(cast: Cast, number: int, ago: int, area: str, is_national: bool, children: Sequence[Pupil]) -> int:
    on = cast.ago(ago)
    by, partner = cast.acting(POLICE, on), cast.memberships[OFFICER].agency
    sweep = write_sweep(
        area=area, is_national=is_national, on=on, began_at=time(9, 30), ended_at=time(14, 30),
        police_authorised_by=SUPERINTENDENT, council_authorised_by=COUNCIL, authorised_on=cast.ago(ago + 2),
        partner=partner, by=by,
    )  # fmt: skip
    told = [
        _told(children[(number * 8 + at) % len(children)], place, at_time, at, *reason)
        for at, ((place, at_time), reason) in enumerate(zip(_spots(), cycle(REASONS), strict=False))
    ]
    enter_stops(sweep=sweep, batch=UUID(int=number + 1), stops=told, by=by)
    _settle(cast, sweep, ago, children, number)
    return len(told)


def _spots() -> list[tuple[str, time]]:
    return [(place, at) for place, at, often in SPOTS for _ in range(often)]


def _told(child: Pupil, place: str, at: time, number: int, reason: str, outcome: Outcome) -> Told:
    school = child.enrolments.select_related("school").order_by("-began_on")[0].school
    named = outcome not in (Outcome.NO_PUPIL, Outcome.WENT)
    return Told(
        forename=child.forename if named else "", surname=child.surname if named else "",
        told=school.name if named else "", place=place, stopped_at=at.replace(minute=(at.minute + number) % 60),
        company="Two others of the same age" if number % 3 == 0 else "", reason_given=reason, outcome=outcome,
    )  # fmt: skip


FOLLOWS: Final = (Follows.PLAN, Follows.NO_PLAN, Follows.LATER, Follows.PLAN)


def _settle(cast: Cast, sweep: Sweep, ago: int, children: Sequence[Pupil], number: int) -> None:
    """Most of those who gave a name are known by the next day; of the last sweep nobody has said it yet."""
    by = cast.acting(OFFICER, cast.ago(max(ago - 1, 0)))
    mine = {(child.forename, child.surname): child for child in children}
    for at, stop in enumerate(Stop.objects.filter(sweep=sweep).select_related("sweep").order_by("number")):
        child = mine.get((stop.forename, stop.surname))
        if child is None or ago == SWEEPS[-1][0] or at % 5 == 4:
            continue
        follows = Follows.LEAVE if stop.outcome == Outcome.LEAVE else FOLLOWS[(at + number) % len(FOLLOWS)]
        why = "The case of the child has a plan that covers it." if follows is Follows.NO_PLAN else ""
        settle_stop(stop=stop, pupil=child, follows=follows, why=why, by=by)
