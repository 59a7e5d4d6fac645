"""The forms of a prosecution about an order: its service, the failures charged, the direction not followed."""

from typing import Any

from django import forms

from agencies.words import date as in_words
from attendance.rules.age import compulsory_age
from config.forms import DateField
from enforcement.forms.court import AcquittalForm
from enforcement.forms.orders import BreachForm
from enforcement.forms.steps import BeginForm, StepForm, VersionForm, line
from enforcement.models import AttendanceOrder, Breach, Direction
from enforcement.queries.broken import Order, orders_on_record, taken_apart

# Asked of steps against absence alone: these offences ask for no support before them.
SUPPORT = ("support_unsuitable_because", "support_enough_because")


class ServedForm(StepForm):
    """When and how an order was served."""

    served_on = DateField(label="Served on", error_messages={"required": "Enter the day of service"})
    how = line(
        "How it was served",
        most=300,
        hint="By whom, on whom, how and where. It becomes the proof of service.",
    )


class Failures(forms.ModelMultipleChoiceField):
    """The failures recorded against an order, each with its day, and why it cannot be charged where it cannot."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            Breach.objects.none(), label="Failures that are charged", widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one failure"}, **more,
        )  # fmt: skip
        self.refused: dict[int, str] = {}

    def of(self, order: Order, parent: int, by: Any) -> None:
        """Offer the failures of an order, as they stand towards a parent today."""
        record = orders_on_record(order.pupil)
        rows, age = record.against(order), compulsory_age(order.pupil.born_on)
        self.refused = {}
        for each in rows:
            found = taken_apart(order, parent, record, [each], by.on, age)
            if found.refused:
                self.refused[each.pk] = found.refused[0][1]
        self.queryset = Breach.objects.filter(pk__in=[each.pk for each in rows]).order_by("on", "pk")

    def label_from_instance(self, obj: Breach) -> str:
        """The day and what was not done; why it cannot be charged."""
        said = self.refused.get(obj.pk, "")
        return f"{in_words(obj.on)}: {obj.what}" + (f" (Cannot be charged: {said})" if said else "")


class BeginOrderChargeForm(BeginForm):
    """A prosecution of a parent about an order. The row is the order."""

    failures = Failures(help_text="They are recorded on the page of the order, each with its day.")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        for name in SUPPORT:
            del self.fields[name]
        if isinstance(row, AttendanceOrder):
            # It was made to one parent: nobody else is charged about it.
            self.contacts = {
                key: each for key, each in self.contacts.items() if each.parent_id == row.parent_id
            }
            parent = self.fields["parent"]
            parent.choices = [each for each in parent.choices if each[0] in self.contacts]  # type: ignore[attr-defined]  # it has
        self.initial = {**self.initial, "parent": str(row.parent_id)}
        self.fields["failures"].of(row, row.parent_id, by)  # type: ignore[attr-defined]  # it is one of ours

    def choose(self, *, towards: str, step: str) -> None:
        """The parent whose step was followed; else the one of the order."""
        chosen = (key for key, each in self.contacts.items() if str(each.pk) == towards)
        self.initial = {**self.initial, "parent": next(chosen, str(self.row.parent_id))}


class ChooseFailuresForm(VersionForm):
    """The failures of a draft, chosen again."""

    failures = Failures()

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.fields["failures"].of(row.order, row.parent_id, by)  # type: ignore[attr-defined]  # it is one of ours
        self.initial = {
            "version": row.version, "failures": list(row.failures.values_list("breach", flat=True)),
        }  # fmt: skip


def _offer(field: Any, directions: Any) -> None:
    """Offer directions in order of their days, with to whom each was given and until when."""
    field.queryset = directions.order_by("on", "pk")
    field.label_from_instance = _of_direction


def _of_direction(row: Direction) -> str:
    lifted = f" (Lifted on {in_words(row.lifted_on)})" if row.lifted_on else ""
    return f"{in_words(row.on)}, to {row.get_to_display().lower()}: {row.text}{lifted}"


class NotFollowedForm(BreachForm):
    """A direction that was not followed."""

    direction = forms.ModelChoiceField(
        Direction.objects.none(), label="Direction", empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose the direction that was not followed"},
        help_text="Only a direction to the parents can be charged. Give the direction first if none is listed.",
    )  # fmt: skip
    field_order = ("direction", "on", "what", "explanation")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        _offer(self.fields["direction"], row.directions.all())


class LiftForm(StepForm):
    """A direction that is lifted."""

    direction = forms.ModelChoiceField(
        Direction.objects.none(), label="Direction", empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose the direction that is lifted"},
    )  # fmt: skip
    lifted_on = DateField(
        label="Lifted on", help_text="From this day on it need not be followed.",
        error_messages={"required": "Enter the day"},
    )  # fmt: skip

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        _offer(self.fields["direction"], row.directions.filter(lifted_on=None))


class AcquittalOfOrderForm(AcquittalForm):
    """A verdict of not guilty, and whether the order ceases."""

    order_ceases = forms.BooleanField(
        label="The court directed that the school attendance order ceases", required=False,
        help_text="Without such a direction it stays in force (section 443(2)).",
    )  # fmt: skip
