"""Whose work is looked at."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agencies.models import User


class WhoseForm(forms.Form):
    """An officer whose work a manager looks at."""

    def __init__(self, officers: Sequence[User], data: Any = None) -> None:
        super().__init__(data)
        self.officers = {str(each.pk): each for each in officers}
        choices = [("", "My own work"), *((key, each.name) for key, each in self.officers.items())]
        self.fields["officer"] = forms.ChoiceField(choices=choices, label="Officer", required=False)

    def officer(self) -> User | None:
        """Who was chosen; nobody for one's own work, and where somebody else was named."""
        return self.officers.get(self.cleaned_data["officer"]) if self.is_valid() else None
