"""What kinds of meeting there are, what each must speak of, and by when its minutes are due.

Sources: the attendance strategy of January 2007, section 8: reviews of looked-after children and child-protection
reviews carry attendance as a set item. The record of a review of a looked-after child is with everybody within
20 working days (Independent Reviewing Officers' Handbook, 2010); that other minutes follow within 10 is the service's
own standard.
"""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Final

from attendance.rules.calendar import add_working_days


class MeetingKind(StrEnum):
    """A kind of meeting."""

    SCHOOL = "school"
    PANEL = "panel"
    MULTI_AGENCY = "multi_agency"
    REVIEW = "review"
    CARE_REVIEW = "care_review"
    PROTECTION_REVIEW = "protection_review"


K = MeetingKind
KIND_LABELS: Mapping[MeetingKind, str] = {
    K.SCHOOL: "Meeting at school with parents",
    K.PANEL: "Attendance panel",
    K.MULTI_AGENCY: "Multi-agency meeting",
    K.REVIEW: "Review of the plan",
    K.CARE_REVIEW: "Review of a looked-after child",
    K.PROTECTION_REVIEW: "Child-protection review",
}
KIND_CHOICES = [(kind.value, KIND_LABELS[kind]) for kind in MeetingKind]
# A letter to a family says no more than this.
KIND_FOR_FAMILY: Mapping[MeetingKind, str] = {
    K.SCHOOL: "a meeting at school",
    K.PANEL: "a meeting of the attendance panel",
    K.MULTI_AGENCY: "a meeting with the people who help",
    K.REVIEW: "a meeting to look at the plan",
    K.CARE_REVIEW: "a review meeting",
    K.PROTECTION_REVIEW: "a review meeting",
}
# Kinds that say what only agencies on the case may know, so that a school does not call them.
OF_CASEWORK = (K.CARE_REVIEW, K.PROTECTION_REVIEW)
ATTENDANCE: Final = "Attendance"
ATTENDANCE_IS_SET = (K.CARE_REVIEW, K.PROTECTION_REVIEW)
MINUTES_WITHIN: Final = 10
"""Working days within which minutes are due."""
CARE_MINUTES_WITHIN: Final = 20


class Reply(StrEnum):
    """What somebody invited answered."""

    COMING = "coming"
    APOLOGIES = "apologies"


class Came(StrEnum):
    """Whether somebody invited was there."""

    CAME = "came"
    APOLOGIES = "apologies"
    ABSENT = "absent"


REPLY_CHOICES = [(Reply.COMING.value, "Coming"), (Reply.APOLOGIES.value, "Sends apologies")]
CAME_CHOICES = [
    (Came.CAME.value, "Came"),
    (Came.APOLOGIES.value, "Sent apologies"),
    (Came.ABSENT.value, "Did not come"),
]


def clock(at: time) -> str:
    """An hour as GOV.UK's style has it: 9:05am, 10am, midday."""
    if (at.hour, at.minute) in ((0, 0), (12, 0)):
        return "midday" if at.hour else "midnight"
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def has_set_item(kind: MeetingKind) -> bool:
    """Whether attendance stays on the agenda whatever anybody wishes."""
    return kind in ATTENDANCE_IS_SET


def minutes_due(kind: MeetingKind, held_on: date) -> date:
    """The last day for the minutes of a meeting."""
    return add_working_days(held_on, CARE_MINUTES_WITHIN if kind is K.CARE_REVIEW else MINUTES_WITHIN)
