"""The forms of the queue."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.actions.handovers import Notes
from cases.models import Case

LONGEST_NOTE = 1000


class AllocateForm(forms.Form):
    """Who takes the cases that were chosen."""

    officer: Any = forms.ModelChoiceField(
        queryset=None, label="Officer", required=False, empty_label="The named officer of each school"
    )
    reason = forms.CharField(
        label="Why another than the named officer?",
        help_text="Only where you choose somebody else. The schools do not read it.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, officers: Any, data: Any = None) -> None:
        super().__init__(data)
        officer: Any = self.fields["officer"]
        officer.queryset = officers


class HandoverForm(forms.Form):
    """Who takes a caseload over, which cases, and what is handed over in words."""

    to: Any = forms.ModelChoiceField(
        queryset=None, label="Who takes the cases over?", empty_label="Choose an officer",
        error_messages={"required": "Choose an officer"},
    )  # fmt: skip
    which = forms.ChoiceField(
        label="Which cases?",
        widget=forms.RadioSelect,
        initial="all",
        choices=[("all", "All of them"), ("chosen", "Only those that I tick below")],
        error_messages={"required": "Choose which cases"},
    )
    general = forms.CharField(
        label="Handover note for every case (optional)",
        help_text="It goes into the record of each case, so name no child. The schools do not read it.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, officers: Any, cases: Iterable[Case], data: Any = None) -> None:
        super().__init__(data)
        to: Any = self.fields["to"]
        to.queryset = officers
        self.cases = list(cases)

    @property
    def ticked(self) -> set[str]:
        """The references ticked, as sent."""
        sent: Any = self.data
        return set(sent.getlist("case")) if self.is_bound else set()

    @property
    def rows(self) -> list[tuple[Case, bool, str]]:
        """Each case with whether it is ticked and the note written for it, to be shown again."""
        given = self.data if self.is_bound else {}
        return [(case, case.ref in self.ticked, given.get(f"note-{case.ref}", "")) for case in self.cases]

    def clean(self) -> dict[str, Any]:
        """Refuse to move only those ticked where none is, and a note that is too long."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("which") == "chosen" and not any(ticked for _, ticked, _ in self.rows):
            self.add_error("which", "Tick at least one case, or choose all of them")
        if any(len(note) > LONGEST_NOTE for _, _, note in self.rows):
            self.add_error(None, f"A note for one case has {LONGEST_NOTE} characters at most.")
        return given

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        chosen = [case.pk for case, ticked, _ in self.rows if ticked]
        by_case = {case.pk: note for case, _, note in self.rows if note.strip()}
        return {
            "given_to": self.cleaned_data["to"],
            "cases": chosen if self.cleaned_data["which"] == "chosen" else None,
            "notes": Notes(self.cleaned_data["general"], by_case),
        }
