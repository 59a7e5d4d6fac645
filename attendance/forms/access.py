"""Forms about who may see a child."""

from typing import Any

from django import forms

from agencies.acting import Acting
from agencies.rules.roles import Scope
from attendance.models import Address, Pupil
from attendance.models.involvement import BY_ITSELF, Basis
from attendance.queries.access import SCOPE_WORDS, addresses_of, agencies_to_involve, people_to_name
from config.forms import DateField


class InvolvementForm(forms.Form):
    """Which agency, why, how much of the record, and until when."""

    agency: Any = forms.ModelChoiceField(
        label="Agency",
        queryset=None,
        empty_label="Choose an agency",
        error_messages={"required": "Choose an agency"},
    )
    basis = forms.TypedChoiceField(
        label="It is involved because",
        coerce=Basis,
        choices=[(basis.value, basis.label) for basis in Basis if basis not in BY_ITSELF],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the agency is involved"},
    )
    scope = forms.TypedChoiceField(
        label="What it may see",
        coerce=lambda value: Scope(int(value)),
        choices=[(scope.value, words[0].upper() + words[1:]) for scope, words in SCOPE_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the agency may see"},
    )
    until = DateField(
        label="Last day (optional)",
        required=False,
        help_text="Access ends by itself after this day, such as 5 3 2026.",
    )
    sealed = forms.BooleanField(
        label="Keep the reason private",
        required=False,
        help_text="Other agencies then see only that this one is involved and how to reach it.",
    )
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, by: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = agencies_to_involve(by)


class PeopleForm(forms.Form):
    """People to name, out of those who would see the record in any case."""

    people: Any = forms.ModelMultipleChoiceField(
        label="Who may open it, besides you",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, pupil: Pupil, by: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = people_to_name(pupil, by).exclude(pk=by.user.pk)
        people: Any = self.fields["people"]
        people.queryset = possible


class SealForm(PeopleForm):
    """An address to seal to people, or to open again."""

    address = forms.TypedChoiceField(
        label="Which address?", widget=forms.RadioSelect, error_messages={"required": "Choose an address"}
    )
    field_order = ("address", "people")

    def __init__(self, *args: Any, pupil: Pupil, by: Acting, **kwargs: Any) -> None:
        super().__init__(*args, pupil=pupil, by=by, **kwargs)
        self.held = {str(address.pk): address for address in addresses_of(pupil, by)}
        choices = [(key, _in_a_line(address)) for key, address in self.held.items()]
        address: Any = self.fields["address"]
        address.choices = choices

    def clean_address(self) -> Address:
        """The address itself."""
        return self.held[self.cleaned_data["address"]]


def _in_a_line(address: Address) -> str:
    parts = (*address.lines.splitlines(), address.town, address.postcode)
    place = ", ".join(part for part in parts if part)
    return f"{address.parent}: {place}{' (sealed)' if address.sealed else ''}"
