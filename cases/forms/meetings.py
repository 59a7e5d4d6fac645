"""Forms of meetings."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.models import Agency
from attendance.models import Contact, Involvement, Pupil
from cases.actions.meetings import Arranged
from cases.actions.plan_actions import OwnedBy
from cases.models import Audience, Case, Invitation, Meeting, MeetingItem
from cases.queries.meetings import Candidate, cases_to_join, kinds_for, narrower
from cases.queries.people import people_around
from cases.rules.meetings import CAME_CHOICES, KIND_LABELS, REPLY_CHOICES, Came, MeetingKind, Reply
from config.forms import DateField

WHO_READS = {
    Audience.SCHOOL: "The school, every agency on the case, and the family in their notes",
    Audience.AGENCIES: "The agencies on the case, not the school and not the family",
    Audience.AGENCY: "My agency only",
}


def _words(
    label: str, missing: str, *, rows: int = 4, required: bool = True, hint: str = "", most: int = 20_000
) -> Any:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _audience(label: str, offered: Sequence[Audience], hint: str = "") -> forms.TypedChoiceField:
    choices = [(each.value, WHO_READS[each]) for each in offered if each in WHO_READS]
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=choices, coerce=Audience, widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )  # fmt: skip


class WhenForm(forms.Form):
    """When and where a meeting is, and who chairs it."""

    on = DateField(label="Which day?", error_messages={"required": "Enter the day"})
    starts_at = forms.TimeField(
        label="At what time?",
        help_text="For example 09:30 or 14:00.",
        input_formats=("%H:%M", "%H.%M"),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": "Enter the time", "invalid": "Enter a time like 09:30"},
    )
    place = forms.CharField(label="Where?", max_length=200, error_messages={"required": "Say where it is"})
    chair_name = forms.CharField(
        label="Or somebody else (optional)",
        help_text="The name of a chair who does not use this service, such as an independent reviewing officer.",
        max_length=120,
        required=False,
    )

    def __init__(self, pupil: Pupil, by: Acting, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={"chair": by.user_id, **(initial or {})})
        self.fields["chair"] = forms.ModelChoiceField(
            people_around(pupil, by), label="Who chairs it?", required=False, empty_label="Somebody else"
        )

    def clean(self) -> dict[str, Any]:
        """There is a chair, one alone."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("chair") and not given.get("chair_name"):
            self.add_error("chair", "Say who chairs it")
        if given.get("chair") and given.get("chair_name"):
            self.add_error(
                "chair_name", "Choose one chair: leave this empty, or choose “Somebody else” above"
            )
        return given

    def arranged(self) -> Arranged:
        """What the action takes."""
        given = self.cleaned_data
        return Arranged(given["on"], given["starts_at"], given["place"], given["chair"], given["chair_name"])


class CallForm(WhenForm):
    """What meeting it is, about whom else, and who may know of it."""

    field_order = ("kind", "on", "starts_at", "place", "chair", "chair_name", "purpose", "audience", "also")

    def __init__(self, case: Case, by: Acting, data: Any = None) -> None:
        super().__init__(case.pupil, by, data)
        self.fields["kind"] = forms.TypedChoiceField(
            label="What kind of meeting?", coerce=MeetingKind, widget=forms.RadioSelect,
            choices=[(kind.value, KIND_LABELS[kind]) for kind in kinds_for(by)],
            error_messages={"required": "Choose what kind of meeting it is"},
        )  # fmt: skip
        self.fields["purpose"] = _words(
            "What is it for? (optional)", "", required=False, most=5000,
            hint="Everybody invited reads this, and the family in their notes: nothing told in confidence.",
        )  # fmt: skip
        self.fields["audience"] = _audience(
            "Who may know of this meeting?", tuple(WHO_READS),
            "They read what kind of meeting it is. An agency that you invite knows of it too.",
        )  # fmt: skip
        joined = cases_to_join(case, by)
        if joined:
            self.fields["also"] = forms.ModelMultipleChoiceField(
                joined, label="Is it also about a brother or sister?", required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Each child gets a record of their own. What you write of one stays out of the others’.",
            )  # fmt: skip
            self.fields["also"].label_from_instance = lambda row: str(row.pupil)  # type: ignore[attr-defined]  # of this kind of field
        self.order_fields(self.field_order)


