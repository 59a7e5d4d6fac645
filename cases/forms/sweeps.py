"""The forms of sweeps: the sweep itself, its stops as a batch, and what follows from a stop."""

from typing import Any

from django import forms

from attendance.queries.search import Match
from cases.actions.sweeps import Follows, Told
from cases.models import Outcome
from config.forms import DateField

WIDE = {"class": "govuk-!-width-two-thirds"}
CLOCK = {"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}
LINES = 5
MOST = 30


def clock(label: str, **more: Any) -> forms.TimeField:
    """A time of the day, typed as 14:30."""
    return forms.TimeField(
        label=label,
        input_formats=("%H:%M", "%H.%M", "%H%M"),
        widget=forms.TimeInput(format="%H:%M", attrs=CLOCK),
        error_messages={"required": f"{label}: enter a time", "invalid": "Enter a time, such as 14:30"},
        **more,
    )


def line(label: str, longest: int, required: str = "", hint: str = "") -> forms.CharField:
    """A line of text; required where it says what is missing."""
    return forms.CharField(
        label=label, max_length=longest, required=bool(required), help_text=hint,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "off"}), error_messages={"required": required},
    )  # fmt: skip


class SweepForm(forms.Form):
    """A sweep, and who authorised it."""

    area = line(
        "Area",
        200,
        "Enter the area",
        "As authorised, such as “the precinct and the parks beside it”.",
    )
    on = DateField(label="Day of the sweep")
    began_at = clock("From", help_text="Such as 09:30")
    ended_at = clock("To")
    police_authorised_by = line(
        "Authorised for the police by",
        120,
        "Enter who authorised it for the police",
        "A superintendent or above.",
    )
    council_authorised_by = line(
        "Authorised for the council by", 120, "Enter who authorised it for the council"
    )
    authorised_on = DateField(label="Authorised on")
    is_national = forms.BooleanField(label="Part of a national sweep", required=False)

    def __init__(self, partners: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["partner"] = forms.ModelChoiceField(
            partners, label="Held together with", error_messages={"required": "Choose who held it with you"}
        )


class StopForm(forms.Form):
    """One stop; a line left empty altogether is no stop."""

    forename = line("First name", 100)
    surname = line("Surname", 100)
    told = line("Age or school", 120, hint="As they said it")
    place = line("Place", 120, "Enter the place", "The same words for the same place make hot spots visible.")
    stopped_at = clock("Time")
    company = line("With whom", 200, hint="Such as “two friends” or “father”")
    reason_given = line("Reason given", 300)
    outcome = forms.ChoiceField(
        label="What became of it",
        choices=[("", "Choose"), *Outcome.choices],
        error_messages={"required": "Choose what became of it"},
    )

    def told_stop(self) -> Told:
        """What the action takes."""
        return Told(**self.cleaned_data)


StopForms = forms.formset_factory(StopForm, extra=LINES, max_num=MOST, absolute_max=MOST)


class SettleForm(forms.Form):
    """Who was stopped and what follows."""

    def __init__(self, found: list[Match], *, matched: bool, works: bool, data: Any = None) -> None:
        super().__init__(data)
        self.matched = matched
        if not matched:
            choices = [(each.pupil.ref, _in_words(each)) for each in found]
            self.fields["child"] = forms.ChoiceField(
                label="Which child is it?", choices=[*choices, ("", "Another child, whose reference I enter")],
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields["reference"] = forms.CharField(
                label="Reference of another child", required=False, max_length=10,
                help_text="It stands in the address of the child’s record. Only children you may see are found.",
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
            )  # fmt: skip
        self.fields["follows"] = forms.TypedChoiceField(
            label="What follows?", coerce=Follows, widget=forms.RadioSelect, choices=_following(works),
            error_messages={"required": "Choose what follows"},
        )  # fmt: skip
        self.fields["why"] = forms.CharField(
            label="Why is there no plan?",
            required=False,
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        """Somebody must be chosen, and a reason given where there is no plan."""
        given = super().clean() or {}
        if not self.matched and not (given.get("child") or given.get("reference")):
            self.add_error("child", "Choose a child, or enter a reference")
        if given.get("follows") is Follows.NO_PLAN and not given.get("why"):
            self.add_error("why", "Say why there is no plan")
        return given

    @property
    def reference_given(self) -> str:
        """The reference of the child chosen or typed."""
        given = self.cleaned_data
        return (given.get("child") or given.get("reference") or "").strip().upper()


def _following(works: bool) -> list[tuple[Follows, str]]:
    plan = (
        [(Follows.PLAN, "Absent without leave: open a case for a plan, or join the live one")]
        if works
        else []
    )
    return [
        *plan,
        (Follows.NO_PLAN, "Absent without leave, and no plan is made"),
        (Follows.LEAVE, "Had leave"),
        (Follows.LATER, "The team decides later"),
    ]


def _in_words(found: Match) -> str:
    place = ", ".join(
        part for part in (found.school, found.year_group and f"year {found.year_group}") if part
    )
    return f"{found.pupil} ({place})" if place else str(found.pupil)
