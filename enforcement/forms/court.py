"""The forms of the fast track, of prosecutions and of hearings."""

from collections.abc import Mapping
from typing import Any

from django import forms

from config.forms import DateField
from enforcement.forms.steps import BeginForm, StepForm, VersionForm, line, money, pence, words
from enforcement.models import Considered, CourtPaper, ItemKind, Plea, Purpose, Sentence
from enforcement.models.prosecution import OFFENCES_OF_ABSENCE
from enforcement.queries.begun import CHARGES
from enforcement.queries.pack import SIGNED
from enforcement.rules.offences import PARENTING_AFTER, Offence, Rests

# An offence against an order stays the one it is, and asks neither for knowledge nor for support before it.
ABSENCE_ALONE = ("offence", "knowledge", "support_unsuitable_because", "support_enough_because")
NOT_ASKED: Mapping[Rests, tuple[str, ...]] = {
    Rests.SESSIONS: ("parent_heard",),
    Rests.SCHOOL_ORDER: ABSENCE_ALONE,
    Rests.SUPERVISION: ABSENCE_ALONE,
}


class ConsiderForm(StepForm):
    """An education supervision order is considered before any charge."""

    decision = forms.ChoiceField(
        label="What was decided", choices=Considered, widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided"},
    )  # fmt: skip
    reason = words("Why?", hint="It cannot be changed afterwards. Consider again where things change.")


class PeriodForm(StepForm):
    """The period over which sessions are charged."""

    first_on = DateField(label="First day", error_messages={"required": "Enter the first day"})
    last_on = DateField(label="Last day", error_messages={"required": "Enter the last day"})


class ChoosePeriodForm(PeriodForm, VersionForm):
    """The period of a draft, chosen again."""


class BeginChargeForm(BeginForm):
    """A prosecution of one parent over a period."""

    offence = forms.ChoiceField(
        label="Offence", choices=OFFENCES_OF_ABSENCE, widget=forms.RadioSelect, required=False,
        help_text="It can be changed while the prosecution is prepared.",
    )  # fmt: skip
    first_on = DateField(label="First day of the period", error_messages={"required": "Enter the first day"})
    last_on = DateField(label="Last day of the period", error_messages={"required": "Enter the last day"})

    def choose(self, *, towards: str, step: str) -> None:
        """The offence of the step that was followed; else the one without knowledge."""
        super().choose(towards=towards, step=step)
        offence = next((key for key, each in CHARGES.items() if each.value == step), Offence.FAILURE.value)
        self.initial = {**self.initial, "offence": offence}

    def given(self) -> dict[str, Any]:
        """What the action takes; no offence chosen is the one that a prosecution begins with."""
        given = super().given()
        return (
            given if given["offence"] else {name: each for name, each in given.items() if name != "offence"}
        )


class ChargeForm(VersionForm):
    """What an officer writes while a prosecution is prepared."""

    offence = forms.ChoiceField(label="Offence", choices=OFFENCES_OF_ABSENCE, widget=forms.RadioSelect)
    single_justice = forms.BooleanField(
        label="It goes to a single justice, on the papers", required=False,
        help_text="Lawful for every offence but section 444(1A), from April 2015, and for adults.",
    )  # fmt: skip
    parent_heard = words(
        "What the parent says, and what you make of it", required=False, rows=5,
        hint="Suitable education otherwise; reasonable steps, an unreasonable direction, a clash with another order. "
        "Write also how and when the parent was asked.",
    )  # fmt: skip
    knowledge = words(
        "What shows that the parent knew", required=False,
        hint="For section 444(1A): a line for each letter, visit or interview.",
    )  # fmt: skip
    evidence_sufficient = forms.BooleanField(
        label="The evidence gives a realistic prospect of conviction", required=False
    )
    in_public_interest = forms.BooleanField(label="Prosecution is in the public interest", required=False)
    code_test_note = words("Why both parts of the test are met, or not", required=False)
    no_interview_because = words("Why there is no interview under caution", required=False)
    asks_parenting_order = forms.BooleanField(
        label="A parenting order is to be asked for on conviction", required=False
    )
    equality_considered_on = DateField(label="Equality and human rights considered on", required=False)
    equality_note = words("What was considered", required=False)
    support_unsuitable_because = words("Why support does not suit", required=False)
    support_enough_because = words("Why the support given is enough", required=False)

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        for name in NOT_ASKED[row.rests_on]:
            del self.fields[name]
        if Offence(row.offence) not in PARENTING_AFTER:
            del self.fields["asks_parenting_order"]


