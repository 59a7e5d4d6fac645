"""The choice of a year, and of the day as of which it is shown."""

from collections.abc import Iterable

from django import forms

from attendance.rules.register import year_in_words
from config.forms import DateField


class YearForm(forms.Form):
    """Which academic year, and as known at the end of which day; both may be left out."""

    year = forms.IntegerField(label="Academic year", required=False, widget=forms.Select)
    as_known_on = DateField(
        label="As it was known on",
        required=False,
        help_text="Leave empty for what is known now. Marks that came, or changed, later are taken back.",
    )

    def offer(self, years: Iterable[int], chosen: int) -> None:
        """Offer the years held; the chosen one is selected."""
        widget = self.fields["year"].widget
        widget.choices = [(year, year_in_words(year)) for year in years]
        self.initial["year"] = chosen
