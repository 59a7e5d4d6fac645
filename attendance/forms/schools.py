"""What is filled in about schools."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from agencies.models import User


class AdviceForm(forms.Form):
    """Advice to a school on its registers."""

    advice = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class OfficerForm(forms.Form):
    """Who a school turns to."""

    officer: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        User.objects.none(), empty_label="Choose an officer"
    )

    def __init__(self, *args: Any, officers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["officer"]).queryset = officers


class AgreementForm(forms.Form):
    """The support a school can expect this year."""

    visits_a_term = forms.IntegerField(label="Visits a term", min_value=0, max_value=60)
    reason = forms.CharField(
        label="Why this many",
        help_text="By the authority's criteria, such as size, persistent absence and what the school does itself.",
        max_length=300,
    )


class VisitForm(forms.Form):
    """A visit made."""

    on = forms.DateField(label="Date of the visit", help_text="Such as 5/3/2026")
    purpose = forms.CharField(label="What it was for", max_length=200)
