"""The decision whether two records are of one child."""

from typing import Any

from django import forms

from attendance.models import Pupil

TWO_CHILDREN = "two-children"


class MergeForm(forms.Form):
    """Whether the two are one child, which record stays if so, and how somebody knows."""

    stays = forms.ChoiceField(
        label="Are they one child?",
        help_text="The name and number of the record that stays are in front; the other’s become former ones.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they are one child, and which record stays"},
    )
    entered_twice = forms.BooleanField(
        label="The school entered this child twice: leave the second enrolment and its marks behind",
        required=False,
    )
    reason = forms.CharField(
        label="How do you know?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter how you know whether they are one child"},
    )

    def __init__(self, *args: Any, one: Pupil, other: Pupil, overlap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.ref, f"Yes: {each}, {each.upn or 'no UPN'}, stays") for each in (one, other)]
        choices.append((TWO_CHILDREN, "No: they are two children"))
        if not overlap:
            del self.fields["entered_twice"]
        stays: Any = self.fields["stays"]
        stays.choices = choices
