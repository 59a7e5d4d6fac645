"""Whose work is looked at."""

from typing import Any

from django import forms


class WhoseForm(forms.Form):
    """An officer whose work a manager looks at."""

    def __init__(self, officers: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["officer"] = forms.ModelChoiceField(
            officers, label="Officer", required=False, empty_label="My own work"
        )
