"""Calling a meeting, rearranging it, calling it off, and saying that it was held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid4

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Membership, User
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from agencies.words import date as in_words
from cases.actions.doors import NotAllowed, locked_case, require, same_version
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, Invitation, Meeting, MeetingItem
from cases.queries.meetings import attendance_facts, called_before, kinds_for, path_of, runs
from cases.queries.people import members_with
from cases.rules.meetings import (
    ATTENDANCE,
    CAME_CHOICES,
    KIND_LABELS,
    Came,
    MeetingKind,
    clock,
    has_set_item,
    minutes_due,
)
from cases.workflow.meetings import MEETING_MOVES, MeetingState, closed_refusal, meeting_refusal

P = Permission


@dataclass(frozen=True)
class Arranged:
    """When and where a meeting is, and who chairs it: somebody who signs in here, or else a name."""

    on: date
    starts_at: time
    place: str
    chair: User | None = None
    chair_name: str = ""


@transaction.atomic
def call_meeting(
    *,
    cases: Sequence[Case],
    kind: MeetingKind,
    arranged: Arranged,
    by: Acting,
    purpose: str = "",
    audience: Audience = Audience.SCHOOL,
) -> Meeting:
    """Call a meeting about one child, or about several at once: each has its own record, and nothing is mixed.

    Returns that of the first case. The same called again is the same meeting. Raises NotAllowed, and Refused for a
    day gone by, a closed case, and a meeting without a chair.
    """
    if not by.may(P.LOG_WORK):
        raise NotAllowed("You may not call a meeting.")
    together = uuid4() if len(cases) > 1 else None
    made = [_call(case, kind, arranged, by, purpose, audience, together) for case in cases]
    return made[0]


def _call(
    case: Case,
    kind: MeetingKind,
    arranged: Arranged,
    by: Acting,
    purpose: str,
    audience: Audience,
    together: UUID | None,
) -> Meeting:
    row = locked_case(case, by, P.VIEW_CASE)
    if (held := called_before(row, kind, arranged.on, arranged.starts_at)) is not None:
        return held
    require(kind in kinds_for(by), "Your agency does not call meetings of this kind.")
    require(row.is_live, "The case is closed. Open it again before calling a meeting.")
    require(
        audience not in (Audience.NAMED, Audience.LEGAL), "Choose the school, the agencies or your agency."
    )
    _check(arranged, by)
    meeting: Meeting = Meeting.objects.create(
        case=row, pupil=row.pupil, kind=kind, on=arranged.on, starts_at=arranged.starts_at, place=arranged.place,
        chair=arranged.chair, chair_name=arranged.chair_name, purpose=purpose, audience=audience, agency=by.agency,
        by=by.user, together=together,
    )  # fmt: skip
    MeetingItem.objects.create(
        meeting=meeting, pupil=row.pupil, kind="item", title=ATTENDANCE, fixed=has_set_item(kind), agency=by.agency,
        by=by.user, audience=audience, facts=attendance_facts(row.pupil_id, by.on),
    )  # fmt: skip
    write_entry(meeting, f"{KIND_LABELS[kind]} arranged: {when_and_where(meeting)}.", by)
    return meeting


def _check(arranged: Arranged, by: Acting) -> None:
    require(arranged.on >= by.on, f"The day must be {in_words(by.on)} or later.")
    require(bool(arranged.place.strip()), "Say where the meeting is.")
    require(arranged.chair is not None or bool(arranged.chair_name.strip()), "Say who chairs the meeting.")


def when_and_where(meeting: Meeting) -> str:
    """When and where a meeting is, and who chairs it."""
    return (
        f"{in_words(meeting.on)} at {clock(meeting.starts_at)}, {meeting.place}. Chair: {meeting.chaired_by}"
    )


def locked_meeting(meeting: Meeting, by: Acting, *, open_to_change: bool = False) -> Meeting:
    """The meeting's row, locked, if this person keeps its record. Raises NotAllowed, and Refused once it is over."""
    Meeting.objects.select_for_update().filter(pk=meeting.pk).order_by().values_list("pk").first()
    row: Meeting | None = Meeting.objects.permits(by, P.LOG_WORK).filter(pk=meeting.pk).first()
    if row is None or not runs(row, by):
        raise NotAllowed("Only the agency that called the meeting may do that.")
    if open_to_change:
        refusal = closed_refusal(MeetingState(row.state))
        require(not refusal, refusal)
    return row


@transaction.atomic
def rearrange(*, meeting: Meeting, arranged: Arranged, version: int, by: Acting) -> Meeting:
    """Move a meeting to another day, hour, place or chair, with those about brothers and sisters; all invited are told.

    The same again changes nothing. Raises NotAllowed, ChangedMeanwhile and Refused.
    """
    row = locked_meeting(meeting, by)
    now = (arranged.on, arranged.starts_at, arranged.place, arranged.chair, arranged.chair_name)
    if row.version == version + 1 and now == (row.on, row.starts_at, row.place, row.chair, row.chair_name):
        return row
    same_version(row.version, version)
    _allow(row, "rearrange")
    _check(arranged, by)
    for each in _all_of(row, by):
        each.on, each.starts_at, each.place = arranged.on, arranged.starts_at, arranged.place
        each.chair, each.chair_name, each.version = arranged.chair, arranged.chair_name, each.version + 1
        each.save()
        _ask_again(each)
        write_entry(each, f"{each.get_kind_display()} rearranged: {when_and_where(each)}.", by)
        _tell_invited(each, f"v{each.version}", by)
    return Meeting.objects.get(pk=row.pk)


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Acting) -> Meeting:
    """Call a meeting off, with those about brothers and sisters; all invited are told. Again changes nothing.

    Raises NotAllowed, and Refused without a reason or once it was held.
    """
    row = locked_meeting(meeting, by)
    if row.state == MeetingState.CANCELLED:
        return row
    _allow(row, "cancel")
    require(bool(reason.strip()), "Say why it is cancelled.")
    for each in _all_of(row, by):
        each.state, each.why, each.version = MeetingState.CANCELLED, reason.strip(), each.version + 1
        each.save()
        write_entry(each, f"{each.get_kind_display()} of {in_words(each.on)} cancelled. {each.why}", by)
        _tell_invited(each, "cancelled", by)
    return Meeting.objects.get(pk=row.pk)


