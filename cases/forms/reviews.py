"""The forms of a review, of a re-check, and of what a review by social care said."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.reviews import Reviewed
from cases.forms.cases import for_school_field
from cases.models import CareReviewKind, Case
from cases.workflow import LABELS, MOVES, State
from cases.workflow.reviews import RESULT_CHOICES, Decision, decisions_from
from config.forms import DateField


class ReviewForm(forms.Form):
    """What was found, what is decided and why, and when the next review is."""

    summary = forms.CharField(
        label="What did the review find?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What was done, what changed for the child. The agencies on the case read this, the school does not.",
        error_messages={"required": "Say what was found"},
    )  # fmt: skip
    decision = forms.ChoiceField(
        label="What follows?", widget=forms.RadioSelect, error_messages={"required": "Choose what follows"}
    )
    reason = forms.CharField(
        label="Why?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The agencies on the case read this too, the school does not.",
        error_messages={"required": "Say why: the reason stays on the record"},
    )  # fmt: skip
    next_on = DateField(
        label="Next review by", required=False,
        help_text="At the end of the half-term, unless sooner. Left out where the case closes: it comes back by itself "
        "after six and after twelve weeks.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, case: Case, next_on: date, *, chosen: str = "", open_work: bool = False, data: Any = None
    ) -> None:
        super().__init__(data, initial={"next_on": next_on, "version": case.version, "decision": chosen})
        state = State(case.state)
        decision: Any = self.fields["decision"]
        decision.choices = [(each.key, _label(each, state)) for each in decisions_from(state)]
        self.fields["for_school"] = for_school_field()
        if open_work:
            self.fields["anyway"] = forms.BooleanField(
                required=False,
                label="If it closes: close it all the same. I have looked at what is still open",
            )

    def clean(self) -> dict[str, Any]:
        """A next review, unless the case closes."""
        given = super().clean() or {}
        if given.get("decision") == "close":
            given["next_on"] = None
        elif given.get("decision") and not given.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Enter the day of the next review")
        return given

    def on_top_of(self, version: int) -> None:
        """Let the next save stand on the case as the person has now been shown it."""
        sent: Any = self.data
        fresh = sent.copy()
        fresh["version"] = str(version)
        self.data = fresh

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        kept = dict(self.cleaned_data)
        beside: dict[str, Any] = {
            name: kept.pop(name) for name in ("version", "for_school", "anyway") if name in kept
        }
        return {"reviewed": Reviewed(**kept), **beside}


def _label(decision: Decision, state: State) -> str:
    """A decision with where it leads: "Step up: Supported under a plan"."""
    move = decision.moves.get(state)
    return f"{decision.label}: {LABELS[MOVES[move].target].lower()}" if move else decision.label


class RecheckForm(forms.Form):
    """What a re-check found."""

    result = forms.ChoiceField(
        label="What did you find?", widget=forms.RadioSelect, choices=RESULT_CHOICES,
        error_messages={"required": "Choose what you found"},
    )  # fmt: skip
    note = forms.CharField(
        label="In a sentence (needed to open the case again)", required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SetItemForm(forms.Form):
    """What a looked-after or child protection review said about attendance."""

    kind = forms.ChoiceField(
        label="Which review?", widget=forms.RadioSelect, choices=CareReviewKind.choices,
        error_messages={"required": "Choose which review it was"},
    )  # fmt: skip
    on = DateField(label="When was it?")
    said = forms.CharField(
        label="What did it say about attendance?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The agencies on the case read this, the school does not.",
        error_messages={"required": "Say what the review said about attendance"},
    )  # fmt: skip
