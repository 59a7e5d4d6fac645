"""One screen for what was done: seven questions, the same for every agency, with its own list."""

from typing import Any

from django import forms

from agencies.acting import Acting
from attendance.models import Pupil
from cases.actions.interventions import Done
from cases.forms.cases import audience_fields
from cases.models import Audience, Intervention
from cases.queries.interventions import MOST_OF_A_GROUP, What, group_of, offered, year_groups_of
from cases.queries.people import audiences_around, audiences_for, people_around
from config.forms import DateField

COPIED = ("on", "minutes", "people", "outcome", "next_step", "audience")


class DoneForm(forms.Form):
    """What was done, when, how long, with whom, what came of it, what comes next, and who may read it."""

    what = forms.ChoiceField(label="What did you do?", error_messages={"required": "Choose what you did"})
    on = DateField(label="When?", error_messages={"required": "Enter the day"})
    minutes = forms.IntegerField(
        label="How many minutes? (optional)",
        required=False,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    people = forms.CharField(
        label="Who was there, or answered? (optional)",
        help_text="Leave this empty if you reached nobody.",
        required=False,
        max_length=200,
    )
    outcome = forms.CharField(
        label="What came of it?",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what came of it"},
    )
    next_step = forms.CharField(label="What happens next? (optional)", required=False, max_length=300)

    def __init__(self, by: Acting, *, year_groups: list[str] | None, data: Any, initial: Any) -> None:
        super().__init__(data, initial={"on": by.on, **(initial or {})})
        contacts, own = offered(by, year_groups)
        self.offered: dict[str, What] = {each.key: each for each in (*contacts, *own)}
        choices: list[Any] = [("", "Choose one"), ("Contact with the family", _choices(contacts))]
        if own:
            choices.append((f"Work of {by.agency}", _choices(own)))
        what: Any = self.fields["what"]
        what.choices = choices

    def done(self) -> Done:
        """What the action takes."""
        given = self.cleaned_data
        what = self.offered[given["what"]]
        return Done(
            on=given["on"], outcome=given["outcome"], audience=Audience(given["audience"]), contact=what.contact,
            reached=what.reached, type=what.type, minutes=given["minutes"], people=given.get("people", ""),
            next_step=given["next_step"], readers=list(given.get("readers", ())),
        )  # fmt: skip


class LogForm(DoneForm):
    """What was done for one child, and which of the people around the child may read it."""

    def __init__(
        self, pupil: Pupil, by: Acting, *, data: Any = None, corrects: Intervention | None = None
    ) -> None:
        super().__init__(by, year_groups=year_groups_of(pupil, by), data=data, initial=_values_of(corrects))
        self.fields |= audience_fields(audiences_around(pupil, by), people_around(pupil, by))


class GroupForm(DoneForm):
    """One session with several children: the same words in the record of each. All `children` given are ticked."""

    field_order = ("pupils", "what", "on", "minutes", "outcome", "next_step", "audience")

    def __init__(self, by: Acting, *, children: Any = None, data: Any = None) -> None:
        super().__init__(by, year_groups=None, data=data, initial=None)
        found = group_of(by) if children is None else children
        some = found.filter(pk__in=list(found.values_list("pk", flat=True)[:MOST_OF_A_GROUP]))
        self.initial["pupils"] = [] if children is None else [child.pk for child in children]
        self.fields["pupils"] = forms.ModelMultipleChoiceField(
            some, label="Which children took part?", widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose the children who took part"},
        )  # fmt: skip
        self.fields["audience"] = forms.ChoiceField(
            label="Who may read it?", initial=Audience.AGENCIES, widget=forms.RadioSelect,
            choices=[(value, label) for value, label in audiences_for(by) if value != Audience.NAMED],
            help_text="Each child’s record says it of that child alone: do not name the others.",
            error_messages={"required": "Choose who may read it"},
        )  # fmt: skip
        del self.fields["people"]
        self.order_fields(self.field_order)


def _choices(some: list[What]) -> list[tuple[str, str]]:
    return [(each.key, each.label) for each in some]


def _values_of(row: Intervention | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "what": What(row.contact, row.type, row.reached).key,
        **{name: getattr(row, name) for name in COPIED},
    }
