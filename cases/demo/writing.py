"""The many cases into the tables: a few statements for all of a team's."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from agencies.models import Membership, User
from agencies.rules.roles import Scope
from agencies.words import date as in_words
from attendance.demo.copying import Value, copy, reserve
from attendance.models import Involvement
from attendance.models.involvement import Basis
from cases.demo.cast import Cast
from cases.demo.crowd import Planned
from cases.demo.deeds import date_logs
from cases.demo.helping import WORKED as PLANNED
from cases.demo.logging import log
from cases.demo.phrases import BETWEEN, OFFICER, PARTNER, STEPS, Line
from cases.demo.phrases_of_help import AIMS, SCHOOL_DOES
from cases.models import (
    Audience,
    Case,
    Entry,
    EntryKind,
    Hold,
    HoldKind,
    Intervention,
    Owner,
    PartyKind,
    Plan,
    PlanAction,
    PlanParty,
)
from cases.workflow import MOVES, State, told
from cases.workflow.outcomes import Known, outcomes_of_move, told_to_school

WITH_HOLD: Final = 17
"""One case in so many that is worked on has a hold of safeguarding."""
COLUMNS: Final = (
    "id",
    "case_id",
    "pupil_id",
    "kind",
    "on",
    "at",
    "text",
    "link",
    "audience",
    "agency_id",
    "by_id",
)
Row = tuple[Value, ...]
LINKS: Final = {EntryKind.CASE: "/cases/{ref}/", EntryKind.PLAN: "/cases/{ref}/plan/"}
BEGUN: Final = 0.31
"""When a plan begins, as a share of the way."""


def write_cases(cast: Cast, cases: list[Planned], manager: Membership) -> None:
    """Write cases with their timelines, holds, and the agencies that help."""
    for planned, key in zip(cases, range(reserve(Case, len(cases)), 10**12), strict=False):
        planned.key = key
    Case.objects.bulk_create(_case(planned, manager) for planned in cases)
    _involve(cast, cases)
    entries = [entry for planned in cases for entry in _entries(cast, planned, manager)]
    first = reserve(Entry, len(entries))
    entries, logs = log(cast, entries, first)
    copy(Entry, COLUMNS, ((first + place, *row) for place, row in enumerate(entries)))
    Intervention.objects.bulk_create(logs)
    date_logs(first - 1)
    Entry.readers.through.objects.bulk_create(
        Entry.readers.through(entry_id=first + place, user_id=manager.user_id)
        for place, row in enumerate(entries)
        if row[7] == Audience.NAMED.value
    )
    write_plans(cases)
    Hold.objects.bulk_create(
        Hold(
            case_id=each.key, kind=HoldKind.SAFEGUARDING, key="strategy meeting", placed_on=each.day(0.5),
            placed_by=manager.user,
        )
        for each in cases
        if each.pick % WITH_HOLD == 0 and each.state in (State.SUPPORTED, State.ENFORCING)
    )  # fmt: skip


def close_cases(cases: list[Planned]) -> None:
    """Close those that are to be closed, once all is done that is only done in an open one."""
    for planned in cases:
        if planned.state is State.CLOSED:
            Plan.objects.filter(case=planned.key, ended_on__isnull=True).update(ended_on=planned.days[-1])
            PlanAction.objects.filter(case=planned.key, done_on__isnull=True).update(
                done_on=planned.days[-1], done_by=planned.officer, dropped=True, outcome="The case is closed."
            )
            Case.objects.filter(pk=planned.key).update(
                state=State.CLOSED, closed_on=planned.days[-1], outcome=planned.theme.outcome
            )


def _case(planned: Planned, manager: Membership) -> Case:
    allocated = next((on for move, on in planned.moves if move == "allocate"), None)
    paused = planned.state is State.PAUSED
    return Case(
        pk=planned.key,
        ref=planned.ref,
        pupil_id=planned.child.pupil,
        school_id=planned.child.school,
        team=planned.team,
        officer=planned.officer,
        state=State.CLOSING if planned.state is State.CLOSED else planned.state,
        opened_on=planned.days[0],
        opened_by=planned.officer or manager.user,
        allocated_on=allocated,
        paused_until=planned.days[-1] + timedelta(days=21) if paused else None,
        version=1 + len(planned.moves),
    )


def _involve(cast: Cast, cases: list[Planned]) -> None:
    """The agency that helps is involved from a third of the way, where nobody asks it by a request of its own."""
    held = set(
        Involvement.objects.filter(pupil__in=[each.child.pupil for each in cases]).values_list(
            "pupil", "agency"
        )
    )
    Involvement.objects.bulk_create(
        Involvement(
            pupil_id=each.child.pupil, agency=cast.agencies[each.theme.partner], basis=Basis.REQUEST,
            scope=Scope.CASEWORK, began_on=each.day(0.3), granted_by=each.officer,
            ended_on=each.days[-1] if each.state is State.CLOSED else None,
        )
        for each in cases
        if each.officer and (each.child.pupil, cast.agencies[each.theme.partner].pk) not in held
        and not (each.full and cast.someone(cast.agencies[each.theme.partner].pk, each.days[0]))
    )  # fmt: skip


def _entries(cast: Cast, planned: Planned, manager: Membership) -> Iterator[Row]:
    """Everything of one case in the order in which it happened."""
    timed = [(0.0, _opened(planned, manager)), *_moved(planned, manager)]
    lines = _lines(planned)
    for place, line in enumerate(lines, 1):
        timed.append((0.3 + 0.68 * place / len(lines), _said(cast, planned, line, manager)))
    timed += _plan_entries(planned)
    for share, (kind, text, audience, agency, author) in sorted(timed, key=lambda pair: pair[0]):
        on = planned.day(share)
        at = f"{on} {8 + planned.pick % 9:02}:{planned.pick % 60:02}+00"
        yield (
            planned.key, planned.child.pupil, kind.value, on, at,
            text.format(name=planned.child.forename), LINKS.get(kind, "").format(ref=planned.ref),
            audience.value, agency, author.pk,
        )  # fmt: skip


def with_plan(planned: Planned) -> bool:
    """Whether a case has a plan of which no more than the beginning is told."""
    return planned.officer is not None and not planned.full and planned.state in PLANNED


def write_plans(cases: list[Planned]) -> None:
    """A plan begun, with one action of the school, for each case that is not worked through."""
    rows = [planned for planned in cases if with_plan(planned)]
    plans = Plan.objects.bulk_create(
        Plan(
            case_id=each.key, kind="attendance", aim=aim_of(each), began_on=each.day(BEGUN), by=each.officer,
            review_on=each.day(BEGUN) + timedelta(weeks=8 + each.pick % 9),
        )
        for each in rows
    )  # fmt: skip
    PlanParty.objects.bulk_create(
        party
        for plan, each in zip(plans, rows, strict=True)
        for party in (
            PlanParty(plan=plan, kind=PartyKind.CHILD),
            PlanParty(plan=plan, kind=PartyKind.AGENCY, agency_id=each.child.agency),
        )
    )
    PlanAction.objects.bulk_create(
        PlanAction(
            case_id=each.key, pupil_id=each.child.pupil, what=step_of(each), owner=Owner.AGENCY,
            owner_agency_id=each.child.agency, due_on=due_of(each), agency=each.team, by=each.officer,
            audience=Audience.SCHOOL, link=f"/cases/{each.ref}/plan/",
        )
        for each in rows
    )  # fmt: skip


def aim_of(planned: Planned) -> str:
    """What the plan is for."""
    return AIMS[planned.theme.factor].format(name=planned.child.forename)


def step_of(planned: Planned) -> str:
    """What the school does."""
    return SCHOOL_DOES[planned.pick % len(SCHOOL_DOES)]


def due_of(planned: Planned) -> date:
    """By when."""
    ahead = planned.days[-1] + timedelta(days=planned.pick % 45 - 5)
    return max(planned.day(BEGUN) + timedelta(weeks=2), ahead)


def _plan_entries(planned: Planned) -> "list[tuple[float, Told]]":
    """The beginning of a plan as `make_plan` and `add_plan_action` word it."""
    if not with_plan(planned) or planned.officer is None:
        return []
    due, team, by = due_of(planned), planned.team.pk, planned.officer
    said = (
        f"Personal attendance plan begun. {aim_of(planned)}",
        f"New action for {planned.child.school_name}: {step_of(planned)} By {in_words(due)}.",
    )
    return [(BEGUN, (EntryKind.PLAN, text, Audience.SCHOOL, team, by)) for text in said]


Told = tuple[EntryKind, str, Audience, int, User]


def _opened(planned: Planned, manager: Membership) -> Told:
    by = planned.officer or manager.user
    return EntryKind.CASE, f"Case opened. {planned.theme.reason}", Audience.SCHOOL, planned.team.pk, by


def _moved(planned: Planned, manager: Membership) -> Iterator[tuple[float, Told]]:
    """Each move as `move_case` words it."""
    length, state = max(len(planned.days) - 1, 1), State.REFERRED
    for key, on in planned.moves:
        move = MOVES[key]
        outcomes, state = outcomes_of_move(key, state), move.target
        reason = planned.theme.outcome if key == "close" else STEPS.get(key, "")
        given_to = planned.officer.name if planned.officer else ""
        text = f"{told(move, given_to)} {reason}".strip()
        by = manager.user if key == "allocate" else planned.officer or manager.user
        audience = Audience.AGENCIES if reason or outcomes else Audience.SCHOOL
        yield planned.days.index(on) / length, (EntryKind.CASE, text, audience, planned.team.pk, by)
        if outcomes:
            words = told_to_school(outcomes, Known(in_words(on), given_to))
            yield (
                planned.days.index(on) / length,
                (EntryKind.FEEDBACK, words, Audience.SCHOOL, planned.team.pk, by),
            )


def _lines(planned: Planned) -> list[Line]:
    """What has been written so far: nothing before an officer has it, more in a long case, calls between."""
    if planned.officer is None:
        return []
    own = list(planned.theme.lines)
    most = min(len(own), 1 + len(planned.days) // 6)
    between = [BETWEEN[(planned.pick + turn) % len(BETWEEN)] for turn in range(len(planned.days) // 8)]
    found: list[Line] = []
    for place, line in enumerate(own[:most]):
        found += [line, *between[place : place + 1]]
    return found + list(between[most:])


def _said(cast: Cast, planned: Planned, line: Line, manager: Membership) -> Told:
    """A line by whoever writes it; where nobody of the school or agency signs in, the officer tells it on."""
    who, kind, audience, text = line
    wanted = {PARTNER: cast.agencies[planned.theme.partner].pk, OFFICER: 0}.get(who, planned.child.agency)
    author = cast.partners.get(wanted)
    if author is not None:
        return kind, text, audience, wanted, author
    shared = Audience.AGENCIES if audience is Audience.AGENCY and who == PARTNER else audience
    return kind, text, shared, planned.team.pk, planned.officer or manager.user
