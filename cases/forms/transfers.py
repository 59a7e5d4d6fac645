"""The forms of transfers."""

from typing import Any

from django import forms

from agencies.models import Agency
from cases.rules.transfers import HANDED


class TransferForm(forms.Form):
    """Which team takes the case over, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    team: Any = forms.ModelChoiceField(
        queryset=None, label="Which team takes it over?", empty_label="Choose a team",
        error_messages={"required": "Choose a team"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?",
        help_text="The agencies on the case read this, the school does not.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the reason stays on the record"},
    )

    def __init__(self, teams: list[Agency], version: int, data: Any = None) -> None:
        super().__init__(data, initial={"version": version})
        team: Any = self.fields["team"]
        team.queryset = Agency.objects.filter(pk__in=[each.pk for each in teams]).order_by("name")


class TransferAwayForm(forms.Form):
    """Which authority takes the case over, who there, and what was handed over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    authority = forms.CharField(
        label="Which local authority takes the case over?",
        max_length=100,
        error_messages={"required": "Say which authority takes the case over"},
    )
    receiver = forms.CharField(
        label="Who there has taken it over?",
        help_text="Name and office. Hand the papers over by your authority’s secure way first.",
        max_length=200,
        error_messages={"required": "Say who has taken it over"},
    )
    handed = forms.MultipleChoiceField(
        label="What was handed over?",
        choices=list(HANDED.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say what was handed over"},
    )
    reason = forms.CharField(
        label="Anything else about why? (optional)",
        help_text="The agencies on the case read this, the school does not.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, version: int, data: Any = None) -> None:
        super().__init__(data, initial={"version": version})
