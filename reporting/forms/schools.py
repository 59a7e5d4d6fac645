"""What is filled in about a school's plan."""

from decimal import Decimal
from typing import Any

from django import forms

from attendance.rules.register import year_in_words
from config.forms import DateField
from reporting.models import ActionState
from reporting.rules.indicators import IN_BREAKDOWNS


class ActionForm(forms.Form):
    """An action of the plan."""

    what = forms.CharField(
        label="What will be done?", help_text="Write nothing about a child or a family.", max_length=300
    )
    lead = forms.CharField(label="Who leads it?", max_length=120)
    due_on = DateField(label="By when?")


class ReviewForm(forms.Form):
    """What became of an action."""

    state = forms.ChoiceField(
        label="What became of it?",
        choices=ActionState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )
    became = forms.CharField(
        label="In a sentence or two", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SchoolTargetForm(forms.Form):
    """A target of one school."""

    indicator = forms.ChoiceField(
        label="What is measured", choices=[(each.key, each.name) for each in IN_BREAKDOWNS]
    )
    year = forms.TypedChoiceField(label="Academic year", coerce=int)
    value = forms.DecimalField(
        label="Target",
        help_text="A percentage, such as 94.5",
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["year"]
        choice.choices = [(each, year_in_words(each)) for each in (year, year + 1)]


class ConcernForm(forms.Form):
    """Why a school is of concern."""

    reason = forms.CharField(
        label="Why is this school of concern?",
        help_text="The school and its officers read it.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