class InviteForm(StepForm):
    """The written invitation to an interview under caution."""

    invited_on = DateField(label="Invited in writing on")
    planned_on = DateField(label="Interview planned for")
    place = line("Place", most=200)


class InterviewForm(StepForm):
    """An interview under caution as it was held."""

    held_on = DateField(label="Held on")
    cautioned = forms.BooleanField(
        label="The caution was given before the first question", required=False,
        help_text="Without it no answer can be evidence, and the interview is not recorded.",
    )  # fmt: skip
    present = line("Who was present", most=300, required=False)
    text = words("Questions and answers", rows=10, most=50_000)


class StatementForm(StepForm):
    """A witness's statement: what this witness did and saw, and nothing of others."""

    witness = line("Name of the witness")
    post = line("Post")
    text = words(
        "Statement", rows=12, most=50_000, hint="What you yourself did and saw. Others are “the school”."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        last = row.statements.filter(signed_on=None).order_by("-pk").first()
        if last is not None:
            self.initial = {name: getattr(last, name) for name in ("witness", "post", "text", "version")}


class ItemForm(StepForm):
    """A line of a schedule."""

    kind = forms.ChoiceField(label="Schedule", choices=ItemKind, widget=forms.RadioSelect)
    what = line("What it is", most=300)
    on = DateField(label="Its date", required=False)
    amount = money("Amount, for a cost")
    is_sensitive = forms.BooleanField(
        label="Sensitive",
        required=False,
        help_text="Unused material that may not be shown: only its number is.",
    )
    helps_defence = forms.BooleanField(
        label="It might help the defence or weaken the case",
        required=False,
        help_text="It is then disclosed.",
    )

    def clean(self) -> dict[str, Any]:
        """A cost has its amount."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == ItemKind.COST and given.get("amount") is None:
            self.add_error("amount", "Enter the amount")
        given["amount"] = pence(given.get("amount"))
        return given


class SignForm(StepForm):
    """Who signed a certificate or statement, and when."""

    paper = forms.ModelChoiceField(CourtPaper.objects.none(), label="Paper", empty_label=None)
    signed_by = line("Signed by", hint="Name and post")
    signed_on = DateField(label="Signed on")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        papers = row.papers.filter(kind__in=SIGNED, signed_on=None).order_by("-pk")
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]  # a model choice field has one
        self.fields["paper"].label_from_instance = (  # type: ignore[attr-defined]  # as Django's own subclasses do
            lambda paper: f"{paper.get_kind_display()}, version {paper.number}"
        )


class VerdictForm(StepForm):
    """A conviction: plea, sentence, costs."""

    decided_on = DateField(label="Day of the verdict")
    plea = forms.ChoiceField(label="Plea", choices=Plea, required=False)
    sentence = forms.ChoiceField(label="Sentence", choices=Sentence, required=False)
    fine = money("Fine")
    surcharge = money("Surcharge")
    costs_awarded = money("Costs awarded")
    sentence_note = words("Anything else the court ordered", required=False)

    def given(self) -> dict[str, Any]:
        """What the action takes: the result together, in pence."""
        given = dict(self.cleaned_data)
        for name in ("fine", "surcharge", "costs_awarded"):
            given[name] = pence(given[name])
        return {"decided_on": given.pop("decided_on"), "result": given}


class AcquittalForm(StepForm):
    """A verdict of not guilty."""

    decided_on = DateField(label="Day of the verdict")


class DirectedForm(StepForm):
    """The court directed an application for a supervision order."""

    directed_on = DateField(label="Directed on")


class AnswerForm(StepForm):
    """What the court was told about its direction."""

    answer = words("What the court was told", rows=5)


class HearingForm(StepForm):
    """A hearing to be listed."""

    purpose = forms.ChoiceField(label="What it is for", choices=Purpose)
    on = DateField(label="Day")
    at = forms.TimeField(
        label="Time", required=False, help_text="For example, 10:00",
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    court = line("Court")


class ResultForm(StepForm):
    """What the court did, or why the hearing left the list."""

    result = words("What happened")


class AdjournForm(StepForm):
    """To which day a hearing is adjourned, and why."""

    to = DateField(label="Adjourned to")
    at = forms.TimeField(
        label="Time", required=False, help_text="For example, 10:00",
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    reason = words("Why?")


class TrackStepForm(StepForm):
    """A step of the twelve weeks: another day, or that it is done."""

    due_on = DateField(label="Day it is due")
    done_on = DateField(label="Done on", required=False, help_text="Leave empty to change the day alone.")
    note = words("What came of it", required=False)

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.initial = {"due_on": row.due_on}
