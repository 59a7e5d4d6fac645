"""The forms of supervision orders, contracts, parenting orders and school attendance orders."""

from typing import Any

from django import forms

from agencies.models import User
from attendance.models import School
from cases.queries.people import officers_of
from config.forms import DateField
from enforcement.actions.letters import MOST_WORDS
from enforcement.forms.steps import BeginForm, StepForm, VersionForm, line, words
from enforcement.models import Ending, OrderEnd, To
from enforcement.rules.attendance_orders import NOTICE_DAYS
from enforcement.rules.parenting import ORDER_MONTHS, PROGRAMME_MONTHS
from enforcement.rules.service import Method

NARROW = {"class": "govuk-input--width-2"}


class EqualityForm(VersionForm):
    """What was considered, while a step is prepared."""

    equality_considered_on = DateField(label="Equality and human rights considered on", required=False)
    equality_note = words("What was considered", required=False)
    support_unsuitable_because = words("Why support does not suit", required=False)
    support_enough_because = words("Why the support given is enough", required=False)


class SupervisionForm(EqualityForm):
    """The application for a supervision order."""

    not_educated_because = words("What shows that the child is not being properly educated", required=False)
    consulted_on = DateField(label="Social services consulted on", required=False)
    consulted = line("Who was consulted", required=False, most=200)
    consultation = words("What they said", required=False)
    wishes = words("The wishes and feelings of the child, and of the parents", required=False)
    court = line("Family court", required=False)


class MadeSupervisionForm(StepForm):
    """The order as the court made it."""

    made_on = DateField(label="Made on")
    supervisor = forms.ModelChoiceField(User.objects.none(), label="Supervisor")
    terms = words("Terms", required=False)
    review_on = DateField(label="First review on")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.fields["supervisor"].queryset = officers_of(row.case, by)  # type: ignore[attr-defined]  # it has one


class DirectionForm(StepForm):
    """A direction of the supervisor."""

    on = DateField(label="Given on")
    to = forms.ChoiceField(label="To", choices=To)
    text = words("Direction")
    wishes_heard = words("What the child and the parents wished")


class ReviewForm(StepForm):
    """A review of the order."""

    held_on = DateField(label="Held on")
    text = words("What was found and decided")
    next_on = DateField(label="Next review on", required=False)


class ExtendForm(StepForm):
    """An extension applied for."""

    applied_on = DateField(label="Applied on", help_text="Within the last three months of the order.")
    until = DateField(label="To which day", help_text="At most three years after the order would expire.")


class ExtensionForm(StepForm):
    """What the court did with an extension."""

    decided_on = DateField(label="Decided on")
    granted = forms.TypedChoiceField(
        label="The extension was", choices=[("yes", "Granted"), ("no", "Refused")], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes", error_messages={"required": "Choose what the court did"},
    )  # fmt: skip


class EndSupervisionForm(StepForm):
    """How a supervision order ended."""

    ended_on = DateField(label="Ended on")
    ending = forms.ChoiceField(label="How it ended", choices=Ending, widget=forms.RadioSelect)
    reason = words("What happened")


class BreachForm(StepForm):
    """What was not kept."""

    on = DateField(label="On")
    what = words("What was not done")
    explanation = words("What the parent or child says about it", required=False)


class BeginContractForm(BeginForm):
    """A contract with one parent for a stated time."""

    runs_from = DateField(label="From")
    runs_to = DateField(label="To")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        for name in ("equality_considered_on", "equality_note", "support_unsuitable_because"):
            del self.fields[name]
        del self.fields["support_enough_because"]


class ContractForm(VersionForm):
    """What a contract says and who signed it."""

    runs_from = DateField(label="From")
    runs_to = DateField(label="To")
    parent_statement = words("What the parent promises", required=False)
    support_statement = words("What the school or the authority promises", required=False)
    parent_signed_on = DateField(label="Signed by the parent on", required=False)
    other_signed_on = DateField(label="Signed for the school or the authority on", required=False)
    other_signed_by = line("By whom", required=False)


class BeginParentingForm(StepForm):
    """A parenting order to ask for in a prosecution."""

    months = forms.IntegerField(
        label="Months of requirements", min_value=1, max_value=ORDER_MONTHS, widget=forms.NumberInput(NARROW)
    )


class ParentingForm(EqualityForm):
    """What is asked of the court."""

    months = forms.IntegerField(
        label="Months of requirements", min_value=1, max_value=ORDER_MONTHS, widget=forms.NumberInput(NARROW)
    )
    programme_months = forms.IntegerField(
        label="Months of counselling or guidance", min_value=0, max_value=PROGRAMME_MONTHS,
        widget=forms.NumberInput(NARROW), help_text="It may be left out only after an earlier order.",
    )  # fmt: skip
    earlier_order = forms.BooleanField(label="There was an earlier parenting order", required=False)
    arrangements_in_area = forms.BooleanField(
        label="Arrangements for such orders exist in the area", required=False
    )
    circumstances = words("The family's circumstances, and the likely effect on them", required=False)
    requirements = words("Requirements", required=False)
    responsible_officer = line("Responsible officer", required=False)


