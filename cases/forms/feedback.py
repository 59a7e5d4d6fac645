"""The form of a message to the school."""

from django import forms


class FeedbackForm(forms.Form):
    """What the school is to read."""

    text = forms.CharField(
        label="What shall the school read?",
        help_text="Say what the school needs in order to help, and nothing told in confidence.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what the school is to read"},
    )
