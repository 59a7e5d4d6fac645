"""The forms of a plan: its aim, targets, actions, and who agreed."""

from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.models import Agency
from agencies.rules.roles import Permission
from attendance.models import Contact, Involvement
from cases.actions.plan_actions import OwnedBy
from cases.forms.cases import audience_fields
from cases.models import Audience, Case, How, Plan
from cases.queries.people import audiences_for, members_with, people_on
from cases.rules.factors import HELP, help_for
from cases.rules.targets import MEASURE_CHOICES
from config.forms import DateField

CHILD = "child"


class AimForm(forms.Form):
    """What a plan is for."""

    aim = forms.CharField(
        label="What do we want?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In plain words: child, parents, school and every agency read this.",
        error_messages={"required": "Say what the plan is for"},
    )


class ChangeForm(AimForm):
    """A plan's aim and its next review."""

    review_on = DateField(label="Review by")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        initial = {"aim": plan.aim, "review_on": plan.review_on, "version": plan.version}
        super().__init__(data, initial=initial)


class TargetForm(forms.Form):
    """What is to change, by how much and by when."""

    measure = forms.ChoiceField(
        label="What is measured?", choices=MEASURE_CHOICES, widget=forms.RadioSelect,
        error_messages={"required": "Choose what is measured"},
    )  # fmt: skip
    baseline_on = DateField(
        label="Measured from the register at",
        help_text="The six weeks up to this day are the starting point.",
    )
    goal = forms.IntegerField(
        label="Target", min_value=0, max_value=400,
        help_text="Attendance in per cent; anything else in sessions from then on, two to a day.",
        error_messages={"required": "Give a number"},
    )  # fmt: skip
    by_on = DateField(label="By when?")


class ActionForm(forms.Form):
    """Who does what by when, and who reads of it."""

    help = forms.ChoiceField(
        label="Practical help", required=False, help_text="Pick one, or write the action yourself."
    )
    what = forms.CharField(
        label="What will be done?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DateField(label="By when?")

    def __init__(
        self, case: Case, by: Acting, factors: set[str], *, picked: str = "", data: Any = None
    ) -> None:
        super().__init__(data, initial={"help": picked})
        self.agencies = {f"agency-{each.pk}": each for each in _involved(case, by)}
        keys = [each.pk for each in self.agencies.values()]
        found = members_with(Permission.LOG_WORK, keys, by.on, case.pupil)
        self.people = {f"person-{each.agency_id}-{each.user_id}": each for each in found}
        contacts = Contact.objects.visible_to(by).filter(pupil=case.pupil, ended_on=None)
        self.contacts = {f"parent-{each.pk}": each for each in contacts.select_related("parent")}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a choice field's
            ("", "Choose"), (CHILD, "The child"),
            *((key, str(each.parent)) for key, each in self.contacts.items()),
            *((each.name, self._at(key, each)) for key, each in self.agencies.items()),
        ]  # fmt: skip
        picks = [(each.key, each.action) for each in help_for(factors)]
        self.fields["help"].choices = [("", "None"), *picks]  # type: ignore[attr-defined]  # a choice field's
        self.fields |= audience_fields(audiences_for(by), people_on(case, by))
        self.fields["audience"].initial = Audience.SCHOOL

    def _at(self, key: str, agency: Agency) -> list[tuple[str, str]]:
        """An agency as owner, or one of its people."""
        people = [(k, f"{each.user.name}, {agency.name}") for k, each in self.people.items()]
        held = [pair for pair in people if self.people[pair[0]].agency_id == agency.pk]
        return [(key, agency.name), *held]

    def clean(self) -> dict[str, Any]:
        """Words of one's own, else those of the help that was picked."""
        given = super().clean() or {}
        picked = HELP.get(given.get("help", ""))
        given["what"] = given.get("what") or (picked.action if picked else "")
        if not given["what"]:
            self.add_error("what", "Pick practical help or say what will be done")
        return given

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        key = kept.pop("owner")
        member = self.people.get(key)
        owner = OwnedBy(
            agency=member.agency if member else self.agencies.get(key),
            person=member.user if member else None,
            contact=self.contacts.get(key),
        )
        return {**kept, "owner": owner, "audience": Audience(kept["audience"])}


def _involved(case: Case, by: Acting) -> list[Agency]:
    live = Involvement.objects.live(by.on).filter(pupil=case.pupil_id)
    return list(Agency.objects.filter(pk__in=live.values("agency")).order_by("name"))


class EndForm(forms.Form):
    """Why a plan ends."""

    reason = forms.CharField(
        label="Why does the plan end?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Child, parents, school and every agency of the plan may read this.",
        error_messages={"required": "Say why the plan ends"},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, initial={"version": plan.version})


class DoneForm(forms.Form):
    """What came of an action."""

    outcome = forms.CharField(
        label="What came of it?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    dropped = forms.BooleanField(
        label="It is not needed any more", required=False, help_text="Say above why."
    )


class AgreeForm(forms.Form):
    """When a party agreed, and how."""

    on = DateField(label="When did they agree?")
    how = forms.ChoiceField(
        label="How?", choices=How.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how they agreed"},
    )  # fmt: skip
