"""Forms of what officers find out before a step, and of what the family wrote."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.acting import Acting
from agencies.models import LocalAuthority
from attendance.models import Address, Contact
from cases.models import Case
from config.forms import DateField
from enforcement.actions.family import Person
from enforcement.models import SupportOffer
from enforcement.models.family import Channel
from enforcement.rules.support import Outcome

YES_NO = (("yes", "Yes"), ("no", "No"))
NEW, NOBODY = "new", "nobody"


def yes_no(label: str, help_text: str = "", wrong: str = "Choose yes or no") -> Any:
    """A question that is answered with yes or no, and not by leaving a box empty."""
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=YES_NO, coerce=lambda value: value == "yes",
        widget=forms.RadioSelect, error_messages={"required": wrong},
    )  # fmt: skip


def words(label: str, required: str = "", *, rows: int = 3, most: int = 2_000, help_text: str = "") -> Any:
    """A text of some lines; `required` is what is said where it is empty, and "" for one that may be."""
    return forms.CharField(
        label=label, max_length=most, required=bool(required), help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": required or "Fill this in"},
    )  # fmt: skip


class PersonForm(forms.Form):
    """Who a parent is and what they had to do with the absence."""

    identity_confirmed = yes_no("Is it confirmed who this person is?")
    how = words("How is it known?", "Say how it is known", most=300)
    is_natural = yes_no("Is this a natural parent (mother or father)?")
    took_part = yes_no(
        "Does this parent have day-to-day responsibility for attendance, or did they allow the absence?"
    )
    said_adult = yes_no("Is this person an adult?", "Your word counts where no date of birth is held.")
    born_on = DateField(label="Date of birth (optional)", required=False)
    died_on = DateField(
        label="Date of death (optional)", required=False, help_text="Only if this person has died."
    )

    def found(self) -> Person:
        """What the action takes."""
        return Person(**self.cleaned_data)


class AddressForm(forms.Form):
    """Which address a parent lives at today, and how that is known."""

    which = forms.ChoiceField(
        label="Where does this parent live today?", widget=forms.RadioSelect,
        error_messages={"required": "Choose an address"},
    )  # fmt: skip
    lines = words("The new address, without town and postcode", most=300)
    town = forms.CharField(label="Town", max_length=80, required=False)
    postcode = forms.CharField(
        label="Postcode",
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    how = words("How is it known?", "Say how it is known")

    def __init__(self, contact: Contact, by: Acting, data: Any = None) -> None:
        super().__init__(data)
        rows = Address.objects.visible_to(by).filter(parent=contact.parent_id).order_by("-began_on", "-pk")
        self.rows = {str(row.pk): row for row in rows if row.ended_on is None or row.ended_on >= by.on}
        choices = [(key, ", ".join(_lines(row))) for key, row in self.rows.items()]
        self.fields["which"].choices = [*choices, (NEW, "At a new address")]  # type: ignore[attr-defined]  # a choice field's

    def clean(self) -> dict[str, Any]:
        """A new address is written out."""
        given = super().clean() or {}
        if given.get("which") == NEW:
            for name in ("lines", "postcode"):
                if not given.get(name):
                    self.add_error(name, "Enter the new address with its postcode")
        return given

    @property
    def chosen(self) -> Address | None:
        """The address of the record that was chosen; None for a new one."""
        return self.rows.get(self.cleaned_data["which"])


def _lines(row: Address) -> list[str]:
    return [part for part in (*row.lines.splitlines(), row.town, row.postcode) if part.strip()]


class EnquiryForm(forms.Form):
    """Whom to ask about earlier notices."""

    authority = forms.ChoiceField(
        label="Where did this parent and the child live, or the child go to school, in the last three years?",
        help_text="Ask each other authority that it may have been.",
        error_messages={"required": "Choose an authority, or that there is none to ask"},
    )  # fmt: skip
    how_known = words("How is it known?", "Say how it is known", most=300)

    def __init__(self, by: Acting, data: Any = None) -> None:
        super().__init__(data)
        others = LocalAuthority.objects.exclude(pk=by.authority_id).order_by("name")
        self.others = {str(row.pk): row for row in others}
        self.fields["authority"].choices = [  # type: ignore[attr-defined]  # a choice field's
            ("", "Choose"), (NOBODY, "Only here: no other authority is to be asked"),
            *((key, row.name) for key, row in self.others.items()),
        ]  # fmt: skip

    @property
    def chosen(self) -> LocalAuthority | None:
        return self.others.get(self.cleaned_data["authority"])


class EnquiryAnswerForm(forms.Form):
    """What an authority answered: at most two notices count, and two can be entered."""

    has_any = yes_no("Did it give this parent a notice about this child?")
    reference_1 = forms.CharField(label="Its reference of the notice", max_length=40, required=False)
    issued_on_1 = DateField(label="Issued on", required=False)
    reference_2 = forms.CharField(label="Its reference of a second notice", max_length=40, required=False)
    issued_on_2 = DateField(label="Issued on", required=False)
    withdrawn = forms.BooleanField(label="What is entered here was withdrawn", required=False)

    def clean(self) -> dict[str, Any]:
        """A notice has its reference and its day, and "yes" has a notice."""
        given = super().clean() or {}
        for number in ("1", "2"):
            reference, day = given.get(f"reference_{number}"), given.get(f"issued_on_{number}")
            if bool(reference) != bool(day):
                self.add_error(f"reference_{number}", "Give the reference and the day of issue")
        if given.get("has_any") and not given.get("reference_1"):
            self.add_error("reference_1", "Give the reference and the day of issue")
        if given.get("has_any") is False and (given.get("reference_1") or given.get("reference_2")):
            raise ValidationError("You entered a notice and said that there is none.")
        return given

    def given(self) -> dict[str, Any]:
        """The notices by reference."""
        pairs = [(self.cleaned_data[f"reference_{at}"], self.cleaned_data[f"issued_on_{at}"]) for at in "12"]
        return {reference: day for reference, day in pairs if reference}


class SupportForm(forms.Form):
    """Support that was offered."""

    what = forms.CharField(
        label="What was offered?", max_length=200, help_text="Such as: early help assessment, walking bus.",
        error_messages={"required": "Say what was offered"},
    )  # fmt: skip
    offered_on = DateField(label="When?")
    outcome = forms.TypedChoiceField(
        label="What became of it?", choices=[(each.name, each.value.capitalize()) for each in Outcome],
        coerce=lambda name: Outcome[name], widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )  # fmt: skip


class SupportEndForm(forms.Form):
    """What became of support."""

    outcome = forms.TypedChoiceField(
        label="What became of it?", choices=[(each.name, each.value.capitalize()) for each in Outcome],
        coerce=lambda name: Outcome[name], widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )  # fmt: skip
    because = words("How is it known?", "Say how it is known")

    def __init__(self, offer: SupportOffer, data: Any = None) -> None:
        super().__init__(data, initial={"outcome": offer.outcome.upper()})


class LetterInForm(forms.Form):
    """What a family wrote or said."""

    parent = forms.ChoiceField(label="Who wrote or rang?", required=False)
    received_on = DateField(label="When did it come?")
    channel = forms.ChoiceField(
        label="How?", choices=Channel.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came"},
    )  # fmt: skip
    text = words("What do they say?", "Enter what they wrote or said", rows=6, most=20_000)
    says_paid = yes_no(
        "Do they say that a notice was paid?", "If so, nothing goes to court until somebody has decided."
    )

    def __init__(self, case: Case, by: Acting, data: Any = None) -> None:
        super().__init__(data, initial={"received_on": by.on})
        rows = Contact.objects.visible_to(by).filter(pupil=case.pupil_id).select_related("parent")
        self.parents = {str(row.parent_id): row.parent for row in rows.order_by("order", "pk")}
        named = [(key, str(parent)) for key, parent in self.parents.items()]
        self.fields["parent"].choices = [("", "Somebody else, or not known"), *named]  # type: ignore[attr-defined]  # a choice field's

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "parent": self.parents.get(self.cleaned_data["parent"])}


class LetterReadForm(forms.Form):
    """That it was read, and what was answered."""

    answer = words("What was answered, or what follows? (optional)", rows=4, most=10_000)
    says_paid = forms.BooleanField(label="They say that a notice was paid", required=False)


class SaidPaidForm(forms.Form):
    """What was found out about the word that it was paid."""

    decision = words("What was found, and what follows?", "Say what was found, and where", rows=4)
