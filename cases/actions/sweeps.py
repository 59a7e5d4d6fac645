"""Truancy sweeps: writing one down, entering its stops, saying who was stopped, and what follows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Agency, AgencyKind
from agencies.rules.roles import Permission, Scope
from agencies.words import date as in_words
from attendance.actions.doors import NotAllowed, locked
from attendance.models import Enrolment, Involvement, Pupil
from attendance.models.involvement import Basis
from cases.actions.cases import open_case
from cases.actions.doors import Refused, require
from cases.actions.timeline import record
from cases.models import Case, EntryKind, Outcome, Stop, Sweep
from cases.rules.sweeps import kept_until, refusals


class Follows(StrEnum):
    """What follows for somebody who was stopped."""

    PLAN = "plan"
    NO_PLAN = "no-plan"
    LEAVE = "leave"
    LATER = "later"


@dataclass(frozen=True)
class Told:
    """A stop as it is typed on the street."""

    forename: str
    surname: str
    told: str
    place: str
    stopped_at: time
    company: str
    reason_given: str
    outcome: str


@transaction.atomic
def write_sweep(
    *,
    area: str,
    is_national: bool,
    on: date,
    began_at: time,
    ended_at: time,
    police_authorised_by: str,
    council_authorised_by: str,
    authorised_on: date,
    partner: Agency,
    by: Acting,
) -> Sweep:
    """Write a sweep down, with who authorised it in the police and in the authority; the same twice is one.

    Raises NotAllowed, and Refused where it was not held by police and council together or its days do not fit.
    """
    if not by.may(Permission.RUN_SWEEPS):
        raise NotAllowed("Your role does not run sweeps.")
    found = refusals(on=on, began_at=began_at, ended_at=ended_at, authorised_on=authorised_on, today=by.on)
    require(not found, " ".join(found))
    kinds = {by.agency.kind, partner.kind}
    held = (
        partner.authority_id == by.authority_id and len(kinds & {AgencyKind.POLICE}) == 1 and len(kinds) == 2
    )
    require(held, "A sweep is held by the police together with the council: choose the other of the two.")
    sweep, _ = Sweep.objects.get_or_create(
        agency=by.agency, partner=partner, on=on, area=area, began_at=began_at,
        defaults={
            "is_national": is_national, "ended_at": ended_at, "police_authorised_by": police_authorised_by,
            "council_authorised_by": council_authorised_by, "authorised_on": authorised_on, "by": by.user,
        },
    )  # fmt: skip
    return sweep


@transaction.atomic
def enter_stops(*, sweep: Sweep, batch: UUID, stops: Sequence[Told], by: Acting) -> int:
    """Enter stops as they were told; nobody's record opens by it. How many were new: a batch sent twice is kept once.

    Raises NotAllowed, and Refused where the batch was saved before with other words.
    """
    row = _locked_sweep(sweep, by)
    require(row.on <= by.on, "The sweep has not been held yet.")
    kept = {
        stop.number: Told(**{name: getattr(stop, name) for name in Told.__dataclass_fields__})
        for stop in Stop.objects.filter(sweep=row, batch=batch)
    }
    for number, told in enumerate(stops, 1):
        require(
            number not in kept or kept[number] == told,
            "This page was saved before, with other words. Open “Add stops” again and enter only what is new.",
        )
    new = [
        Stop(sweep=row, batch=batch, number=number, agency=by.agency, by=by.user, **asdict(told))
        for number, told in enumerate(stops, 1)
        if number not in kept
    ]
    return len(Stop.objects.bulk_create(new))


@transaction.atomic
def settle_stop(*, stop: Stop, pupil: Pupil, follows: Follows, why: str = "", by: Acting) -> Stop:
    """Say who was stopped and what follows: a case for a Personal Attendance Plan, or why there is none.

    The police of the sweep are then involved with the child (marks alone) while names are kept. The same again
    changes nothing. Raises NotAllowed where the child is not theirs to see or the role works on no cases, and Refused
    where somebody else was matched meanwhile, no reason is given, or no school has the child.
    """
    sweep = _locked_sweep(stop.sweep, by)
    child = locked(pupil, by, Permission.VIEW_PUPIL)
    row: Stop = Stop.objects.select_for_update().get(pk=stop.pk)
    require(row.pupil_id in (None, child.pk), "Somebody else has said meanwhile that this was another child.")
    require(row.forgotten_on is None, "The name is no longer kept, so the stop cannot be matched.")
    require(follows is not Follows.NO_PLAN or bool(why.strip()), "Say why there is no plan.")
    if row.case_id or row.had_leave or row.why_no_plan:
        return row
    is_new = row.pupil_id is None
    if is_new:
        row.pupil, row.matched_by, row.matched_at = child, by.user, timezone.now()
        _involve_police(sweep, child, by)
    _follow(row, sweep, child, follows, why.strip(), by)
    row.save()
    if is_new or follows is not Follows.LATER:
        record(
            pupil=child, case=row.case or _live_case(child), kind=EntryKind.SWEEP, by=by, on=sweep.on,
            text=_in_words(row, sweep, follows),
        )  # fmt: skip
    return row


def _locked_sweep(sweep: Sweep, by: Acting) -> Sweep:
    Sweep.objects.select_for_update().filter(pk=sweep.pk).values_list("pk").first()
    row: Sweep | None = Sweep.objects.permits(by, Permission.RUN_SWEEPS).filter(pk=sweep.pk).first()
    if row is None:
        raise NotAllowed("You may not record this sweep, or no longer.")
    return row


def _involve_police(sweep: Sweep, child: Pupil, by: Acting) -> None:
    """The police that stopped a child see that child's marks, until the day on which names are forgotten."""
    for agency in (sweep.agency, sweep.partner):
        live = Involvement.objects.live(by.on).filter(pupil=child, agency=agency)
        until = kept_until(sweep.on)
        if agency.kind == AgencyKind.POLICE and until >= by.on and not live.exists():
            Involvement.objects.create(
                pupil=child, agency=agency, basis=Basis.SWEEP, scope=Scope.MARKS, began_on=by.on, ended_on=until,
                granted_by=by.user,
            )  # fmt: skip


