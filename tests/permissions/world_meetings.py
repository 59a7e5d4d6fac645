"""Meetings in the world of the canaries: for each child one of every audience, with everything in it."""

from datetime import time

from cases.models import Invitation, Meeting, MeetingItem, MeetingPaper
from tests.permissions.rules import addressed, meant_for
from tests.permissions.world import Aviary, Child


def add_meetings(aviary: Aviary, child: Child, audiences: list[str]) -> None:
    """A meeting of each audience, called by the officer; the police are invited to the one that is for all."""
    for kind in ("meetings", "invitations", "meeting_items", "meeting_papers"):
        setattr(child.rows, kind, [])
    for number, audience in enumerate(audiences):
        _meeting(aviary, child, audience, number)


def _meeting(aviary: Aviary, child: Child, audience: str, number: int) -> None:
    held, people = aviary.world.people["welfare_officer"], aviary.world.people
    readers = [people[name].user for name in ("nurse", "team_manager")] if audience == "named" else []
    keys = tuple(user.pk for user in readers)
    to = people["police_officer"].agency if audience == "school" else people["youth_offending"].agency
    beside = {"pupil": child.pupil, "agency": held.agency, "by": held.user, "audience": audience}
    rule = meant_for(child.pupil.pk, held.agency_id, audience, held.user_id, keys, (to.pk,))
    meeting = Meeting.objects.create(
        case=child.rows.case, kind="panel", on=aviary.on, starts_at=time(9 + number), **beside,
        **aviary.cage.texts("cases.Meeting", child.name, rule, leave="ref"),
    )  # fmt: skip
    invitation = Invitation.objects.create(
        meeting=meeting,
        kind="agency",
        to=to,
        **beside,
        **aviary.cage.texts("cases.Invitation", child.name, rule),
    )
    inside = meant_for(
        child.pupil.pk, held.agency_id, audience, held.user_id, keys, (to.pk,) if audience == "school" else ()
    )
    item = MeetingItem.objects.create(
        meeting=meeting, kind="item", **beside, **aviary.cage.texts("cases.MeetingItem", child.name, inside)
    )
    paper = MeetingPaper.objects.create(
        meeting=meeting, kind="agencies", number=1, on=aviary.on, file="nowhere", digest="0" * 64, **beside
    )
    for row, kind in (
        (meeting, "meetings"), (invitation, "invitations"), (item, "meeting_items"), (paper, "meeting_papers"),
    ):  # fmt: skip
        row.readers.set(readers)
        getattr(child.rows, kind).append(row)
    assert addressed(meeting) == (to.pk,)