class MadeForm(StepForm):
    """The day on which the court made an order."""

    made_on = DateField(label="Made on")


class EndedForm(StepForm):
    """When and why an order ended."""

    ended_on = DateField(label="Ended on")
    reason = words("Why?")


class BeginOrderForm(BeginForm):
    """The first step towards a school attendance order."""

    unsuitable_because = words(
        "What shows that the child is not suitably educated", hint="The parent reads this in the notice."
    )


class OwnWordsForm(StepForm):
    """What the writer adds to a letter of an order."""

    own_words = words(
        "Your own words", required=False, most=MOST_WORDS,
        hint="They stand in the letter between the parts that the law wants, and can be changed until it is made.",
    )  # fmt: skip


class WriteFirstForm(OwnWordsForm):
    """The notice to satisfy the authority, before it is served."""

    days = forms.IntegerField(
        label="Days for the parent", min_value=NOTICE_DAYS, initial=NOTICE_DAYS, widget=forms.NumberInput(NARROW),
        help_text="Not less than 15, beginning with the day of service.",
    )  # fmt: skip
    field_order = ("days", "own_words")


class ServedByForm(StepForm):
    """When and how a paper of an order was given: by post it counts from the day on which it is taken to arrive."""

    sent_on = DateField(label="Posted or handed over on")
    method = forms.TypedChoiceField(
        label="How?", coerce=lambda key: Method[key], widget=forms.RadioSelect,
        choices=[
            (Method.FIRST_CLASS.name, "Posted first class"),
            (Method.BY_HAND.name, "Handed over, or left at the address"),
        ],
        error_messages={"required": "Choose how it was given"},
        help_text="A letter posted first class is taken to be served on the second working day after posting.",
    )  # fmt: skip
    how = line(
        "To whom, where and by whom",
        required=False,
        most=200,
        hint="Needed where it was handed over or left.",
    )


class FirstNoticeForm(ServedByForm):
    """The notice that gives the parent time to satisfy the authority, as it was served."""

    days = forms.IntegerField(
        label="Days for the parent", min_value=NOTICE_DAYS, widget=forms.NumberInput(NARROW),
        help_text="As the notice says. Not less than 15, beginning with the day of service.",
    )  # fmt: skip

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.initial = {"days": row.notice_days}


class NamedSchoolForm(StepForm):
    """The intended school, and why."""

    school = forms.ModelChoiceField(School.objects.none(), label="Intended school")
    expedient_because = words(
        "Why it is expedient that the child attends school", hint="The parent reads this in the notice."
    )

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.fields["school"].queryset = _schools(by)  # type: ignore[attr-defined]  # it has one
        self.initial = {"school": row.intended_school_id, "expedient_because": row.expedient_because}


class WriteSchoolForm(NamedSchoolForm, OwnWordsForm):
    """The notice of the intended school, before it is served."""

    field_order = ("school", "expedient_because", "own_words")


class SchoolNoticeForm(NamedSchoolForm, ServedByForm):
    """The notice of the intended school, as it was served."""

    field_order = ("sent_on", "method", "how", "school", "expedient_because")


class ChosenForm(StepForm):
    """Another school, for which the parent applied in time and has a place."""

    school = forms.ModelChoiceField(School.objects.none(), label="School with a place")
    applied_on = DateField(
        label="The parent applied on",
        help_text="Within the 15 days that begin with the service of the notice.",
    )
    because = words("How it is known that a place is offered")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.fields["school"].queryset = _schools(by)  # type: ignore[attr-defined]  # it has one


def _schools(by: Any) -> Any:
    return School.objects.filter(authority=by.authority_id, closed_on=None).order_by("name")


class VaryForm(StepForm):
    """Another school named in an order."""

    on = DateField(label="From")
    school = forms.ModelChoiceField(School.objects.none(), label="School")
    because = words("Why?")

    def __init__(self, row: Any, by: Any, data: Any = None) -> None:
        super().__init__(row, by, data)
        self.fields["school"].queryset = _schools(by)  # type: ignore[attr-defined]  # it has one


class EndOrderForm(StepForm):
    """How a school attendance order ended."""

    ended_on = DateField(label="Ended on")
    ending = forms.ChoiceField(label="How it ended", choices=OrderEnd, widget=forms.RadioSelect)
    reason = words("What happened")
