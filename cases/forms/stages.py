"""The forms of a stage of coming back."""

from typing import Any

from django import forms

from attendance.rules.register import SESSIONS_A_DAY
from attendance.rules.timetables import REQUIRED, SESSIONS_A_WEEK
from cases.actions.stages import NewStage
from cases.rules.stages import DAYS
from config.forms import DateField

HALVES = ("morning", "afternoon")


class StageForm(forms.Form):
    """From when until when, for which sessions, and what the stage is for."""

    began_on = DateField(label="First day")
    ended_on = DateField(label="Last day")
    sessions = forms.TypedMultipleChoiceField(
        label="Which sessions does the child come for?", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the sessions for which the child comes"},
    )  # fmt: skip
    aim = forms.CharField(
        label="What is this stage for?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In plain words: who meets the child, where they work, what comes next. The family has it on paper.",
        error_messages={"required": "Say what the stage is for"},
    )  # fmt: skip
    review_on = DateField(
        label="Review of the part-time timetable", required=False,
        help_text="Needed where sessions are left out: after the first day, and by the last.",
    )  # fmt: skip
    long_agreed = forms.BooleanField(
        label="Part-time is to go on for more than six weeks in all", required=False,
        help_text="Only where it must: a part-time timetable is short.",
    )  # fmt: skip

    def __init__(self, school_week: str, data: Any = None) -> None:
        super().__init__(data)
        sessions: Any = self.fields["sessions"]
        sessions.choices = [
            (SESSIONS_A_DAY * day + half, f"{DAYS[day]} {HALVES[half]}")
            for day in sorted(int(each) for each in school_week)
            for half in range(SESSIONS_A_DAY)
        ]

    def clean_sessions(self) -> str:
        """Fourteen characters, Monday morning to Sunday afternoon."""
        held = set(self.cleaned_data["sessions"])
        return "".join(REQUIRED if place in held else "0" for place in range(SESSIONS_A_WEEK))

    def stage(self) -> NewStage:
        """What the action takes."""
        return NewStage(**self.cleaned_data)


class EndStageForm(forms.Form):
    """The last day of a stage."""

    ended_on = DateField(
        label="Last day",
        help_text="The day before its first day takes the stage back. Its timetable ends with it.",
    )
