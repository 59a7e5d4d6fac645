"""What is filled in about flags."""

from django import forms


class ActedForm(forms.Form):
    """What was done about a flag."""

    note = forms.CharField(
        label="What did you do?",
        help_text="Such as: spoke to the parent; meeting on Thursday. Anyone who sees the flag reads it.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SaveFilterForm(forms.Form):
    """A name for a way of looking at the flags."""

    name = forms.CharField(label="Name for this filter", max_length=60)