def _follow(row: Stop, sweep: Sweep, child: Pupil, follows: Follows, why: str, by: Acting) -> None:
    if follows is Follows.LEAVE:
        row.had_leave = True
    elif follows is Follows.NO_PLAN:
        row.had_leave, row.why_no_plan = False, why
    elif follows is Follows.PLAN:
        row.had_leave, row.case = False, _case_for(child, sweep, by)


def _case_for(child: Pupil, sweep: Sweep, by: Acting) -> Case:
    places = Enrolment.objects.filter(pupil=child, began_on__lte=by.on).select_related("school__team")
    place = places.exclude(ended_on__lt=by.on).order_by("-began_on", "-pk").first()
    if place is None:
        raise Refused(
            "The child is on no school’s roll today, so no team is responsible. Say why there is no plan."
        )
    reason = (
        f"Stopped in a truancy sweep on {in_words(sweep.on)} without leave: an attendance plan is to be made."
    )
    return open_case(pupil=child, school=place.school, reason=reason, by=by)[0]


def _live_case(child: Pupil) -> Case | None:
    return Case.objects.live().filter(pupil=child).first()


def _in_words(row: Stop, sweep: Sweep, follows: Follows) -> str:
    said = {
        Follows.PLAN: "An attendance plan is to be made.",
        Follows.NO_PLAN: f"No plan: {row.why_no_plan}",
        Follows.LEAVE: "The child had leave.",
        Follows.LATER: "Whether a plan is made is still to be decided.",
    }
    reason = f" Reason given: {row.reason_given}." if row.reason_given else ""
    where = f"{row.place}, {row.stopped_at:%H:%M}"
    outcome = Outcome(row.outcome).label
    return f"Stopped in a truancy sweep on {in_words(sweep.on)} ({where}). {outcome}.{reason} {said[follows]}"


def forget_stops(*, on: date) -> int:
    """Take the names, and what was said, off stops that nobody matched in twelve weeks; how many there were."""
    return Stop.objects.to_forget(on).update(
        forename="", surname="", told="", company="", reason_given="", forgotten_on=on
    )
