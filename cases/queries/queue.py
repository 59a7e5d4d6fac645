"""A locality team's queue: referrals to answer, cases without an officer, and what its officers hold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from agencies.acting import Acting
from agencies.models import Agency, AgencyKind, Membership, User
from agencies.named import who_is_named
from agencies.rules.roles import ROLES, Permission
from attendance.models import NamedOfficer, Pupil
from attendance.queries.settings import answers_on
from attendance.rules.open_point import Answers
from cases.models import Case, Handover, HandoverCase, Hold, Referral
from cases.models.case import CaseQuerySet
from cases.queries.referrals import Clock, clocks_of
from cases.rules.queue import can_be_undone, is_late, working_days_waited
from cases.rules.workload import Held, weight_of
from cases.workflow import State

WORKERS = [name for name, role in ROLES.items() if role.may(Permission.WORK_CASES)]
TRIAGE = Permission.TRIAGE
MOST_MOVES = 20
Holidays = frozenset[date]
Staff = dict[tuple[int, int], Membership]


def teams_within(by: Acting) -> list[Agency]:
    """The open locality teams whose queues somebody may see, by name."""
    if by.reach == (by.agency_id,):
        return [by.agency] if by.agency.kind == AgencyKind.LOCALITY_TEAM else []
    return list(
        Agency.objects.filter(pk__in=by.reach, kind=AgencyKind.LOCALITY_TEAM, is_open=True).order_by("name")
    )


def referrals_waiting(by: Acting, teams: Sequence[int]) -> Any:
    """Referrals to the teams that wait for a decision, the longest first."""
    rows = Referral.objects.permits(by, TRIAGE).waiting().filter(school__team__in=teams)
    return rows.select_related("pupil", "school", "agency").order_by("submitted_on", "pk")


def cases_waiting(by: Acting, teams: Sequence[int]) -> CaseQuerySet:
    """The teams' cases without an officer, the longest first; `since` is the day they came into the queue."""
    rows = Case.objects.permits(by, TRIAGE).filter(state=State.REFERRED, team__in=teams)
    found: CaseQuerySet = rows.annotate(since=Coalesce("queued_on", "opened_on", output_field=DateField()))
    return with_named_officer(found.select_related("pupil", "school", "team")).order_by("since", "pk")


def with_named_officer(rows: Any) -> Any:
    """Cases with the key of their school's named officer, as `named_officer`."""
    named = NamedOfficer.objects.filter(school=OuterRef("school"), ended_on__isnull=True)
    return rows.annotate(named_officer=Subquery(named.values("officer")[:1]))


def cases_left(by: Acting, teams: Sequence[int]) -> CaseQuerySet:
    """Live cases of the teams whose officer no longer works there, by the officer."""
    there = Membership.objects.current(by.on).filter(
        user=OuterRef("officer"), agency=OuterRef("team"), role_name__in=WORKERS, user__is_active=True
    )
    rows = Case.objects.permits(by, TRIAGE).live().filter(team__in=teams, officer__isnull=False)
    found: CaseQuerySet = rows.filter(~Exists(there)).select_related("pupil", "school", "team", "officer")
    return found.order_by("officer__name", "pk")


@dataclass(frozen=True)
class WaitingCase:
    """A case in the queue: since when, how many working days that is, and who would take it."""

    case: Case
    waited: int
    suggested: User | None

    @property
    def late(self) -> bool:
        """Whether it has waited longer than it should."""
        return is_late(self.waited)


@dataclass(frozen=True)
class WaitingReferral:
    """A referral in the queue: how many working days it has waited, and how its clock stands."""

    referral: Referral
    waited: int
    clock: Clock | None


def waiting_cases(rows: Iterable[Any], on: date, staff: Staff, holidays: Holidays) -> list[WaitingCase]:
    """Cases of the queue with their time in it and the officer suggested; one query at most."""
    cases = list(rows)
    suggested = suggested_officers(cases, staff)
    return [
        WaitingCase(case, working_days_waited(case.since, on, holidays), suggested.get(case.pk))
        for case in cases
    ]


def waiting_referrals(rows: Iterable[Referral], on: date, holidays: Holidays) -> list[WaitingReferral]:
    """Referrals of the queue with their time in it and their clock; no query of its own."""
    referrals = list(rows)
    clocks = clocks_of(referrals, on, holidays)
    return [
        WaitingReferral(row, working_days_waited(row.submitted_on or on, on, holidays), clocks.get(row.pk))
        for row in referrals
    ]


def staff_of(teams: Iterable[int], on: date) -> Staff:
    """Who works on cases in some teams on a day, by team and person; one query."""
    held = Membership.objects.current(on).filter(
        agency__in=list(teams), role_name__in=WORKERS, user__is_active=True
    )
    return {(row.agency_id, row.user_id): row for row in held.select_related("user")}


def suggested_officers(cases: Sequence[Any], staff: Staff) -> dict[int, User]:
    """The named officer of each case's school, by the case's key, where they work in its team and may open it.

    The cases are read `with_named_officer`.
    """
    opened = who_is_named(Pupil, [case.pupil_id for case in cases if case.pupil.restricted])
    found = {}
    for case in cases:
        place = staff.get((case.team_id, case.named_officer))
        if place is not None and (not case.pupil.restricted or (place.user_id, case.pupil_id) in opened):
            found[case.pk] = place.user
    return found


@dataclass(frozen=True)
class Load:
    """What one officer of a team holds, and how much work that is."""

    officer: User
    team: Agency
    held: Held
    weight: float
    left: bool

    def of(self, state: State) -> int:
        """How many cases stand in a state."""
        return self.held.cases.get(state, 0)

    @property
    def by_state(self) -> list[int]:
        """The numbers for the columns of the table."""
        return [self.of(state) for state in COLUMNS]


