"""The forms by which a part-time timetable is agreed, changed and ended."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from attendance.models import Enrolment, Timetable
from attendance.rules.timetables import REQUIRED, SESSIONS_A_WEEK
from config.forms import DateField

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HALVES = ("morning", "afternoon")


def _sessions_of(weeks: set[str]) -> list[tuple[int, str]]:
    """The sessions of the weekdays on which one of these schools meets, by place in the week."""
    days = {int(day) for week in weeks for day in week}
    return [(2 * day + half, f"{_DAYS[day]} {_HALVES[half]}") for day in sorted(days) for half in (0, 1)]


class TimetableForm(forms.Form):
    """Which sessions, why, from when until when, and when it is reviewed."""

    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions does the pupil come for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the sessions for which the pupil comes"},
    )
    reason = forms.CharField(
        label="Why, and who agreed",
        help_text="Such as: return after an operation; agreed with the parents and the school nurse.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    began_on = DateField(label="First day")
    ended_on = DateField(label="Last day", required=False, help_text="Usually within six weeks.")
    review_on = DateField(
        label="Review on",
        help_text="Without a review nothing is agreed.",
        error_messages={"required": "Enter the day on which the timetable will be reviewed"},
    )
    long_agreed = forms.BooleanField(
        label="It is to last longer than six weeks, or without an end", required=False
    )

    def __init__(self, *args: Any, weeks: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["sessions"]
        sessions.choices = _sessions_of(weeks)

    def clean_sessions(self) -> str:
        """Fourteen characters, Monday morning to Sunday afternoon."""
        held = set(self.cleaned_data["sessions"])
        return "".join(REQUIRED if place in held else "0" for place in range(SESSIONS_A_WEEK))


class AgreementForm(TimetableForm):
    """A new timetable, at one of the pupil's schools."""

    enrolment: "forms.ModelChoiceField[Enrolment]" = forms.ModelChoiceField(
        label="At which school?", queryset=Enrolment.objects.none(), empty_label=None
    )
    field_order = ("enrolment",)

    def __init__(self, *args: Any, enrolments: QuerySet[Enrolment], **kwargs: Any) -> None:
        held = list(enrolments)
        super().__init__(*args, weeks={each.school.school_week for each in held}, **kwargs)
        field: Any = self.fields["enrolment"]
        field.queryset = enrolments
        field.label_from_instance = lambda enrolment: enrolment.school.name
        self.initial.setdefault("enrolment", held[0].pk if held else None)


class EndForm(forms.Form):
    """The last day of a timetable."""

    ended_on = DateField(label="Last day", help_text="From the next day the pupil comes for every session.")


def held_values(timetable: Timetable) -> dict[str, Any]:
    """A timetable as the initial values of its form."""
    held = [place for place, mark in enumerate(timetable.sessions) if mark == REQUIRED]
    return {
        "sessions": held,
        "reason": timetable.reason,
        "ended_on": timetable.ended_on,
        "review_on": timetable.review_on,
    }
