"""The form of a decision about a circumstance of care."""

from typing import Any

from django import forms

from cases.models.care import CIRCUMSTANCES, EFFECTS
from cases.rules.care import Circumstance, Effect
from config.forms import DateField


class CareForm(forms.Form):
    """Which circumstance, what it does, why and until when."""

    kind = forms.TypedChoiceField(
        label="Circumstance",
        choices=CIRCUMSTANCES,
        coerce=Circumstance,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a circumstance"},
    )
    effect = forms.TypedChoiceField(
        label="What does it do?",
        choices=EFFECTS,
        coerce=Effect,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it does"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agencies on the case will read this. The school will not.",
        error_messages={"required": "Say why: the reason stays on the record"},
    )
    until = DateField(
        label="Last day",
        required=False,
        help_text="After it the record speaks again. Leave empty for no end.",
    )

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "effect", "reason", "until")}
