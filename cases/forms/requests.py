"""Forms of requests to agencies."""

from datetime import timedelta
from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.rules.roles import Scope
from attendance.queries.access import SCOPE_WORDS, agencies_to_involve
from cases.models import Audience
from cases.workflow.requests import RequestMove
from config.forms import DateField

ANSWERED_WITHIN = timedelta(days=14)
MEANT_FOR = (
    (Audience.AGENCIES.value, "The agencies on the case, not the school"),
    (Audience.AGENCY.value, "My agency and the agency asked, nobody else"),
)


class SendForm(forms.Form):
    """Whom one asks, for what, and what they may see for it."""

    to: Any = forms.ModelChoiceField(
        label="Which agency?",
        queryset=None,
        empty_label="Choose an agency",
        error_messages={"required": "Choose an agency"},
    )
    what = forms.CharField(
        label="What are they asked to do?",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what they are asked to do"},
    )
    scope = forms.TypedChoiceField(
        label="What may they see once they accept?",
        help_text="Until they have answered they see the attendance marks.",
        coerce=lambda value: Scope(int(value)),
        choices=[(scope.value, words[0].upper() + words[1:]) for scope, words in SCOPE_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may see"},
    )
    answer_by = DateField(label="Answer by", help_text="Without an answer their access ends after this day.")
    until = DateField(
        label="Last day of their access, if they accept (optional)",
        required=False,
        help_text="Half a year from their answer unless you say otherwise.",
    )
    audience = forms.TypedChoiceField(
        label="Who may read this request?",
        coerce=Audience,
        choices=MEANT_FOR,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )

    def __init__(self, by: Acting, data: Any = None) -> None:
        first = {
            "answer_by": by.on + ANSWERED_WITHIN,
            "scope": Scope.CASEWORK.value,
            "audience": Audience.AGENCIES,
        }
        super().__init__(data, initial=first)
        to: Any = self.fields["to"]
        to.queryset = agencies_to_involve(by).exclude(pk=by.agency_id)


class RequestMoveForm(forms.Form):
    """What a move of a request asks for: a reason, or for how long the agency will be at work."""

    def __init__(self, move: RequestMove, data: Any = None) -> None:
        super().__init__(data)
        if move.key == "accept":
            self.fields["until"] = DateField(
                label="Until when, at the latest? (optional)", required=False,
                help_text="Your access to the record ends after this day. It can be shorter, not longer, than asked.",
            )  # fmt: skip
        if move.reason:
            self.fields["reason"] = forms.CharField(
                label=move.reason, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": "Say it in a sentence"},
            )  # fmt: skip
