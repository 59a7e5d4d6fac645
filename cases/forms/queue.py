"""The forms of the queue."""

from typing import Any

from django import forms


class AllocateForm(forms.Form):
    """Who takes the cases that were chosen."""

    officer: Any = forms.ModelChoiceField(
        queryset=None, label="Officer", required=False, empty_label="The named officer of each school"
    )
    reason = forms.CharField(
        label="Why another than the named officer?",
        help_text="Only where you choose somebody else. The schools do not read it.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, officers: Any, data: Any = None) -> None:
        super().__init__(data)
        officer: Any = self.fields["officer"]
        officer.queryset = officers