class RearrangeForm(WhenForm):
    """Another day, hour, place or chair."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, meeting: Meeting, by: Acting, data: Any = None) -> None:
        held = {
            name: getattr(meeting, name) for name in ("on", "starts_at", "place", "chair_name", "version")
        }
        super().__init__(meeting.pupil, by, data, {**held, "chair": meeting.chair_id})
        self.order_fields(("on", "starts_at", "place", "chair", "chair_name"))


class ReasonForm(forms.Form):
    """Why."""

    def __init__(self, label: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"] = _words(label, "Say it in a sentence", rows=3, most=500)


class CameForm(forms.Form):
    """Who came, one question for each person invited."""

    def __init__(self, invited: Sequence[Invitation], data: Any = None) -> None:
        super().__init__(data)
        for each in invited:
            first = each.came or ("apologies" if each.reply == Reply.APOLOGIES else "")
            self.fields[f"came_{each.pk}"] = forms.ChoiceField(
                label=each.whom, choices=CAME_CHOICES, widget=forms.RadioSelect, initial=first,
                error_messages={"required": f"Say whether {each.whom} came"},
            )  # fmt: skip

    def came(self) -> dict[int, Came]:
        """What the action takes."""
        return {int(name.partition("_")[2]): Came(value) for name, value in self.cleaned_data.items()}


class InviteForm(forms.Form):
    """Whom to invite."""

    def __init__(self, offered: Sequence[Candidate], data: Any = None) -> None:
        super().__init__(data)
        groups = {"child": "The family", "parent": "The family", "agency": "Agencies and their people"}
        choices: dict[str, list[tuple[str, str]]] = {}
        for each in offered:
            choices.setdefault(groups[each.kind], []).append((each.key, each.label))
        self.fields["keys"] = forms.MultipleChoiceField(
            label="Whom do you invite?", choices=[*choices.items()], widget=forms.CheckboxSelectMultiple,
            help_text="Agencies find the invitation under “Meetings”. Parents get a letter, which you print.",
            error_messages={"required": "Choose whom to invite"},
        )  # fmt: skip


class ReplyForm(forms.Form):
    """Whether somebody comes."""

    answer = forms.TypedChoiceField(
        label="Are you coming?", choices=REPLY_CHOICES, coerce=Reply, widget=forms.RadioSelect,
        error_messages={"required": "Say whether you are coming"},
    )  # fmt: skip
    note = forms.CharField(
        label="Anything to say with it? (optional)", max_length=500, required=False,
        help_text="Whoever may know of the meeting reads this.",
    )  # fmt: skip


class ItemForm(forms.Form):
    """A point of the agenda with what was said, or a decision."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, meeting: Meeting, kind: str, item: MeetingItem | None = None, data: Any = None
    ) -> None:
        held = (
            {name: getattr(item, name) for name in ("title", "said", "audience", "version")} if item else {}
        )
        super().__init__(data, initial=held or {"audience": meeting.audience})
        decided = kind == MeetingItem.Kind.DECISION
        if item is None or not item.fixed:
            label = "What was decided?" if decided else "What is to be spoken of?"
            self.fields["title"] = _words(label, "Say what it is", rows=2, most=500)
        if not decided:
            self.fields["said"] = _words(
                "What was said? (optional)",
                "",
                rows=8,
                required=False,
                hint="Write this at the meeting or after it.",
            )
        self.fields["audience"] = _audience(
            "Who may read it?", narrower(meeting.audience),
            "It goes into the copies of the minutes for these readers, and into no other.",
        )  # fmt: skip


class MeetingActionForm(forms.Form):
    """An action that was agreed: it becomes part of the plan's actions."""

    what = _words("What is to be done?", "Say what is to be done", rows=3, most=2000)
    due_on = DateField(label="By when?", error_messages={"required": "Enter the day"})

    def __init__(self, meeting: Meeting, by: Acting, data: Any = None) -> None:
        super().__init__(data, initial={"audience": meeting.audience})
        owners = _owners(meeting, by)
        self.owners = {key: owner for key, _, owner in owners}
        self.fields["owner"] = forms.ChoiceField(
            label="Who does it?", choices=[("", "Choose one"), *((key, words) for key, words, _ in owners)],
            error_messages={"required": "Choose who does it"},
        )  # fmt: skip
        self.fields["audience"] = _audience(
            "Who may read it?", narrower(meeting.audience), "One for the family too becomes part of the plan."
        )
        self.order_fields(("what", "owner", "due_on", "audience"))

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "owner": self.owners[self.cleaned_data["owner"]]}


def _owners(meeting: Meeting, by: Acting) -> list[tuple[str, str, OwnedBy]]:
    """Who may own an action: the child, the parents one may see, and the agencies involved."""
    pupil = meeting.pupil
    contacts = Contact.objects.visible_to(by).filter(pupil=pupil, ended_on=None).select_related("parent")
    involved = Involvement.objects.live(by.on).filter(pupil=pupil)
    agencies = Agency.objects.filter(pk__in=involved.values("agency")).order_by("name", "pk")
    return [
        ("child", str(pupil), OwnedBy()),
        *(
            (f"parent-{each.pk}", str(each.parent), OwnedBy(contact=each))
            for each in contacts.order_by("order", "pk")
        ),
        *((f"agency-{each.pk}", str(each), OwnedBy(agency=each)) for each in agencies),
    ]
