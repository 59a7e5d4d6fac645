"""Transferring a case to another locality team, or to another local authority."""

from collections.abc import Collection

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Agency, AgencyKind, User
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from attendance.actions.involvements import follow_case, leave_case
from cases.actions.cases import case_link, members_of, move_case
from cases.actions.doors import NotAllowed, Refused, locked_case, require, same_version
from cases.actions.feedback import tell_school
from cases.actions.plan_actions import finish_action
from cases.actions.requests import move_request
from cases.actions.timeline import record
from cases.models import AgencyRequest, Audience, Case, EntryKind, PlanAction
from cases.queries.people import members_with
from cases.queries.plan_words import may_finish
from cases.queries.transfers import school_for
from cases.rules.transfers import handed_over
from cases.workflow import State
from cases.workflow.requests import OPEN

TRIAGE = Permission.TRIAGE


@transaction.atomic
def transfer_to_team(*, case: Case, team: Agency, reason: str, version: int, by: Acting) -> Case:
    """Give a case to another locality team of the authority, in whose queue it waits for an officer.

    The new team sees the child because it has the case; the old one only as long as the roll or something else says
    so. The same twice is done once. Raises NotAllowed for who allocates for neither team, ChangedMeanwhile, and
    Refused for a closed case, another kind of agency, or no reason.
    """
    row = locked_case(case, by, TRIAGE)
    if row.team_id == team.pk and row.version == version + 1:
        return row
    if row.team_id not in by.reach and team.pk not in by.reach:
        raise NotAllowed("You do not allocate the cases of either team, or no longer.")
    same_version(row.version, version)
    _can_go(row, team, reason, by)
    old, before = row.team, row.officer
    row.school = school_for(row, team, by)
    row.team, row.officer, row.state, row.queued_on = team, None, State.REFERRED, by.on
    row.paused_from, row.paused_until, row.version = "", None, row.version + 1
    row.save()
    follow_case(pupil=row.pupil, team=team, by=by)
    leave_case(pupil=row.pupil, team=old, by=by)
    said = f"The case was transferred from {old} to {team}, where it waits for an officer."
    link = case_link(row)
    record(case=row, kind=EntryKind.CASE, text=said, by=by, audience=Audience.SCHOOL, link=link)
    record(case=row, kind=EntryKind.CASE, text=f"Why it was transferred: {reason}", by=by, link=link)
    _tell(row, old, before, by)
    return row


def _can_go(row: Case, team: Agency, reason: str, by: Acting) -> None:
    require(row.is_live, "The case is closed. Open it again before it is transferred.")
    require(team.pk != row.team_id, f"{team} has the case already.")
    fits = team.kind == AgencyKind.LOCALITY_TEAM and team.is_open
    require(fits and team.authority_id == row.team.authority_id, "Choose an open team of the same authority.")
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    able = not row.pupil.restricted or bool(members_with(TRIAGE, [team.pk], by.on, row.pupil))
    require(
        able,
        f"The record is restricted, and nobody who allocates in {team} is named for it. Name them first.",
    )


def _tell(row: Case, old: Agency, before: User | None, by: Acting) -> None:
    """Tell those who allocate in the new team, the officer who had the case, and the school."""
    key = f"case:{row.pk}:{row.version}"
    to = members_with(TRIAGE, [row.team_id], by.on, row.pupil)
    tell(to=to, kind=Kind.CASE_TRANSFERRED, key=f"{key}:transferred", path="/queue/", by=by)
    taken = members_of(before, old.pk, by.on)
    tell(to=taken, kind=Kind.CASE_TAKEN, key=f"{key}:taken", path="/cases/", by=by)
    tell_school(case=row, key=f"{key}:school", by=by)


@transaction.atomic
def transfer_away(
    *,
    case: Case,
    authority: str,
    receiver: str,
    handed: Collection[str],
    reason: str,
    version: int,
    by: Acting,
) -> Case:
    """Hand a case over to another local authority: it is closed here, with what was handed to whom and why.

    Requests to agencies are taken back, so that their access ends, and open actions are dropped. The same twice is
    done once. Raises NotAllowed, ChangedMeanwhile, and Refused where nothing was handed over, a hold keeps the case,
    or another agency's request is open.
    """
    row = locked_case(case, by, TRIAGE)
    if row.state == State.CLOSED and row.version == version + 1:
        return row
    if row.team_id not in by.reach:
        raise NotAllowed("You do not allocate the cases of this team, or no longer.")
    require(
        bool(authority.strip() and receiver.strip()),
        "Say which authority takes the case over, and who there.",
    )
    require(bool(handed_over(handed)), "Say what was handed over.")
    went = f"The child’s case went to {authority}."
    _end_requests(row, went, by)
    for action in PlanAction.objects.visible_to(by).filter(case=row, done_on__isnull=True, dropped=False):
        if may_finish(action, by):
            finish_action(action=action, outcome=went, by=by, dropped=True)
    closed = move_case(
        case=row, move="close", reason=f"Transferred to {authority}. {reason}".strip(), by=by, version=version,
        anyway=True, for_school=f"{authority} goes on with the child’s case.",
    )  # fmt: skip
    text = f"Handed over to {receiver}, {authority}: {handed_over(handed)}."
    record(case=closed, kind=EntryKind.CASE, text=text, by=by, link=case_link(closed))
    leave_case(pupil=closed.pupil, team=closed.team, by=by)
    return closed


def _end_requests(row: Case, why: str, by: Acting) -> None:
    for request in AgencyRequest.objects.filter(case=row, state__in=OPEN).select_related("to", "agency"):
        if request.agency_id not in by.reach:
            raise Refused(f"{request.agency} has a request open with {request.to}: it ends that first.")
        move_request(row=request, move="revoke", reason=why, by=by)
