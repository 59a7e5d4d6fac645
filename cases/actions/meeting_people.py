"""Inviting people to a meeting, taking an invitation back, and answering one."""

from collections.abc import Sequence

from django.db import transaction

from agencies.acting import Acting
from agencies.models import Agency
from agencies.rules.roles import Permission
from cases.actions.doors import NotAllowed, Refused, require
from cases.actions.meetings import locked_meeting, tell_of, write_entry
from cases.models import Audience, Invitation, Meeting
from cases.queries.meetings import Candidate, candidates, is_sealed, may_reply
from cases.rules.meetings import Reply
from cases.workflow.meetings import MeetingState


@transaction.atomic
def invite(*, meeting: Meeting, keys: Sequence[str], by: Acting) -> list[Invitation]:
    """Invite people by the keys of `candidates`; who is invited already stays so. Each is told.

    An agency whose involvement is sealed is invited so that neither school nor family reads of it. Raises NotAllowed
    and Refused.
    """
    row = locked_meeting(meeting, by, open_to_change=True)
    offered = {each.key: each for each in candidates(row.pupil, by)}
    unknown = [key for key in keys if key not in offered]
    require(bool(keys) and not unknown, "Choose whom to invite from those around the child.")
    return [_invite(row, offered[key], by) for key in keys]


def _invite(meeting: Meeting, whom: Candidate, by: Acting) -> Invitation:
    found, is_new = Invitation.objects.get_or_create(
        meeting=meeting, kind=whom.kind, to=whom.agency, person=whom.person, contact=whom.contact,
        defaults={
            "pupil": meeting.pupil, "agency": by.agency, "by": by.user,
            "audience": _audience(meeting, whom.agency, by),
        },
    )  # fmt: skip
    if not is_new and found.withdrawn_on is None:
        return found
    if not is_new:
        found.withdrawn_on, found.reply, found.note = None, "", ""
        found.save(update_fields=["withdrawn_on", "reply", "note"])
    if meeting.state == MeetingState.ARRANGED:
        tell_of(found, meeting, f"invited:{found.pk}:v{meeting.version}", by)
    return found


def _audience(meeting: Meeting, agency: Agency | None, by: Acting) -> str:
    hidden = agency is not None and meeting.audience == Audience.SCHOOL
    sealed = hidden and agency is not None and is_sealed(meeting.pupil_id, agency, by.on)
    return Audience.AGENCIES if sealed else meeting.audience


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Acting) -> None:
    """Take an invitation back: the agency then reads nothing of the meeting by it; again changes nothing.

    Raises NotAllowed, and Refused once the meeting is over or where they came.
    """
    row = locked_meeting(invitation.meeting, by, open_to_change=True)
    held: Invitation = Invitation.objects.get(pk=invitation.pk, meeting=row)
    require(held.came != "came", "They came to the meeting: the record of that stays.")
    if held.withdrawn_on is None:
        Invitation.objects.filter(pk=held.pk).update(withdrawn_on=by.on)
        tell_of(held, row, f"uninvited:{held.pk}:v{row.version}", by, path="/meetings/")


@transaction.atomic
def reply(*, invitation: Invitation, answer: Reply, by: Acting, note: str = "") -> Invitation:
    """Answer an invitation, for oneself, one's agency, or for a family that said so; the last answer stands.

    Raises NotAllowed, and Refused once the meeting was held or called off.
    """
    Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).values_list("pk").first()
    rows = Invitation.objects.permits(by, Permission.ANSWER_REQUESTS).filter(withdrawn_on=None)
    held: Invitation | None = rows.select_related("meeting").filter(pk=invitation.pk).first()
    if held is None or not may_reply(held, by):
        raise NotAllowed("This invitation is not yours to answer.")
    if held.meeting.state != MeetingState.ARRANGED:
        raise Refused("The meeting is over, or cancelled: there is nothing to answer any more.")
    if (held.reply, held.note) == (answer.value, note.strip()):
        return held
    held.reply, held.note = answer.value, note.strip()
    held.save(update_fields=["reply", "note"])
    if answer is Reply.APOLOGIES and held.audience == held.meeting.audience:
        write_entry(held.meeting, f"{held.whom} cannot come to the meeting.", by)
    return held
