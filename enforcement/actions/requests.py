"""Asking for a penalty notice: a school, an officer or the police ask, and are told the result."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Membership
from agencies.rules.roles import ROLES, Permission
from agencies.rules.telling import Kind
from attendance.actions.doors import NotAllowed, locked
from attendance.models import Enrolment, Pupil, School
from cases.actions.doors import require
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind
from enforcement.models import Notice, NoticeRequest
from enforcement.models.notice import RequestState
from enforcement.queries.ground import kind_of
from enforcement.rules.issuing import School as HeldSchool
from enforcement.rules.issuing import school_refusal

P = Permission


@transaction.atomic
def request_notice(
    *, pupil: Pupil, school: School, first_on: date, last_on: date, reason: str, tried: str, by: Acting
) -> NoticeRequest:
    """Ask for a penalty notice about a child's absence; while one's agency has one open it is the one there is.

    Raises NotAllowed, and Refused for days ahead or in the wrong order, a child not on the school's roll, or a school
    for whose pupils no notice may be given.
    """
    child = locked(pupil, by, P.REQUEST_NOTICE)
    held: NoticeRequest | None = NoticeRequest.objects.filter(
        pupil=child, agency=by.agency, state=RequestState.OPEN
    ).first()
    if held is not None:
        return held
    require(bool(reason.strip()), "Say why a notice is asked for.")
    require(first_on <= last_on <= by.on, "The last day is not before the first, and not ahead.")
    rolls = Enrolment.objects.on_roll(by.on).filter(pupil=child, school=school)
    require(rolls.exists(), "The child is not on the roll of this school today.")
    said = school_refusal(
        HeldSchool(kind_of(school), is_in_wales=school.authority.gss_code.startswith("W")), by.on
    )
    require(not said, said)
    audience = Audience.SCHOOL if by.agency_id == school.agency_id else Audience.AGENCIES
    row = NoticeRequest.objects.create(
        pupil=child, school=school, first_on=first_on, last_on=last_on, reason=reason.strip(), tried=tried.strip(),
        agency=by.agency, by=by.user, audience=audience,
    )  # fmt: skip
    _write(row, f"{by.agency} asked for a penalty notice: {row.reason}", by)
    roles = [name for name, role in ROLES.items() if role.may(P.PREPARE_LEGAL)]
    team = Membership.objects.current(by.on).filter(agency=school.team_id, role_name__in=roles)
    tell(to=team, kind=Kind.APPROVAL_WANTED, key=f"notice-request:{row.pk}:sent", path=path_of(row), by=by)
    return row


@transaction.atomic
def refuse_request(*, row: NoticeRequest, answer: str, by: Acting) -> NoticeRequest:
    """Decide not to issue a notice that was asked for, with the reason; who asked is told. Raises Refused."""
    held = _locked(row, by)
    if held.state == RequestState.REFUSED:
        return held
    require(held.state == RequestState.OPEN, "It has been answered already.")
    require(bool(answer.strip()), "Say why: whoever asked reads it.")
    return _answer(held, RequestState.REFUSED, answer.strip(), by)


@transaction.atomic
def take_up_request(*, notice: Notice, by: Acting) -> None:
    """Say of the open requests about a child that a notice is being prepared. The caller has prepared it."""
    rows = NoticeRequest.objects.select_for_update(of=("self",))
    for row in rows.filter(pupil=notice.pupil_id, state=RequestState.OPEN).order_by("pk"):
        _answer(row, RequestState.TAKEN_UP, "It is being looked into by the authority.", by)
    newest = NoticeRequest.objects.filter(pupil=notice.pupil_id, state=RequestState.TAKEN_UP)
    if notice.request_id is None and (found := newest.order_by("-pk").first()) is not None:
        notice.request = found
        notice.save(update_fields=["request"])


def path_of(row: NoticeRequest) -> str:
    """Where a request is."""
    return f"/notice-requests/{row.ref}/"


def _locked(row: NoticeRequest, by: Acting) -> NoticeRequest:
    locked(row.pupil, by, P.PREPARE_LEGAL)
    rows = NoticeRequest.objects.permits(by, P.PREPARE_LEGAL).select_for_update(of=("self",))
    held: NoticeRequest | None = rows.filter(pk=row.pk).first()
    if held is None:
        raise NotAllowed("You may not answer this request, or no longer.")
    return held


def _answer(row: NoticeRequest, state: RequestState, answer: str, by: Acting) -> NoticeRequest:
    row.state, row.answer, row.answered_on = state, answer, by.on
    row.save(update_fields=["state", "answer", "answered_on"])
    said = (
        "It was decided not to issue a notice" if state == RequestState.REFUSED else "The request is taken up"
    )
    _write(row, f"{said}: {answer}", by)
    asked = Membership.objects.current(by.on).filter(agency=row.agency_id, user=row.by_id)
    tell(
        to=asked,
        kind=Kind.APPROVAL_ANSWERED,
        key=f"notice-request:{row.pk}:{state}",
        path=path_of(row),
        by=by,
    )
    return row


def _write(row: NoticeRequest, text: str, by: Acting) -> None:
    record(
        case=Case.objects.live().filter(pupil=row.pupil_id).first(), pupil=row.pupil, kind=EntryKind.LEGAL, text=text,
        by=by, audience=Audience(row.audience), link=path_of(row),
    )  # fmt: skip
