"""The form of an audit of a looked-after child's absence."""

from typing import Any

from django import forms

from cases.actions.looked_after import Agreed
from config.forms import DateField

LINES = 3


class AuditForm(forms.Form):
    """What was found."""

    findings = forms.CharField(
        label="What did the audit find?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The agencies that see the child’s casework will read this. The school will not.",
        error_messages={"required": "Write what the audit found"},
    )


class AgreedForm(forms.Form):
    """One agreed action; a line left empty altogether is none."""

    text = forms.CharField(label="Action", max_length=300, error_messages={"required": "Enter the action"})
    owner = forms.CharField(
        label="Who does it", max_length=120, error_messages={"required": "Enter who does it"}
    )
    due_on = DateField(label="By when")

    def agreed(self) -> Agreed:
        """What the action takes."""
        given: dict[str, Any] = self.cleaned_data
        return Agreed(given["text"], given["owner"], given["due_on"])


AgreedForms = forms.formset_factory(AgreedForm, extra=LINES, max_num=LINES, absolute_max=LINES)
