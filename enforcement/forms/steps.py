"""What the forms of every step share: the parent, what was considered, a reason, days, money in pounds."""

from decimal import Decimal
from typing import Any

from django import forms

from agencies.acting import Acting
from attendance.models import Address
from cases.models import Case
from config.forms import DateField
from enforcement.queries.towards import address_on, parents_on
from enforcement.rules.gate import Gate


def words(
    label: str, *, required: bool = True, hint: str = "", rows: int = 3, most: int = 4000
) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label}: write it down"},
    )


def line(label: str, *, required: bool = True, hint: str = "", most: int = 120) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint,
        error_messages={"required": f"{label}: write it down"},
    )  # fmt: skip


def money(label: str, *, required: bool = False) -> forms.DecimalField:
    """An amount in pounds; `pence` turns it into what is kept."""
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=8, decimal_places=2, help_text="In pounds",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip


def pence(amount: Decimal | None) -> int | None:
    """Pounds as pence."""
    return None if amount is None else int(amount * 100)


class StepForm(forms.Form):
    """A form of one act on a row, made with the row and who acts."""

    def __init__(self, row: Any, by: Acting, data: Any = None) -> None:
        super().__init__(data)
        self.row, self.by = row, by

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)

    def choose(self, *, towards: str, step: str) -> None:
        """Fill in what the ladder was asked about: towards whom, by contact, and which step. Nothing here."""


class ReasonForm(StepForm):
    """Why."""

    reason = words("Why?", hint="The reason stays on the record.")


class VersionForm(StepForm):
    """A form about a row that two people may change."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, row: Any, by: Acting, data: Any = None) -> None:
        super().__init__(row, by, data)
        held = {name: getattr(row, name) for name in self.fields if hasattr(row, name)}
        self.initial = {**held, "version": row.version}


class CheckForm(VersionForm):
    """Taking a step as a second person, with the answers that one signs."""

    def sign(self, gate: Gate) -> None:
        """Offer the answers that wait for the signature of whoever acts."""
        role = self.by.role.label.lower()
        mine = [(each.key, each.sentence) for each in gate.unsigned if each.signed_by == role]
        if mine:
            self.fields["signs"] = forms.MultipleChoiceField(
                label="What you sign", choices=mine, required=False, widget=forms.CheckboxSelectMultiple,
                help_text="Each waits for somebody in your role.",
            )  # fmt: skip


class BeginForm(StepForm):
    """Towards whom a step is begun, and what was considered. The row is the case."""

    parent = forms.ChoiceField(
        label="Parent", widget=forms.RadioSelect, error_messages={"required": "Choose a parent"}
    )
    equality_considered_on = DateField(
        label="Equality and human rights considered on", required=False, help_text="Leave empty if not yet."
    )
    equality_note = words("What was considered", required=False)
    support_unsuitable_because = words(
        "Why support does not suit", required=False, hint="Only where no support was offered."
    )
    support_enough_because = words(
        "Why the support given is enough",
        required=False,
        hint="Only where support is under way or was taken up.",
    )

    def __init__(self, row: Case, by: Acting, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.contacts = {str(each.parent_id): each for each in parents_on(row.pupil, by.on)}
        self.fields["parent"].choices = [  # type: ignore[attr-defined]  # a choice field has choices
            (key, f"{each.parent}, {each.relationship.lower()}") for key, each in self.contacts.items()
        ]
        if self._sealed():
            self.fields["opens_seal"] = forms.BooleanField(
                label="A sealed address may be used for this step", required=False,
                help_text="Only you, who are named for it, can decide so.",
            )  # fmt: skip

    def choose(self, *, towards: str, step: str) -> None:
        """The parent whose step on the ladder was followed is chosen to begin with."""
        chosen = (key for key, each in self.contacts.items() if str(each.pk) == towards)
        self.initial = {**self.initial, "parent": next(chosen, None)}

    def _sealed(self) -> bool:
        named = set(self.by.named(Address))
        held = (address_on(each.parent, self.by.on) for each in self.contacts.values())
        return any(row is not None and row.sealed and row.pk in named for row in held)

    def given(self) -> dict[str, Any]:
        """What the action takes: the parent as a row, the reasons together."""
        given = dict(self.cleaned_data)
        given["parent"] = self.contacts[given["parent"]].parent
        names = ("equality_note", "support_unsuitable_because", "support_enough_because")
        given["because"] = {name: given.pop(name, "") for name in names}
        return given
