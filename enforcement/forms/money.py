"""Forms of money: taking it in, deciding about it, and what the bank's columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from attendance.formats.dates import DateOrder
from config.forms import DateField
from enforcement.formats.bank import pence
from enforcement.models import Way
from enforcement.rules.allocation import Reversal
from enforcement.rules.references import read_reference, references_in

NARROW = {"class": "govuk-input--width-10"}
LONGER = {"class": "govuk-input--width-20"}
ORDERS = (
    ("", "The file shows it"),
    (DateOrder.DAY_FIRST.value, "Day first, such as 05/03/2026"),
    (DateOrder.ISO.value, "Year first, such as 2026-03-05"),
    (DateOrder.NAMED.value, "With the month’s name, such as 5-Mar-2026"),
)
COLUMNS = (
    ("received_on", "Day"),
    ("amount", "Amount paid in"),
    ("text", "Text of the payer"),
    ("more_text", "Further text or reference"),
)
NEEDED = ("received_on", "amount", "text")


class PaymentForm(forms.Form):
    """Money that came by hand, by card or by cheque."""

    way = forms.ChoiceField(
        label="How did it come?",
        choices=[(way.value, way.label) for way in Way],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came"},
    )
    received_on = DateField(label="On which day did it reach the authority?")
    amount = forms.CharField(
        label="Amount in pounds",
        widget=forms.TextInput(attrs=NARROW),
        error_messages={"required": "Enter an amount"},
    )
    references = forms.CharField(
        label="References of the notices",
        help_text="One on each line, such as PN-0012345-83. Leave it empty where the payer gave none.",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label="What came with it (optional)",
        help_text="Such as the words on the cheque. Do not copy card numbers.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_amount(self) -> int:
        """The amount in pence."""
        return amount_of(self.cleaned_data["amount"])

    def clean_references(self) -> tuple[str, ...]:
        """Every line has to be a reference that checks: a slip is found here, before money is taken."""
        return references_of(self.cleaned_data["references"])


def amount_of(written: str) -> int:
    """An amount above nothing, in pence; forms.ValidationError where it is none."""
    found = pence(written)
    if found is None or found <= 0:
        raise forms.ValidationError("Enter an amount in pounds and pence, such as 80 or 160.00")
    return found


def references_of(written: str) -> tuple[str, ...]:
    """The references typed, each checked; forms.ValidationError, with the line, where one is none."""
    found = []
    for number, line in enumerate((each.strip() for each in written.replace(",", "\n").splitlines()), 1):
        if not line:
            continue
        if (each := read_reference(line)) is None:
            several = len(references_in(line)) > 1
            said = (
                "Put each reference on a line of its own"
                if several
                else f"Line {number} is not a reference that checks"
            )
            raise forms.ValidationError(f"{said}: look at it again, or leave it out")
        found.append(each)
    return tuple(dict.fromkeys(found))


class ReasonForm(forms.Form):
    """A decision about money, and why."""

    reason = forms.CharField(
        label="Why? It stays on the record",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why in a sentence"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReverseForm(ReasonForm):
    """How it came that a payment did not stand."""

    how = forms.TypedChoiceField(
        label="What happened?",
        choices=[(each.name, each.value.capitalize()) for each in Reversal],
        widget=forms.RadioSelect,
        coerce=Reversal.__getitem__,
        error_messages={"required": "Choose what happened"},
        help_text="Money that was not meant for the notice is kept, and waits for a decision.",
    )

    field_order = ("how", "reason", "version")


class MatchForm(ReasonForm):
    """For which notices money is, and what becomes of the rest."""

    offered = forms.MultipleChoiceField(
        label="Notices", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    others = forms.CharField(
        label="Other notices, by reference",
        help_text="One on each line, such as PN-0012345-83.",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rest_goes_back = forms.BooleanField(label="Send back what is left over", required=False)
    accept_late = forms.BooleanField(
        label="Accept the full amount although it came late",
        help_text="By the authority’s written policy: name it in the reason. Late money does not discharge by itself.",
        required=False,
    )

    field_order = ("offered", "others", "rest_goes_back", "accept_late", "reason", "version")

    def __init__(self, offered: Iterable[tuple[str, str]], approves: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(offered)
        self.fields["offered"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        if not choices:
            del self.fields["offered"]
        if not approves:
            del self.fields["accept_late"]

    def clean_others(self) -> tuple[str, ...]:
        """Every line has to be a reference that checks."""
        return references_of(self.cleaned_data["others"])

    def clean(self) -> dict[str, Any]:
        """Adds `references`: those ticked and those typed."""
        given = super().clean() or {}
        names = tuple(dict.fromkeys((*given.get("offered", ()), *given.get("others", ()))))
        if not names and "others" not in self.errors:
            self.add_error("others", "Choose or enter at least one notice")
        return given | {"references": names}


class BankFileForm(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label="Statement of the bank",
        help_text="A CSV file with a line of headings, and a day, an amount and a text on each line; "
        "or a statement as MT940.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )


class BankColumnsForm(forms.Form):
    """Which column of the bank's file means what."""

    date_order = forms.ChoiceField(label="How are days written?", choices=ORDERS, required=False)
    save_as = forms.CharField(
        label="Keep this choice under a name (optional)",
        help_text="Such as the bank’s name. It is then offered for the next file.",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=LONGER),
    )

    def __init__(self, headings: Sequence[str], chosen: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not in this file"), *((each, each) for each in headings if each)]
        columns = {
            name: forms.ChoiceField(
                label=label,
                choices=choices,
                required=name in NEEDED,
                initial=chosen.get(name, ""),
                error_messages={"required": f"Choose the column of: {label.lower()}"},
            )
            for name, label in COLUMNS
        }
        self.fields = columns | self.fields

    @property
    def mapping(self) -> dict[str, str]:
        """What was chosen, as it is kept."""
        return {name: self.cleaned_data[name] for name in (*(name for name, _ in COLUMNS), "date_order")}
