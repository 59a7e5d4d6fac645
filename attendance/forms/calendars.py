"""The forms by which a school's calendar, or the authority's, is changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from attendance.actions.school_calendars import KIND_WORDS
from attendance.rules.calendar import Term
from config.forms import DateField

SESSIONS = [("", "The whole day"), ("0", "Morning only"), ("1", "Afternoon only")]
WEEKDAYS = list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
TERMS = ("Autumn", "Spring", "Summer")


def _session() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Which sessions?",
        choices=SESSIONS,
        coerce=int,
        empty_value=None,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )


def _reason(required: bool, hint: str) -> forms.CharField:
    return forms.CharField(
        label="Why" if required else "Why (optional)",
        required=required,
        help_text=hint,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DaysForm(forms.Form):
    """Days that become INSET, open or holiday."""

    kind = forms.ChoiceField(
        label="What are these days?",
        choices=list(KIND_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what these days are"},
    )
    first = DateField(label="First day")
    last = DateField(label="Last day (optional)", required=False, help_text="Leave empty for one day.")
    session = _session()
    reason = _reason(required=False, hint="Such as: governors’ decision of 5 March 2026.")

    def clean(self) -> dict[str, Any]:
        """One day where no last day is given."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("first") and not given.get("last"):
            given["last"] = given["first"]
        return given


class ClosureForm(forms.Form):
    """A day on which the school had to close."""

    on = DateField(label="Day")
    session = _session()
    reason = _reason(required=True, hint="Such as: no heating, snow, polling station.")


class WeekForm(forms.Form):
    """The weekdays on which a school meets."""

    weekdays = forms.TypedMultipleChoiceField(
        label="On which days does the school meet?",
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the days on which the school meets"},
    )
    reason = _reason(required=True, hint="Such as: the school keeps Sunday to Thursday.")


class TermsForm(forms.Form):
    """Three terms with their half terms."""

    reason = _reason(required=False, hint="Such as: agreed by the cabinet on 5 March 2026.")

    def __init__(self, *args: Any, held: Mapping[str, Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TERMS:
            for part, label in _PARTS.items():
                key = f"{name.lower()}_{part}"
                self.fields[key] = DateField(
                    label=f"{name} term {label}", initial=_initial(held.get(name), part)
                )
        self.order_fields([*(key for key in self.fields if key != "reason"), "reason"])

    def terms(self) -> dict[str, Term]:
        """The terms by name, once the form is valid."""
        given = self.cleaned_data
        return {
            name: Term(
                given[f"{name.lower()}_began"],
                given[f"{name.lower()}_ended"],
                (given[f"{name.lower()}_half_began"], given[f"{name.lower()}_half_ended"]),
            )
            for name in TERMS
        }


_PARTS = {
    "began": "begins on",
    "half_began": "half term begins on",
    "half_ended": "half term ends on",
    "ended": "ends on",
}


def _initial(term: Term | None, part: str) -> date | None:
    if term is None:
        return None
    if part in ("began", "ended"):
        return term.began_on if part == "began" else term.ended_on
    return None if term.half_term is None else term.half_term[part == "half_ended"]
