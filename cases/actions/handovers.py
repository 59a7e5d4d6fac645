"""Moving a caseload from one officer to another in one act, with handover notes, and undoing it within a day.

Every step is one statement for all cases: 150 of them take no more queries than two.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Agency, Membership, User
from agencies.named import who_is_named
from agencies.rules.roles import ROLES, Permission
from agencies.rules.telling import Kind
from agencies.words import moment, plural
from attendance.models import Pupil
from cases.actions.cases import members_of
from cases.actions.doors import NotAllowed, require
from cases.actions.timeline import record_each
from cases.models import Audience, Case, EntryKind, Handover, HandoverCase, PlanAction, Recheck
from cases.models.case import CaseQuerySet
from cases.queries.people import officers_in
from cases.rules.queue import UNDO_WITHIN, can_be_undone

TRIAGE = Permission.TRIAGE
DOUBLE = timedelta(minutes=10)  # the same move by the same person within this is a second click
REFERRERS = [name for name, role in ROLES.items() if role.may(Permission.REFER)]


@dataclass(frozen=True)
class Notes:
    """What is handed over in words: for every case, and for some by their key. The school reads none of it."""

    general: str = ""
    by_case: Mapping[int, str] = field(default_factory=dict)

    def of(self, case: Case) -> str:
        """What is said of one case; empty where nothing is."""
        said = [self.general.strip(), self.by_case.get(case.pk, "").strip()]
        return "\n".join(text for text in said if text)


@transaction.atomic
def move_caseload(
    *,
    team: Agency,
    taken_from: User,
    given_to: User,
    by: Acting,
    cases: Collection[int] | None = None,
    notes: Notes | None = None,
) -> Handover:
    """Move the live cases that an officer has in a team to another officer: all, or those with the keys given.

    Open actions of plans that were the officer's go along; with all cases, so do re-checks of closed ones. Both
    officers and the schools are told. The same move twice is made once. Raises NotAllowed, and Refused where the
    other does not work in the team, a chosen case is no longer the officer's, none is left, or a record is restricted
    and the other is not named for it.
    """
    if not by.may(TRIAGE) or team.pk not in by.reach:
        raise NotAllowed("You do not allocate the cases of this team, or no longer.")
    require(given_to != taken_from, "Choose another officer than the one who has the cases.")
    require(
        officers_in([team.pk], by.on).filter(pk=given_to.pk).exists(),
        f"Choose an officer who works in {team}.",
    )
    rows = _locked(Case.objects.live().filter(team=team, officer=taken_from), cases, by)
    again = _made_before(team, taken_from, given_to, by, cases) if len(rows) < len(cases or [0]) else None
    if again is not None:
        return again
    missing = len(cases) - len(rows) if cases is not None else 0
    require(not missing, f"{plural(missing, 'case')} of those chosen went elsewhere meanwhile. Look again.")
    require(bool(rows), f"{taken_from.name} has no case here to move.")
    _check_named(rows, given_to)
    return _move(rows, team, taken_from, given_to, by, notes or Notes(), whole=cases is None)


def _locked(rows: CaseQuerySet, keys: Collection[int] | None, by: Acting) -> list[Case]:
    """The cases, locked in the order of their keys, that this person may allocate."""
    wanted = rows if keys is None else rows.filter(pk__in=list(keys))
    held = list(wanted.select_for_update().order_by("pk").values_list("pk", flat=True))
    found = Case.objects.permits(by, TRIAGE).filter(pk__in=held)
    return list(found.select_related("pupil", "school").order_by("pk"))


def _made_before(
    team: Agency, taken_from: User, given_to: User, by: Acting, cases: Collection[int] | None
) -> Handover | None:
    """The same move by the same person a moment ago: a second click."""
    recent = Handover.objects.filter(
        team=team, taken_from=taken_from, given_to=given_to, by=by.user, undone_at__isnull=True,
        at__gte=timezone.now() - DOUBLE,
    )  # fmt: skip
    held = recent.order_by("-pk").first()
    if held is None or cases is None:
        return held
    moved = set(HandoverCase.objects.filter(handover=held).values_list("case", flat=True))
    return held if moved >= set(cases) else None


def _check_named(rows: Sequence[Case], officer: User) -> None:
    restricted = [case.pupil_id for case in rows if case.pupil.restricted]
    named = {key for user, key in who_is_named(Pupil, restricted) if user == officer.pk}
    closed = len(set(restricted) - named)
    require(
        not closed,
        f"{plural(closed, 'case')} here {'is' if closed == 1 else 'are'} of a restricted record for which "
        f"{officer.name} is not named. Name them for it first, or choose the other cases.",
    )


def _move(
    rows: list[Case], team: Agency, taken_from: User, given_to: User, by: Acting, notes: Notes, *, whole: bool
) -> Handover:
    keys = [case.pk for case in rows]
    row = Handover.objects.create(
        team=team, taken_from=taken_from, given_to=given_to, by=by.user, at=timezone.now(),
        moved={
            "actions": _pass_on(_actions_of(keys, team, taken_from), "owner_person", given_to),
            "rechecks": _pass_on(_rechecks_of(team, taken_from, given_to, by), "officer", given_to) if whole else [],
        },
    )  # fmt: skip
    HandoverCase.objects.bulk_create(
        HandoverCase(handover=row, case=case, allocated_on=case.allocated_on) for case in rows
    )
    Case.objects.filter(pk__in=keys).update(officer=given_to, allocated_on=by.on, version=F("version") + 1)
    told = f"The case went from {taken_from.name} to {given_to.name}."
    record_each(told=dict.fromkeys(rows, told), kind=EntryKind.CASE, by=by, audience=Audience.SCHOOL)
    noted = {case: f"Handover: {words}" for case in rows if (words := notes.of(case))}
    record_each(told=noted, kind=EntryKind.NOTE, by=by)
    _tell(row, rows, taken_from, given_to, by, "moved")
    return row


def _actions_of(cases: Sequence[int], team: Agency, officer: User) -> QuerySet[Any]:
    return PlanAction.objects.filter(
        case__in=cases, owner_agency=team, owner_person=officer, done_on__isnull=True, dropped=False
    )


def _rechecks_of(team: Agency, taken_from: User, given_to: User, by: Acting) -> QuerySet[Any]:
    """Re-checks to come of the team's closed cases, but for records that the other officer could not open."""
    mine = Case.objects.permits(by, TRIAGE).filter(team=team)
    rows = Recheck.objects.filter(case__in=mine, officer=taken_from, done_on__isnull=True)
    closed = list(rows.filter(case__pupil__restricted=True).values_list("case__pupil", flat=True))
    named = {key for user, key in who_is_named(Pupil, closed) if user == given_to.pk}
    return rows.exclude(case__pupil__in=set(closed) - named)


