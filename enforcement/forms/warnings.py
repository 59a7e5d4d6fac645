"""Forms of a warning: the sheet on which it is prepared, and what its moves ask for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from enforcement.forms.family import words, yes_no
from enforcement.forms.notices import ReasonsForm, SealForm, SessionsMixin
from enforcement.models import WarningLetter
from enforcement.rules.charges import Missed
from enforcement.rules.provision import AUGUST_2024
from enforcement.rules.threshold import Session


class WarningForm(SessionsMixin, ReasonsForm, SealForm):
    """The sheet of a warning."""

    weeks = forms.IntegerField(
        label="For how many weeks does the period run?", min_value=1, max_value=26, required=False,
        help_text="Three to six school weeks; another number needs a reason.",
    )  # fmt: skip
    weeks_because = words("Why is the period shorter than three or longer than six weeks? (only if it is)")
    tolerated = forms.IntegerField(
        label="How many unauthorised sessions does enough improvement tolerate? (optional)", min_value=0,
        max_value=60, required=False, help_text="As the authority has set it, where you leave it empty.",
    )  # fmt: skip
    target = words("What is enough improvement, in words for the parent?", "Say what is asked of the parent")
    further_support = words(
        "What further support is there, and how is it taken up?", "Say what support there is"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, found: Sequence[Missed], chosen: Sequence[Session], on: date, data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer(found, chosen)
        if on < AUGUST_2024:
            # The local code of the time sets the school days of a warning letter.
            for name in ("weeks", "weeks_because"):
                del self.fields[name]
        self.order_fields(["sessions", "target", "further_support", "weeks", "weeks_because", "tolerated"])

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        texts = ("weeks_because", "target", "further_support")
        because = self.reasons() | {name: self.cleaned_data.get(name, "") for name in texts}
        return {
            "sessions": self.given_sessions(),
            "because": because,
            "weeks": self.cleaned_data.get("weeks"),
            "tolerated": self.cleaned_data["tolerated"],
            "opens_seal": self.opened,
        }


def initial_of(row: WarningLetter) -> dict[str, Any]:
    """A warning's sheet as it was filled in."""
    names = (
        "equality_note", "support_unsuitable_because", "support_enough_because", "weeks", "weeks_because", "tolerated",
        "target", "further_support", "version",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


class EndForm(forms.Form):
    """How the period ended, as a person decides."""

    improved = yes_no("Was there enough improvement?")
    reason = words("Why?", "Say why: the reason stays on the record", rows=4)