@transaction.atomic
def hold_meeting(*, meeting: Meeting, came: Mapping[int, Came], by: Acting) -> Meeting:
    """Say that a meeting was held and who came, by the keys of invitations; again, what was said last stands.

    The register's words are filled in anew for the day of the meeting, and the minutes' clock begins. Raises
    NotAllowed, and Refused before the day, without anybody, or once it is over.
    """
    row = locked_meeting(meeting, by, open_to_change=True)
    require(row.on <= by.on, f"The meeting is on {in_words(row.on)}: say who came from that day on.")
    invited = list(invitations_to(row))
    require(any(came.get(each.pk) is Came.CAME for each in invited), "Say who came: at least one person did.")
    for each in invited:
        each.came = came.get(each.pk, "")
    Invitation.objects.bulk_update(invited, ["came"])
    if row.state == MeetingState.HELD:
        return row
    MeetingItem.objects.filter(meeting=row, title=ATTENDANCE, kind="item").update(
        facts=attendance_facts(row.pupil_id, row.on)
    )
    row.state, row.version = MeetingState.HELD, row.version + 1
    row.minutes_due_on = minutes_due(MeetingKind(row.kind), row.on)
    row.save()
    text = f"{row.get_kind_display()} held, {row.place}. Chair: {row.chaired_by}.{_who_came(row, invited)}"
    write_entry(row, text, by, kind=EntryKind.MEETING, on=row.on)
    return row


@transaction.atomic
def amend(*, meeting: Meeting, reason: str, by: Acting) -> Meeting:
    """Open minutes that were issued, to put something right; what was issued stays. Raises NotAllowed and Refused."""
    row = locked_meeting(meeting, by)
    if row.state == MeetingState.HELD and row.why == reason.strip():
        return row
    _allow(row, "amend")
    require(bool(reason.strip()), "Say what is to be put right.")
    row.state, row.why, row.version = MeetingState.HELD, reason.strip(), row.version + 1
    row.save()
    write_entry(row, f"The minutes of {in_words(row.on)} are being amended.", by)
    return row


def invitations_to(meeting: Meeting) -> Sequence[Invitation]:
    """Everybody who is invited, as the record keeper must know them."""
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_on=None).order_by("pk")
    return list(rows.select_related("to", "person", "contact__parent", "pupil"))


def write_entry(
    meeting: Meeting, text: str, by: Acting, *, kind: EntryKind = EntryKind.INVITATION, on: date | None = None
) -> None:
    """One entry of the timeline for whom the meeting is meant."""
    record(
        case=meeting.case, kind=kind, text=text, by=by, on=on, audience=Audience(meeting.audience),
        readers=meeting.readers.all(), link=path_of(meeting),
    )  # fmt: skip


def tell_of(
    invitation: Invitation,
    meeting: Meeting,
    key: str,
    by: Acting,
    *,
    kind: Kind = Kind.MEETING,
    path: str = "",
) -> None:
    """Tell the person invited, or those of the agency who answer for it, without saying about whom."""
    if invitation.to_id is None:
        return
    people: list[Membership] = members_with(P.ANSWER_REQUESTS, [invitation.to_id], by.on, meeting.pupil)
    if invitation.person_id is not None:
        people = [each for each in people if each.user_id == invitation.person_id]
    tell(to=people, kind=kind, key=f"meeting:{meeting.pk}:{key}", path=path or path_of(meeting), by=by)


def _tell_invited(meeting: Meeting, key: str, by: Acting) -> None:
    for invitation in invitations_to(meeting):
        tell_of(invitation, meeting, key, by)


def _ask_again(meeting: Meeting) -> None:
    """An answer for another day is no answer."""
    Invitation.objects.filter(meeting=meeting).update(reply="", note="")


def _all_of(row: Meeting, by: Acting) -> list[Meeting]:
    """The meeting with those held together with it whose record this person keeps, locked in order."""
    if row.together is None:
        return [row]
    rows = Meeting.objects.permits(by, P.LOG_WORK).filter(together=row.together, state=MeetingState.ARRANGED)
    keys = sorted(rows.filter(agency__in=by.reach).values_list("pk", flat=True))
    return list(Meeting.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _allow(row: Meeting, key: str) -> None:
    refusal = meeting_refusal(MeetingState(row.state), MEETING_MOVES[key])
    require(not refusal, refusal)


def _who_came(meeting: Meeting, invited: Sequence[Invitation]) -> str:
    """Who came and who did not, of those whom all readers of the meeting may know of."""
    words = dict(CAME_CHOICES)
    told = [each for each in invited if each.audience == meeting.audience and each.came]
    return "".join(
        f"\n{words[value]}: {', '.join(each.whom for each in told if each.came == value)}."
        for value in words
        if any(each.came == value for each in told)
    )
