"""The forms of an assessment, and of what child and parents said."""

from typing import Any

from django import forms

from agencies.acting import Acting
from attendance.models import Contact
from cases.actions.assessments import FactorFound, Found, Said
from cases.forms.cases import audience_fields
from cases.models import Assessment, Audience, Case, How, Weight
from cases.queries.people import audiences_around, people_around
from cases.rules.factors import FACTORS
from config.forms import DateField

WEIGHTS = [("", "No sign of it"), *Weight.choices]
CHILD = "child"


class AssessmentForm(forms.Form):
    """The circumstances one by one, strengths, what follows, and when it is looked at again."""

    strengths = forms.CharField(
        label="What is strong?", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What the child likes and does well, who stands by them, which days go right.",
    )  # fmt: skip
    conclusions = forms.CharField(
        label="What follows from it?", max_length=50_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what follows from it"},
    )  # fmt: skip
    review_on = DateField(label="Look at it again by")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, held: Assessment | None, first: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, initial={**first, **_values_of(held), "version": held.number if held else 0})
        for factor in FACTORS.values():
            self.fields[f"weight-{factor.key}"] = forms.ChoiceField(
                label=factor.label,
                help_text=factor.ask,
                choices=WEIGHTS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{factor.key}"] = forms.CharField(
                label=f"{factor.label}: what is known (optional)", required=False, max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        each = (name for key in FACTORS for name in (f"weight-{key}", f"note-{key}"))
        self.order_fields([*each, "strengths", "conclusions", "review_on", "version"])

    def clean(self) -> dict[str, Any]:
        """What is known of a circumstance goes with how much it plays a part."""
        given = super().clean() or {}
        for key in FACTORS:
            if given.get(f"note-{key}") and not given.get(f"weight-{key}"):
                self.add_error(f"weight-{key}", "Say whether it plays a part, since something is known of it")
        return given

    def found(self) -> Found:
        """What the action takes."""
        given = self.cleaned_data
        return Found(
            conclusions=given["conclusions"], review_on=given["review_on"], strengths=given["strengths"],
            factors=tuple(
                FactorFound(key, given[f"weight-{key}"], given[f"note-{key}"])
                for key in FACTORS
                if given[f"weight-{key}"]
            ),
        )  # fmt: skip

    def on_top_of(self, number: int) -> None:
        """Let the next save stand on a version that the person has now been shown."""
        sent: Any = self.data
        fresh = sent.copy()
        fresh["version"] = str(number)
        self.data = fresh


def _values_of(held: Assessment | None) -> dict[str, Any]:
    if held is None:
        return {}
    rows = held.factors.all()
    return {
        "strengths": held.strengths, "conclusions": held.conclusions,
        **{f"weight-{row.factor}": row.weight for row in rows}, **{f"note-{row.factor}": row.note for row in rows},
    }  # fmt: skip


class WordsForm(forms.Form):
    """What the child or a parent said: whose words, when, how, and who may read them."""

    who = forms.ChoiceField(label="Whose words are they?", error_messages={"required": "Choose who said it"})
    words = forms.CharField(
        label="What did they say, in their own words?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Write it as they said it. Each parent’s words are kept apart: write nothing of another household.",
        error_messages={"required": "Write what they said"},
    )  # fmt: skip
    on = DateField(label="When did they say it?")
    how = forms.ChoiceField(
        label="How?", choices=How.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose how they said it"},
    )  # fmt: skip

    def __init__(self, case: Case, by: Acting, data: Any = None) -> None:
        super().__init__(data, initial={"on": by.on, "who": CHILD})
        rows = Contact.objects.visible_to(by).filter(pupil=case.pupil, ended_on=None).select_related("parent")
        self.parents = {f"parent-{each.pk}": each for each in rows.order_by("order", "pk")}
        who: Any = self.fields["who"]
        who.choices = [
            (CHILD, f"{case.pupil.forename}, the child"),
            *((key, f"{each.parent} ({each.relationship})") for key, each in self.parents.items()),
        ]
        self.fields |= audience_fields(audiences_around(case.pupil, by), people_around(case.pupil, by))

    def said(self) -> Said:
        """What the action takes."""
        given = self.cleaned_data
        return Said(
            words=given["words"], on=given["on"], how=How(given["how"]), audience=Audience(given["audience"]),
            contact=self.parents.get(given["who"]), readers=list(given["readers"]),
        )  # fmt: skip