def _pass_on(rows: QuerySet[Any], name: str, person: User) -> list[int]:
    """Give rows to another person; the keys of those that went."""
    keys = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if keys:
        rows.model._default_manager.filter(pk__in=keys).update(**{name: person})
    return keys


def _tell(row: Handover, rows: Sequence[Case], before: User, after: User, by: Acting, what: str) -> None:
    """Tell both officers, and each school how many of its children have another officer; of nothing, nobody."""
    if not rows:
        return
    key = f"handover:{row.pk}:{what}"
    given, taken = members_of(after, row.team_id, by.on), members_of(before, row.team_id, by.on)
    tell(to=given, kind=Kind.CASE_GIVEN, key=f"{key}:given", path="/cases/", by=by, count=len(rows))
    tell(to=taken, kind=Kind.CASE_TAKEN, key=f"{key}:taken", path="/cases/", by=by, count=len(rows))
    named = who_is_named(Pupil, [case.pupil_id for case in rows if case.pupil.restricted])
    schools = {case.school.agency_id for case in rows}
    people = Membership.objects.current(by.on).filter(
        agency__in=schools, role_name__in=REFERRERS, user__is_active=True
    )
    counts: dict[int, list[Membership]] = defaultdict(list)
    for held in people:
        own = [case for case in rows if case.school.agency_id == held.agency_id]
        number = sum(not case.pupil.restricted or (held.user_id, case.pupil_id) in named for case in own)
        counts[number].append(held)
    for number, some in counts.items():
        if number:
            tell(to=some, kind=Kind.OFFICER_CHANGED, key=f"{key}:school", path="/cases/", by=by, count=number)


@transaction.atomic
def undo_handover(*, handover: Handover, by: Acting) -> tuple[int, int]:
    """Take a move of a caseload back, within a day of it: how many cases went back, and how many had moved on.

    A case that somebody else has by now, or that was closed, stays as it is. Undone twice, it is undone once. Raises
    NotAllowed, and Refused once the day is over.
    """
    locked = Handover.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=handover.pk)
    row = locked.select_related("taken_from", "given_to").first()
    if row is None:
        raise NotAllowed("You do not allocate the cases of this team, or no longer.")
    if row.undone_at is not None:
        return 0, 0
    until = moment(row.at + UNDO_WITHIN)
    require(
        can_be_undone(row.at, timezone.now()),
        f"The move could be undone until {until}. Move the cases again.",
    )
    moved = HandoverCase.objects.filter(handover=row)
    keys = list(moved.values_list("case", flat=True))
    rows = _locked(Case.objects.live().filter(officer=row.given_to, team=row.team_id), keys, by)
    before = moved.filter(case=OuterRef("pk")).values("allocated_on")[:1]
    back = [case.pk for case in rows]
    Case.objects.filter(pk__in=back).update(
        officer=row.taken_from, allocated_on=Subquery(before), version=F("version") + 1
    )
    _give_back(row, back)
    row.undone_by, row.undone_at = by.user, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    told = f"The case went back from {row.given_to.name} to {row.taken_from.name}: its move was undone."
    record_each(told=dict.fromkeys(rows, told), kind=EntryKind.CASE, by=by, audience=Audience.SCHOOL)
    _tell(row, rows, row.given_to, row.taken_from, by, "undone")
    return len(rows), len(keys) - len(rows)


def _give_back(row: Handover, cases: Sequence[int]) -> None:
    """Actions of the cases that went back, and re-checks, where the other officer still has them undone."""
    actions = PlanAction.objects.filter(pk__in=row.moved["actions"], case__in=cases, done_on__isnull=True)
    actions.filter(owner_person=row.given_to).update(owner_person=row.taken_from)
    rechecks = Recheck.objects.filter(pk__in=row.moved["rechecks"], done_on__isnull=True)
    rechecks.filter(officer=row.given_to).update(officer=row.taken_from)
