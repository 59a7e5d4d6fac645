"""The forms of cases themselves: opening one, moving it, and notes."""

from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.models import User
from cases.models import Audience, Case
from cases.queries.closing import obstacles_to_closing
from cases.queries.people import officers_of, suggested_officer
from cases.rules.closing import Obstacle
from cases.workflow import Move, State
from cases.workflow.outcomes import outcomes_of_move
from config.forms import DateField


class OpenForm(forms.Form):
    """Why a case is opened without a referral."""

    reason = forms.CharField(
        label="Why is a case opened?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The school and every agency on the case will read this.",
        error_messages={"required": "Say why the case is opened"},
    )


class MoveForm(forms.Form):
    """What a move asks for: an officer, a day, a reason, and to close a case although something is open."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        move: Move,
        case: Case,
        officers: Any,
        suggested: User | None = None,
        *,
        data: Any = None,
        open_work: bool = False,
    ) -> None:
        super().__init__(data, initial={"version": case.version})
        if move.key in ("allocate", "reopen"):
            self._officer(officers, suggested, case)
        if move.target is State.PAUSED:
            self.fields["until"] = DateField(
                label="Until when?", help_text="On that day it comes back to the officer by itself."
            )
        if move.reason or move.key == "allocate":
            self.fields["reason"] = forms.CharField(
                label="Why?" if move.reason else "Why another than the named officer?",
                required=move.reason,
                max_length=2000,
                help_text="The agencies on the case read this, the school does not."
                if move.reason
                else "Only where you choose somebody else. The school does not read it.",
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": "Say why: the reason stays on the record"},
            )
        if outcomes_of_move(move.key, State(case.state)):
            self.fields["for_school"] = for_school_field()
        if open_work:
            self.fields["anyway"] = forms.BooleanField(
                required=False, label="Close the case all the same: I have looked at what is still open"
            )

    def _officer(self, officers: Any, suggested: User | None, case: Case) -> None:
        self.fields["officer"] = forms.ModelChoiceField(
            officers,
            label="Officer",
            initial=suggested or case.officer,
            empty_label="Choose an officer",
            help_text=f"{suggested.name} is the school’s named officer." if suggested else "",
            error_messages={"required": "Choose an officer"},
        )

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("officer", "until", "reason", "version", "anyway", "for_school")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def move_form(step: Move, case: Case, by: Acting, data: Any = None) -> tuple[MoveForm, tuple[Obstacle, ...]]:
    """The form of a move of a case, and what stands in its way: only closing has anything."""
    in_the_way = obstacles_to_closing(case, by) if step.target is State.CLOSED else ()
    suggested = suggested_officer(case.school, case.team_id, by.on) if step.key == "allocate" else None
    officers = officers_of(case, by)
    return MoveForm(step, case, officers, suggested, data=data, open_work=bool(in_the_way)), in_the_way


def for_school_field() -> forms.CharField:
    """What is added to the words that the school is given by itself."""
    return forms.CharField(
        label="Anything to add for the school? (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The school reads this under the words above: nothing told in confidence.",
    )


def audience_fields(audiences: list[tuple[str, str]], people: Any) -> dict[str, forms.Field]:
    """The two fields of every form whose author chooses for whom it is: the audience, and the people named."""
    return {
        "audience": forms.ChoiceField(
            label="Who may read it?",
            choices=audiences,
            widget=forms.RadioSelect,
            initial=Audience.AGENCIES,
            error_messages={"required": "Choose who may read it"},
        ),
        "readers": forms.ModelMultipleChoiceField(
            people,
            required=False,
            label="People named",
            help_text="Only where you chose people by name.",
            widget=forms.CheckboxSelectMultiple,
        ),
    }


class NoteForm(forms.Form):
    """A note for the timeline, and for whom."""

    text = forms.CharField(
        label="Note",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the note"},
    )

    def __init__(self, audiences: list[tuple[str, str]], people: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields |= audience_fields(audiences, people)
