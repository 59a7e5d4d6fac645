"""What a timeline is narrowed to."""

from typing import Any

from django import forms

from cases.models import EntryKind
from cases.queries.timeline import EntryFilter
from config.forms import DateField


class TimelineForm(forms.Form):
    """Kind, agency, days and words; nonsense narrows nothing and says so."""

    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Everything"), *EntryKind.choices])
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    words = forms.CharField(label="With the words", required=False, max_length=100)

    field_order = ("kind", "agency", "since", "until", "words")

    def __init__(self, agencies: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["agency"] = forms.ModelChoiceField(
            agencies, label="Agency", required=False, empty_label="Every agency"
        )
        self.order_fields(self.field_order)

    def chosen(self) -> EntryFilter:
        """The filter, of the fields that make sense."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return EntryFilter(**given)
