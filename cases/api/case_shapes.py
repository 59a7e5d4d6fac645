"""The shapes of cases, for programs."""

from rest_framework import serializers

from cases.api.asking import Key, PersonShape, WhoseShape
from cases.models import Audience, Case, EntryKind
from cases.models.case import STATES, HoldKind
from cases.workflow import MOVES

LARGEST = 2**31 - 1
NOTE = 50_000


class CaseShape(serializers.Serializer):
    """A child's case. `ref` names it in addresses."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    team = serializers.CharField(source="team.name", help_text="The locality team.")
    officer = serializers.SerializerMethodField(help_text="The officer's name; empty in the queue.")
    opened_on = serializers.DateField()
    allocated_on = serializers.DateField(allow_null=True)
    paused_until = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(help_text="Rises with each change; send back the one you saw.")

    def get_officer(self, row: Case) -> str:
        """The officer's name."""
        return row.officer.name if row.officer else ""


class HoldShape(serializers.Serializer):
    """What keeps a case from being closed."""

    kind = serializers.ChoiceField(HoldKind.choices)
    placed_on = serializers.DateField()


class CaseDetailShape(CaseShape):
    """A case with its outcome, what holds it, and the moves that this token may make."""

    outcome = serializers.CharField()
    holds = HoldShape(many=True)
    moves = serializers.ListField(child=serializers.CharField())


class EntryShape(WhoseShape):
    """One thing that happened, in words, as far as it is meant for the token's person."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(EntryKind.choices)
    on = serializers.DateField(help_text="The day it happened.")
    at = serializers.DateTimeField(help_text="When it was written down.")
    text = serializers.CharField()
    audience = serializers.ChoiceField(Audience.choices)
    corrects = serializers.IntegerField(
        source="corrects_id", allow_null=True, help_text="The entry that this one corrects."
    )


class ChoiceShape(serializers.Serializer):
    """Something that may be chosen: the key that is sent, and its words."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the words, not the serializer's own


class CaseChoicesShape(serializers.Serializer):
    """What may be sent about a case: what the pages would offer this person."""

    audiences = ChoiceShape(many=True, help_text="For whom something may be written.")
    readers = PersonShape(many=True, help_text="Who may be named where the audience is “named”.")
    officers = PersonShape(many=True, help_text="To whom the case may be allocated.")
    owners = ChoiceShape(many=True, help_text="Who may be given an action of the plan.")
    help = ChoiceShape(many=True, help_text="Practical help that may be picked for an action.")


class AudienceShape(serializers.Serializer):
    """For whom something is written."""

    audience = serializers.ChoiceField(Audience.choices)
    readers = serializers.ListField(
        child=Key(), required=False, help_text="People by number, where the audience is “named”."
    )


class NoteShape(AudienceShape):
    """A note for the timeline."""

    text = serializers.CharField(max_length=NOTE)


class CaseMoveShape(serializers.Serializer):
    """A move of the case, and what it asks for."""

    move = serializers.ChoiceField(list(MOVES))
    version = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="The version that was seen.")
    reason = serializers.CharField(max_length=2000, allow_blank=True, default="")
    officer = Key(
        required=False, allow_null=True, help_text="For “allocate” and “reopen”: from the case's choices."
    )
    until = serializers.DateField(required=False, allow_null=True, help_text="For “pause”.")
    for_school = serializers.CharField(
        max_length=2000, allow_blank=True, default="",
        help_text="What is added to the outcome that the school is given by itself.",
    )  # fmt: skip
    anyway = serializers.BooleanField(
        default=False, help_text="For “close”: although work is still open, as a refusal has said."
    )


class CaseDoneShape(serializers.Serializer):
    """Where a case is after a move."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    version = serializers.IntegerField()


class EntryDoneShape(serializers.Serializer):
    """The entry that was written."""

    id = serializers.IntegerField()
