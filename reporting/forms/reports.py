"""What is written in a report, and grades of inspections."""

from typing import Any

from django import forms

from attendance.models import School
from cases.forms.changed import VERSION
from config.forms import DateField
from reporting.models import ReportWords
from reporting.rules.inspection import FRAMEWORKS, framework_on
from reporting.rules.report_parts import Written


class WordsForm(forms.Form):
    """The words of one part of a report; a criterion asks for a judgement and what comes next as well."""

    judgement = forms.ChoiceField(
        label="How well is it met?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how well it is met"},
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write something, or leave the page"},
    )
    next_steps = forms.CharField(label="What next?", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, part: Written, held: ReportWords | None, data: Any = None) -> None:
        first = {
            "judgement": held.judgement if held else "",
            "text": held.text if held else "",
            "next_steps": held.next_steps if held else "",
            VERSION: held.number if held else 0,
        }
        super().__init__(data, initial=first)
        text: Any = self.fields["text"]
        text.label, text.help_text, text.max_length = part.asks, part.hint, part.most
        next_steps: Any = self.fields["next_steps"]
        next_steps.max_length = part.most
        if part.judgements is None:
            del self.fields["judgement"], self.fields["next_steps"]
        else:
            choice: Any = self.fields["judgement"]
            choice.choices = list(part.judgements.items())


class GradeForm(forms.Form):
    """A grade that inspectors gave a school."""

    school: Any = forms.ModelChoiceField(
        label="School",
        queryset=School.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the school"},
    )
    inspected_on = DateField(label="First day of the inspection")
    judged = forms.ChoiceField(
        label="What was judged, and the grade",
        help_text="By the framework in force on that day.",
        error_messages={"required": "Choose what was judged and the grade"},
    )
    source = forms.CharField(
        label="Where it is published", help_text="Such as: inspection report of 12 June 2007.", max_length=200
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.queryset = schools
        choice: Any = self.fields["judged"]
        choice.choices = [("", "Choose"), *_choices()]

    def clean(self) -> dict[str, Any]:
        """Refuse what the framework of the day does not judge."""
        given: dict[str, Any] = super().clean() or {}
        on, judged = given.get("inspected_on"), given.get("judged")
        if on is None or not judged:
            return given
        number, area, grade = judged.split("-")
        try:
            framework = framework_on(on)
        except LookupError:
            self.add_error("inspected_on", "Grades are kept for inspections from September 2005")
            return given
        if framework is not FRAMEWORKS[int(number)]:
            self.add_error("judged", f"Choose from the framework of that day: {framework.name}")
        return given | {"area": area, "grade": grade}


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every area and grade, grouped by framework, the newest first."""
    numbered = list(enumerate(FRAMEWORKS))
    return [
        (
            each.name,
            [
                (f"{number}-{area}-{grade}", f"{label}: {words}")
                for area, label in each.areas.items()
                for grade, words in each.grades.items()
            ],
        )
        for number, each in reversed(numbered)
    ]
