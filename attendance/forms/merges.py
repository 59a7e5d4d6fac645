"""The decision to merge two records of one child."""

from typing import Any

from django import forms

from attendance.models import Pupil


class MergeForm(forms.Form):
    """Which record stays, and why the two are of one child."""

    stays = forms.ChoiceField(
        label="Which record stays?",
        help_text="Its name and number stay in front; the other’s become former ones.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the record that stays"},
    )
    entered_twice = forms.BooleanField(
        label="The school entered this child twice: leave the second enrolment and its marks behind",
        required=False,
    )
    reason = forms.CharField(
        label="How do you know that they are one child?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter how you know that they are one child"},
    )

    def __init__(self, *args: Any, one: Pupil, other: Pupil, overlap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.ref, f"{each}, {each.upn or 'no UPN'}") for each in (one, other)]
        if not overlap:
            del self.fields["entered_twice"]
        stays: Any = self.fields["stays"]
        stays.choices = choices
