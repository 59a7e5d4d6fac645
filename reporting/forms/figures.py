"""What is chosen and filled in about figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from attendance.models.school import Phase
from attendance.rules.register import year_in_words
from reporting.rules.indicators import INDICATORS

HUNDRED = Decimal(100)
SHORT = {"class": "govuk-input--width-5", "inputmode": "decimal"}


class TargetForm(forms.Form):
    """A target: of what, for which schools and year, how much, and where it comes from."""

    indicator = forms.ChoiceField(
        label="What is measured", choices=[(each.key, each.name) for each in INDICATORS.values()]
    )
    phase = forms.ChoiceField(label="Schools", required=False, choices=[("", "All schools"), *Phase.choices])
    year = forms.TypedChoiceField(label="Academic year", coerce=int)
    value = forms.DecimalField(
        label="Target",
        help_text="In the unit of the figure, such as 94.5 for a percentage or 18 for days.",
        min_value=Decimal(0),
        max_value=Decimal(1000),
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput(attrs=SHORT),
    )
    source = forms.CharField(
        label="Where it comes from",
        help_text="Such as: agreed by Cabinet on 5 March 2026.",
        max_length=120,
    )
    lead = forms.TypedChoiceField(label="Lead officer", help_text="Says why, where it is missed.", coerce=int)

    def __init__(self, *args: Any, year: int, leads: Mapping[int, str], mine: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead"]
        lead.choices = sorted(leads.items(), key=lambda each: each[1])
        self.initial.setdefault("lead", mine)
        field: Any = self.fields["year"]
        field.choices = [(each, year_in_words(each)) for each in range(year + 3, 2003, -1)]
        self.initial.setdefault("year", year)

    def clean(self) -> dict[str, Any]:
        """A percentage ends at a hundred: 945 is a 94.5 without its point."""
        given = self.cleaned_data
        measured, value = INDICATORS.get(given.get("indicator", "")), given.get("value")
        if measured and measured.unit == "%" and value is not None and value > HUNDRED:
            self.add_error("value", "Enter a percentage from 0 to 100, such as 94.5")
        return given


class ReasonForm(forms.Form):
    """Why a target was missed."""

    reason = forms.CharField(
        label="Why was it missed, and what is being done?",
        help_text="Everybody who may see figures reads it. Write nothing about a child or a family.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ComparisonsForm(forms.Form):
    """The region and the statistical neighbours, from the areas that published figures are held for."""

    region = forms.ChoiceField(label="Region", required=False)
    neighbours = forms.MultipleChoiceField(
        label="Statistical neighbours",
        help_text="The authorities most like yours, by whichever list you use. Choose up to 20.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        regions: Sequence[tuple[str, str]],
        authorities: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["region"]
        choice.choices = [("", "None"), *regions]
        many: Any = self.fields["neighbours"]
        many.choices = list(authorities)


class PublishedForm(forms.Form):
    """One of the department's files."""

    file = forms.FileField(
        label="File of attendance or absence statistics",
        help_text="CSV as downloaded from Explore education statistics, or a zip with one in it.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )
