"""Forms of people about themselves."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from agencies.actions.tokens import LONGEST
from agencies.models import Membership
from agencies.models.access import AccessAct
from agencies.models.outbox import RHYTHMS
from agencies.models.token import TokenScope
from agencies.rules.telling import Rhythm
from config.forms import DateField

SHORT = {"class": "govuk-!-width-two-thirds"}


class AgencyForm(forms.Form):
    """Which of one's agencies to act for: the choices are the memberships given."""

    membership = forms.TypedChoiceField(
        label="Which agency are you acting for?",
        help_text="You see the children of that agency, and everything you do is recorded for it.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an agency", "invalid_choice": "Choose one of your agencies"},
    )

    def __init__(self, *args: Any, held: dict[int, Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["membership"]
        choice.choices = [(pk, f"{m.agency}: {m.role.label}") for pk, m in held.items()]


class TokenForm(forms.Form):
    """A new token: what it is called, what it may do and its last day."""

    name = forms.CharField(
        label="What will use this token?",
        help_text="Such as “Registers from the office computer”. The name appears in the list below.",
        max_length=80,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": "Enter what will use this token"},
    )
    scope = forms.TypedChoiceField(
        label="What may it do?",
        coerce=TokenScope,
        choices=TokenScope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the token may do"},
    )
    expires_on = DateField(label="Last day it works", help_text="At most a year ahead.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"expires_on": timezone.localdate() + LONGEST - timedelta(days=1)})
        super().__init__(*args, **kwargs)


class AccessLogForm(forms.Form):
    """A filter of the access log."""

    act = forms.ChoiceField(
        label="What was done", required=False, choices=[("", "Everything"), *AccessAct.choices]
    )
    name = forms.CharField(label="Person", required=False, max_length=100)


class RhythmForm(forms.Form):
    """How often one hears by e-mail."""

    rhythm = forms.TypedChoiceField(
        label="How often shall we e-mail you about new messages?",
        help_text="An e-mail says how many things of which kind wait for you. It never names a child.",
        coerce=Rhythm,
        choices=RHYTHMS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often we e-mail you"},
    )


class ReadForm(forms.Form):
    """The newest message that was on the page when it was marked as read."""

    newest = forms.IntegerField(min_value=1)
