"""Meetings as steps of a story: one that was held and minuted, and one that is to come."""

from datetime import time, timedelta

from cases.actions.meeting_people import invite, reply
from cases.actions.meetings import Arranged, call_meeting, hold_meeting, invitations_to
from cases.actions.minutes import add_item, issue_minutes
from cases.demo.script import Scene, Step
from cases.models import Audience, Meeting
from cases.queries.meetings import candidates
from cases.rules.meetings import Came, MeetingKind, Reply


def met(ago: int, who: str, kind: MeetingKind, said: str, *decisions: str) -> Step:
    """A meeting of child, family and agencies was held on a day, and its minutes went out."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        meeting = _called(scene, who, ago, kind, 0)
        invited = invitations_to(meeting)
        came = {
            each.pk: Came.APOLOGIES if place == len(invited) - 1 else Came.CAME
            for place, each in enumerate(invited)
        }
        add_item(
            meeting=meeting, kind="item", title="How things are", said=said, audience=Audience.SCHOOL, by=by
        )
        held = hold_meeting(meeting=meeting, came=came, by=by)
        for decision in decisions:
            add_item(meeting=held, kind="decision", title=decision, audience=Audience.SCHOOL, by=by)
        issue_minutes(meeting=held, by=by)

    return do


def meets(who: str, kind: MeetingKind, ahead: int) -> Step:
    """A meeting is called for a day so many days ahead; the first agency has said that it comes."""

    def do(scene: Scene) -> None:
        meeting = _called(scene, who, 0, kind, ahead)
        first = next(each for each in invitations_to(meeting) if each.to_id is not None)
        reply(invitation=first, answer=Reply.COMING, by=scene.by(who, 0))

    return do


def _called(scene: Scene, who: str, ago: int, kind: MeetingKind, ahead: int) -> Meeting:
    by = scene.by(who, ago)
    arranged = Arranged(by.on + timedelta(days=ahead), time(10), "Civic Centre, room 4", by.user)
    meeting = call_meeting(
        cases=[scene.case], kind=kind, arranged=arranged, by=by, purpose="To agree what helps."
    )
    invite(
        meeting=meeting, keys=[each.key for each in candidates(scene.pupil, by) if each.person is None], by=by
    )
    return meeting
