"""Meetings of a case: who is invited, what is spoken of and decided, and the papers that go out."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import stands
from agencies.models import Agency
from agencies.storage import Shelf
from agencies.visibility import Viewer
from attendance.models import Address, Contact
from attendance.models.pupil import new_ref
from cases.models.audience import Audience, Shared, SharedQuerySet
from cases.models.case import Case
from cases.models.plan import PartyKind
from cases.rules.meetings import CAME_CHOICES, KIND_CHOICES, REPLY_CHOICES
from cases.workflow.meetings import MEETING_LABELS, MeetingState, meeting_transitions

PAPERS = Shelf("meeting-papers")


def _invited(by: Viewer) -> models.QuerySet[Any]:
    """The meetings to which an agency of this person is invited."""
    rows = Invitation._default_manager.filter(to__in=by.reach, withdrawn_on__isnull=True)
    return rows.order_by().values("meeting")


class MeetingQuerySet(SharedQuerySet):
    """A meeting is meant for whom its caller chose, and for the agencies that are invited."""

    def meant_for(self, by: Viewer) -> Q:
        """The condition that a meeting is meant for this person."""
        return super().meant_for(by) | Q(pk__in=_invited(by))


class OfMeetingQuerySet(SharedQuerySet):
    """What is meant for everybody in the room is also for the agencies that are invited."""

    def meant_for(self, by: Viewer) -> Q:
        """The condition that a part of a meeting is meant for this person."""
        return super().meant_for(by) | Q(audience=Audience.SCHOOL, meeting__in=_invited(by))


class InvitationQuerySet(OfMeetingQuerySet):
    """An invitation is also for the agency that is invited."""

    def meant_for(self, by: Viewer) -> Q:
        """The condition that an invitation is meant for this person."""
        return super().meant_for(by) | Q(to__in=by.reach)


class Meeting(Shared):
    """A meeting about one child. One about several has a row for each, with the same `together`, and mixes nothing.

    `agency` called it and keeps its record; `chair_name` is for a chair who does not sign in here.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=17, choices=KIND_CHOICES)
    on = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    chair: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=9,
        choices=[(s.value, MEETING_LABELS[s]) for s in MeetingState],
        default=MeetingState.ARRANGED,
    )
    why = models.CharField(max_length=500, blank=True)
    minutes_due_on = models.DateField(null=True, blank=True)
    together = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset than the abstract row has

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "on", "starts_at"],
                condition=Q(state=MeetingState.ARRANGED),
                name="one_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(chair__isnull=False) | ~Q(chair_name=""), name="meeting_has_a_chair"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-on"], name="meetings_of_case"),
            models.Index(fields=["agency", "state", "on"], name="meetings_of_agency"),
            models.Index(
                fields=["together"], condition=Q(together__isnull=False), name="meetings_held_together"
            ),
        ]
        triggers = [pgtrigger.FSM(name="meeting_moves", field="state", transitions=meeting_transitions())]

    @property
    def chaired_by(self) -> str:
        """The chair's name."""
        return self.chair.name if self.chair_id else self.chair_name


class Invitation(Shared):
    """Somebody asked to a meeting, what they answered, and whether they came."""

    meeting: Any = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=6, choices=PartyKind)
    to: Any = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact: Any = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply = models.CharField(max_length=9, choices=REPLY_CHOICES, blank=True)
    note = models.CharField(max_length=500, blank=True)
    came = models.CharField(max_length=9, choices=CAME_CHOICES, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    unnamed = False  # where whoever reads it may not know who the child's parents are

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset than the abstract row has

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "to", "person", "contact"],
                nulls_distinct=False,
                name="invited_once_to_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(kind=PartyKind.AGENCY, to__isnull=False, contact__isnull=True)
                | Q(kind=PartyKind.PARENT, to__isnull=True, person__isnull=True, contact__isnull=False)
                | Q(kind=PartyKind.CHILD, to__isnull=True, person__isnull=True, contact__isnull=True),
                name="invited_is_who_it_says",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to", "meeting"], condition=Q(withdrawn_on__isnull=True), name="invitations_of_agency"
            )
        ]

    @property
    def whom(self) -> str:
        """Who is invited, in words."""
        if self.kind == PartyKind.CHILD:
            return str(self.pupil.known_as or self.pupil.forename)
        if self.kind == PartyKind.PARENT and self.unnamed:
            return "A parent"
        if self.kind == PartyKind.PARENT:
            return str(self.contact.parent)
        return f"{self.person.name}, {self.to}" if self.person_id else str(self.to)


class MeetingItem(Shared):
    """A point of the agenda with what was said of it, or something that was decided; each for whom it is meant.

    A `fixed` one stays; `facts` is what the register says, filled in by itself.
    """

    class Kind(models.TextChoices):
        """What it is."""

        ITEM = "item", "Point of the agenda"
        DECISION = "decision", "Decision"

    meeting: Any = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=500)
    said = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    fixed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = OfMeetingQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset than the abstract row has

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fixed=False) | Q(kind="item"), name="fixed_points_are_points")
        ]
        indexes = [models.Index(fields=["meeting", "kind", "id"], name="items_of_meeting")]
        triggers = [
            pgtrigger.Protect(
                name="fixed_point_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__fixed=True),
            )
        ]


class MeetingPaper(Shared):
    """What went out: a copy of the minutes for its readers, or a letter to a parent. Never changed.

    `number` counts issues of the minutes; of a letter it is the meeting's version that it tells of.
    """

    class Kind(models.TextChoices):
        """For whom it is."""

        SCHOOL = "school", "Minutes for the school"
        AGENCIES = "agencies", "Minutes for the agencies"
        FAMILY = "family", "Minutes for the family"
        LETTER = "letter", "Letter"

    meeting: Any = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=Kind)
    contact: Any = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address: Any = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField()
    on = models.DateField()
    file = models.CharField(max_length=60, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "contact", "number"],
                nulls_distinct=False,
                name="one_meeting_paper_once",
            ),
            models.CheckConstraint(
                condition=Q(address__isnull=True) | Q(kind="letter"), name="only_letters_have_addresses"
            ),
        ]
        triggers = stands(
            "paper",
            "meeting_id",
            "kind",
            "address_id",
            "number",
            "on",
            "file",
            "digest",
            "audience",
            "agency_id",
        )
