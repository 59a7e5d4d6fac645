"""The form by which an open point is decided."""

from typing import Any

from django import forms

from attendance.rules.answers import BOUNDS
from attendance.rules.open_points import OpenPoint
from config.forms import DateField


class DecisionForm(forms.Form):
    """An answer, the day from which it holds and why."""

    began_on = DateField(
        label="From which day?",
        help_text="Today or later. Nights counted before keep what applied then.",
    )
    reason = forms.CharField(
        label="Why",
        help_text="Everybody who may see figures reads it, such as: agreed with heads on 5 March 2026.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, point: OpenPoint[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _answer_field(point)
        self.order_fields(["value", "began_on", "reason"])


def _answer_field(point: OpenPoint[Any]) -> forms.Field:
    if isinstance(point.default, bool):
        return forms.TypedChoiceField(
            label="The answer",
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda given: given == "yes",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose yes or no"},
        )
    least, greatest = BOUNDS[point.key]
    return forms.IntegerField(
        label="The answer",
        help_text=f"A whole number from {least} to {greatest}.",
        min_value=least,
        max_value=greatest,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
