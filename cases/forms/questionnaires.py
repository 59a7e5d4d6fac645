"""The forms of questionnaires: whom to ask, and what they answer."""

from typing import Any

from django import forms

from cases.rules.questions import ANSWERS, QUESTIONS, RESPONDENTS


class AskForm(forms.Form):
    """Whom to ask."""

    respondent = forms.ChoiceField(
        label="Whom do you ask?",
        choices=RESPONDENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you ask"},
    )


class AnswerForm(forms.Form):
    """The questions for one kind of person; a question may be left out."""

    def __init__(self, respondent: str, data: Any = None) -> None:
        super().__init__(data)
        for theme, text in QUESTIONS[respondent].items():
            self.fields[theme.value] = forms.TypedChoiceField(
                label=text,
                choices=ANSWERS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields["words"] = forms.CharField(
            label="Anything else you want to say",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self) -> dict[str, Any]:
        """Something must be said."""
        given = super().clean() or {}
        if not any(given.values()):
            self.add_error(None, "Answer at least one question, or write something.")
        return given

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        words = kept.pop("words")
        return {"answers": {theme: value for theme, value in kept.items() if value}, "words": words}
