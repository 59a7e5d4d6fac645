"""Forms of letters: own words, print runs, and the letterhead."""

from collections.abc import Iterable
from typing import Any

from django import forms

from config.forms import DateField
from enforcement.actions.letters import MOST_WORDS


class WordsForm(forms.Form):
    """What the writer adds between the parts that the law wants."""

    own_words = forms.CharField(
        label="Your own words",
        help_text="They stand between the parts that the law wants, which cannot be changed. Write nothing of anybody "
        "outside this household.",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RunForm(forms.Form):
    """Which letters are printed together, and the day on which they are posted."""

    kinds = forms.MultipleChoiceField(
        label="Which letters?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one kind of letter"},
    )
    posted_on = DateField(
        label="On which day are they posted?",
        help_text="The letters bear this day, and the days to pay are counted from it.",
    )

    def __init__(self, kinds: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]  # a MultipleChoiceField


class PostedForm(forms.Form):
    """The day on which a run was really posted."""

    sent_on = DateField(label="On which day were they posted?")


class LetterheadForm(forms.Form):
    """What the authority's letters say of it, from a day on."""

    began_on = DateField(label="From which day?")
    sender = forms.CharField(
        label="Address and telephone, a line each",
        help_text="As they stand at the top of a letter, without the authority’s name. Six lines at most.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter the address"},
    )
    how_to_pay = forms.CharField(
        label="How a penalty notice is paid",
        help_text="In a sentence or two, such as: Pay at www.example.gov.uk/penalty-notice or ring 0161 555 0100.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how it is paid"},
    )

    def clean_sender(self) -> str:
        """No empty lines, and not so many that they reach the address below."""
        lines = [line.strip() for line in self.cleaned_data["sender"].splitlines() if line.strip()]
        if len(lines) > 6:
            raise forms.ValidationError("Use six lines at most")
        return "\n".join(lines)