COLUMNS = (State.ASSESSING, State.SUPPORTED, State.ENFORCING, State.CLOSING, State.PAUSED)


@dataclass(frozen=True)
class Sum:
    """How many live cases of a team and an officer, or of nobody, stand in a state, and since when the first."""

    team: int
    officer: int | None
    state: str
    number: int
    first: date


def sums_of(by: Acting, teams: Sequence[int]) -> list[Sum]:
    """The live cases of some teams in sums, closed records left out; one query."""
    return sums_in(Case.objects.counted_for(by), teams)


def sums_in(cases: CaseQuerySet, teams: Sequence[int]) -> list[Sum]:
    """The live ones of some cases in sums, by team, officer and state; one query."""
    rows = cases.live().filter(team__in=teams).order_by()
    first = Min(Coalesce("queued_on", "opened_on", output_field=DateField()))
    counted = rows.values("team", "officer", "state").annotate(number=Count("pk"), first=first)
    return [Sum(**row) for row in counted]


def workloads(
    by: Acting, teams: Sequence[Agency], staff: Staff, sums: Sequence[Sum]
) -> tuple[list[Load], Answers]:
    """What every officer of some teams holds, by team and name, and the weights in force; three queries at most.

    Officers without a case are there too; managers, and those who left, only with one. Cases that are closed to
    whoever asks are in no sum.
    """
    answers = answers_on(by.authority_id, by.on)
    return loads_in(Case.objects.counted_for(by), teams, staff, sums, answers), answers


def loads_in(
    cases: CaseQuerySet, teams: Sequence[Agency], staff: Staff, sums: Sequence[Sum], answers: Answers
) -> list[Load]:
    """The same of some cases, whose sums are given; two queries at most."""
    found = _held(cases, sums)
    idle = {key for key, place in staff.items() if place.role_name == "welfare_officer"}
    people = {place.user_id: place.user for place in staff.values()}
    people |= User.objects.in_bulk({user for _, user in found} - set(people))
    loads = []
    for team in teams:
        own = {user for agency, user in {*found, *idle} if agency == team.pk}
        for user in sorted(own, key=lambda key: (people[key].name, key)):
            held = found.get((team.pk, user), Held())
            left = (team.pk, user) not in staff
            loads.append(Load(people[user], team, held, weight_of(held, answers), left))
    return loads


def _held(cases: CaseQuerySet, sums: Sequence[Sum]) -> dict[tuple[int, int], Held]:
    """What each officer of each team holds, with the holds that are open on it; one query."""
    states: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for each in sums:
        if each.officer is not None:
            states[each.team, each.officer][each.state] = each.number
    theirs = cases.live().filter(team__in={team for team, _ in states})
    rows = Hold.objects.filter(lifted_on__isnull=True, case__in=theirs.values("pk")).order_by()
    counted = rows.values_list("case__team", "case__officer").annotate(Count("pk"))
    holds = {(team, officer): number for team, officer, number in counted}
    return {key: Held(found, holds.get(key, 0)) for key, found in states.items()}


@dataclass(frozen=True)
class TeamLine:
    """One team's queue at a glance, for those who answer for several."""

    team: Agency
    referrals: int
    cases: int
    oldest: int | None
    officers: int
    weight: float

    @property
    def each(self) -> float | None:
        """The workload for each officer; none where nobody works there."""
        return self.weight / self.officers if self.officers else None


def team_lines(
    by: Acting, teams: Sequence[Agency], loads: Sequence[Load], sums: Sequence[Sum], holidays: Holidays
) -> list[TeamLine]:
    """Every team's queue at a glance; one query."""
    keys = [team.pk for team in teams]
    sent = referrals_waiting(by, keys).order_by().select_related(None)
    referrals = dict(sent.values_list("school__team").annotate(number=Count("pk")))
    waiting = [each for each in sums if each.state == State.REFERRED]
    lines = []
    for team in teams:
        own = [load for load in loads if load.team == team]
        found = [each for each in waiting if each.team == team.pk]
        first, number = min((each.first for each in found), default=None), sum(each.number for each in found)
        oldest = working_days_waited(first, by.on, holidays) if first else None
        weight, working = sum(load.weight for load in own), sum(not load.left for load in own)
        lines.append(TeamLine(team, referrals.get(team.pk, 0), number, oldest, working, weight))
    return lines


def caseload(by: Acting, team: Agency, officer: int) -> CaseQuerySet:
    """The live cases of an officer in a team that somebody may allocate, by the child's name."""
    rows = Case.objects.permits(by, TRIAGE).live().filter(team=team, officer=officer)
    found: CaseQuerySet = rows.select_related("pupil", "school").order_by(
        "pupil__surname", "pupil__forename", "pk"
    )
    return found


@dataclass(frozen=True)
class Moved:
    """A move of a caseload, how many of its cases are open to whoever looks, and whether it can be undone."""

    handover: Handover
    number: int
    undoable: bool


def recent_moves(by: Acting, now: datetime) -> list[Moved]:
    """The moves of caseloads of the last week in the teams within reach, the newest first; one query."""
    mine = HandoverCase.objects.permits(by, TRIAGE).filter(handover=OuterRef("pk")).order_by()
    counted = mine.values("handover").annotate(number=Count("pk")).values("number")
    rows = Handover.objects.visible_to(by).filter(at__gte=now - timedelta(days=7))
    rows = rows.select_related("taken_from", "given_to", "by", "team", "undone_by").order_by("-at", "-pk")
    found = rows.annotate(number=Coalesce(Subquery(counted), 0)).filter(number__gt=0)[:MOST_MOVES]
    return [Moved(row, row.number, row.undone_at is None and can_be_undone(row.at, now)) for row in found]
