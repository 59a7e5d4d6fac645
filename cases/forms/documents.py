"""Adding a document, and withdrawing one."""

from typing import Any

from django import forms

from cases.forms.cases import audience_fields
from cases.rules.documents import ACCEPTED, LARGEST


class DocumentForm(forms.Form):
    """A file, what it is called here, and for whom it is."""

    upload = forms.FileField(
        label="File",
        help_text=f"{ACCEPTED}, up to {LARGEST >> 20} MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )
    title = forms.CharField(
        label="What is it?",
        max_length=200,
        help_text="Such as “Letter of the hospital of 5 March 2026”.",
        error_messages={"required": "Say what the document is"},
    )

    def __init__(
        self, audiences: list[tuple[str, str]], people: Any, data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files)
        self.fields |= audience_fields(audiences, people)


class WithdrawForm(forms.Form):
    """Why a document goes."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        help_text="The file is destroyed. That it was here, and why it went, stays on the timeline.",
        error_messages={"required": "Say why the document is withdrawn"},
    )
