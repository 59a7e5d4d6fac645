"""The form for joining a case to others."""

from typing import Any

from django import forms


class JoinForm(forms.Form):
    """Which case of a brother or sister is worked on together with this one."""

    other: Any = forms.ModelChoiceField(
        queryset=None, label="Whose case is worked on together with this one?", widget=forms.RadioSelect,
        empty_label=None, to_field_name="ref", error_messages={"required": "Choose a case"},
    )  # fmt: skip

    def __init__(self, cases: Any, data: Any = None) -> None:
        super().__init__(data)
        other: Any = self.fields["other"]
        other.queryset = cases
        other.label_from_instance = lambda case: f"{case.pupil}, {case.school.name}"
