"""What is filled in about initiatives."""

from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import School
from cases.forms.changed import VERSION
from config.forms import DateField
from reporting.models import Initiative

MOST_NUMBERS = 500
ENDS_BEFORE = "The last day is before the first"


class Dated(forms.Form):
    """Days that must be in order."""

    def clean(self) -> dict[str, Any]:
        """The last day is no earlier than the first."""
        given = super().clean() or {}
        began_on, ended_on = given.get("began_on"), given.get("ended_on")
        if ended_on and "began_on" in given and began_on is None and "began_on" not in self.errors:
            self.add_error("began_on", "Enter the first day too")
        elif began_on and ended_on and ended_on < began_on:
            self.add_error("ended_on", ENDS_BEFORE)
        return given


class InitiativeForm(Dated):
    """An initiative of the register."""

    name = forms.CharField(label="Name", max_length=120)
    about = forms.CharField(
        label="What is it?", help_text="Everybody who may see figures reads it.", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    began_on = DateField(label="From when here?", required=False)
    ended_on = DateField(label="Until when? Leave empty while it runs.", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, row: Initiative, data: Any = None) -> "InitiativeForm":
        """The form as an initiative stands."""
        initial = {name: getattr(row, name) for name in ("name", "about", "began_on", "ended_on", VERSION)}
        return cls(data, initial=initial)


class PlaceForm(Dated):
    """A school of an initiative."""

    school = forms.ModelChoiceField(
        label="School", queryset=School.objects.none(), empty_label="Choose a school"
    )
    began_on = DateField(label="From when?")
    ended_on = DateField(label="Until when? Leave empty while it is in it.", required=False)

    def __init__(self, *args: Any, by: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.queryset = School.objects.permits(by, Permission.VIEW_SCHOOL).order_by("name")


class PupilsForm(Dated):
    """Pupils of an initiative."""

    numbers = forms.CharField(
        label="Unique pupil numbers (UPN), one on each line",
        help_text=f"At most {MOST_NUMBERS}. Numbers of pupils whose records you may not open are left out.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )
    began_on = DateField(label="From when?")
    ended_on = DateField(label="Until when? Leave empty while they are in it.", required=False)

    def clean_numbers(self) -> list[str]:
        """The numbers without blanks, each once."""
        found = list(dict.fromkeys(self.cleaned_data["numbers"].upper().split()))
        if len(found) > MOST_NUMBERS:
            raise forms.ValidationError(f"Enter at most {MOST_NUMBERS} numbers at once")
        return found
