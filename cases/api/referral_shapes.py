"""The shapes of referrals, for programs."""

from typing import Any

from rest_framework import serializers

from cases.api.asking import Key, PersonShape
from cases.forms.referrals import LONG
from cases.models import DeclineReason, EvidenceKind, Referral, ReferralEvidence, ReferralQuestion
from cases.models.referral import STATES
from cases.rules.referral import Tried

LARGEST_URN = 2**31 - 1


class ReferralShape(serializers.Serializer):
    """A referral of a child by a school or an officer. `ref` names it in addresses."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    agency = serializers.CharField(source="agency.name", help_text="Who refers.")
    submitted_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True, help_text="The last day for the team's answer.")
    stopped_on = serializers.DateField(
        allow_null=True, help_text="The day since which the school has a question: the clock stands still."
    )
    decided_on = serializers.DateField(allow_null=True)
    declined_because = serializers.ChoiceField(DeclineReason.choices, allow_blank=True)
    case = serializers.SerializerMethodField(help_text="The reference of the case it led to; else empty.")
    version = serializers.IntegerField(help_text="Rises with each change; send back the one you saw.")

    def get_case(self, row: Referral) -> str:
        """The case's reference."""
        return row.case.ref if row.case else ""


class LetterShape(serializers.Serializer):
    """A warning letter to one parent; `parent` is left out where no parent is held."""

    parent = Key(  # type: ignore[assignment]  # a child's parent, not the serializer's own
        required=False, allow_null=True, help_text="From `parents` of the referral."
    )
    on = serializers.DateField()


class TriedShape(serializers.Serializer):
    """Something that the school tried, or has arranged."""

    kind = serializers.ChoiceField([each.value for each in Tried])
    on = serializers.DateField()
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class DraftShape(serializers.Serializer):
    """Everything a draft says. It is replaced as a whole, and what is left out is empty."""

    worry = serializers.CharField(max_length=LONG, allow_blank=True, default="")
    safeguarding = serializers.CharField(max_length=LONG, allow_blank=True, default="")
    child_views = serializers.CharField(max_length=LONG, allow_blank=True, default="")
    parent_views = serializers.CharField(max_length=LONG, allow_blank=True, default="")
    letters = LetterShape(many=True, required=False)
    tried = TriedShape(many=True, required=False)


class BeginShape(DraftShape):
    """A child to refer, and what the draft says."""

    pupil = serializers.SlugField(max_length=10, help_text="The child's reference.")
    school = serializers.IntegerField(
        min_value=1, max_value=LARGEST_URN, required=False,
        help_text="A URN, where the child is on the roll of more than one school of yours.",
    )  # fmt: skip


class VersionShape(serializers.Serializer):
    """The version that was seen."""

    version = serializers.IntegerField(min_value=1, max_value=LARGEST_URN)


class SaveShape(DraftShape, VersionShape):
    """A draft as it is to be, and the version that was seen."""


class TextShape(serializers.Serializer):
    """A question, or the answer to one."""

    text = serializers.CharField(max_length=LONG)


class ReasonShape(serializers.Serializer):
    """Why it is withdrawn; a draft needs no reason."""

    reason = serializers.CharField(max_length=LONG, allow_blank=True, default="")


class AcceptShape(serializers.Serializer):
    """Who takes the case; nobody leaves it in the queue."""

    officer = Key(required=False, allow_null=True, help_text="From `officers` of the referral.")
    reason = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="Why another than the named officer."
    )
    for_school = serializers.CharField(
        max_length=2000, allow_blank=True, default="", help_text="What is added to what the school is told."
    )


class DeclineShape(serializers.Serializer):
    """Why it is declined, and what the school should do now."""

    because = serializers.ChoiceField(DeclineReason.choices)
    text = serializers.CharField(max_length=LONG)


class ReferralDoneShape(serializers.Serializer):
    """Where a referral is after an act."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    version = serializers.IntegerField()
    case = serializers.CharField(help_text="The reference of the case it led to; else empty.")


class CriterionShape(serializers.Serializer):
    """One of the authority's criteria, on the day one looks."""

    key = serializers.CharField()
    title = serializers.CharField()
    met = serializers.BooleanField()
    sentence = serializers.CharField()
    met_on = serializers.DateField(allow_null=True, help_text="The day on which it will be met by itself.")


class EvidenceShape(serializers.Serializer):
    """What the school did, and when."""

    kind = serializers.ChoiceField(EvidenceKind.choices)
    parent = serializers.SerializerMethodField(  # type: ignore[assignment]  # as above
        help_text="To whom a letter went; else empty."
    )
    on = serializers.DateField()
    note = serializers.CharField()

    def get_parent(self, row: ReferralEvidence) -> str:
        """The parent's name."""
        return str(row.parent) if row.parent else ""


class QuestionShape(serializers.Serializer):
    """What the team asked, and what was answered."""

    text = serializers.CharField()
    asked_by = serializers.CharField(source="asked_by.name")
    asked_on = serializers.DateField()
    answer = serializers.CharField()
    answered_by = serializers.SerializerMethodField(help_text="Empty while nobody has answered.")
    answered_on = serializers.DateField(allow_null=True)

    def get_answered_by(self, row: ReferralQuestion) -> str:
        """The person's name."""
        return row.answered_by.name if row.answered_by else ""


class ReferralMoreShape(serializers.Serializer):
    """What a referral says, how it stands to the criteria, and what this token may do about it."""

    worry = serializers.CharField()
    safeguarding = serializers.CharField()
    child_views = serializers.CharField()
    parent_views = serializers.CharField()
    decision = serializers.CharField()
    evidence = EvidenceShape(many=True)
    questions = QuestionShape(many=True)
    criteria = CriterionShape(many=True)
    ready = serializers.BooleanField(help_text="Whether every criterion is met today.")
    ready_on = serializers.DateField(allow_null=True, help_text="When it will be, if nothing has to be done.")
    moves = serializers.ListField(child=serializers.CharField())
    parents = PersonShape(many=True, help_text="To whom a warning letter goes separately.")
    officers = PersonShape(many=True, help_text="Who may take the case, where the token may accept it.")


class ReferralDetailShape(ReferralShape, ReferralMoreShape):
    """A referral in full."""


def draft_data(said: dict[str, Any]) -> dict[str, Any]:
    """A draft as the page's form is posted."""
    data = {name: said[name] for name in ("worry", "safeguarding", "child_views", "parent_views")}
    for letter in said.get("letters", ()):
        data[f"letter_{letter.get('parent') or 0}"] = letter["on"]
    for tried in said.get("tried", ()):
        data |= {f"on_{tried['kind']}": tried["on"], f"note_{tried['kind']}": tried["note"]}
    return data
