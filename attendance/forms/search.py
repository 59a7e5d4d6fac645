"""What is looked for, typed by a person."""

from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.queries.search import Terms
from config.forms import DateField

YEAR_GROUPS = [("", "Any year group"), ("R", "Reception"), *((str(n), f"Year {n}") for n in range(1, 14))]


class SearchForm(forms.Form):
    """A name, a UPN or a date of birth; a school and a year group narrow it."""

    name = forms.CharField(
        label="Name",
        required=False,
        min_length=2,
        max_length=100,
        error_messages={"min_length": "Enter at least two letters of the name"},
        help_text="First name, surname or both. Names that sound alike, and former names, are found too.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    upn = forms.CharField(
        label="UPN",
        required=False,
        max_length=20,
        help_text="A present or former unique pupil number.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    born_on = DateField(label="Date of birth", required=False)
    school: Any = forms.ModelChoiceField(
        label="School", queryset=None, required=False, empty_label="Any school"
    )
    year_group = forms.ChoiceField(label="Year group", choices=YEAR_GROUPS, required=False)

    def __init__(self, *args: Any, by: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = School.objects.permits(by, Permission.SEARCH).order_by("name")
        school: Any = self.fields["school"]
        school.queryset = schools

    def clean(self) -> dict[str, Any]:
        """A search says whom it looks for."""
        given = super().clean() or {}
        if not (self.errors or given.get("name") or given.get("upn") or given.get("born_on")):
            raise forms.ValidationError("Enter a name, a UPN or a date of birth.")
        return given

    def terms(self) -> Terms:
        """The search of a valid form."""
        school = self.cleaned_data["school"]
        return Terms(**{**self.cleaned_data, "school": school.pk if school else None})
