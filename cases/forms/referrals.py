"""The forms of referrals: the draft, and what the team and the school do about it."""

from typing import Any

from django import forms

from attendance.models import Parent
from cases.actions.referrals import Written
from cases.forms.cases import for_school_field
from cases.models import DeclineReason, EvidenceKind, Referral, ReferralEvidence
from cases.rules.referral import TRIED_WORDS, Tried
from config.forms import DateField

LONG = 5000


def _text(
    label: str, hint: str, *, required: bool = False, missing: str = "", rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class DraftForm(forms.Form):
    """A draft: everything may be left for later; what lacks stands beside the form."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    worry = _text(
        "What worries you, and what do you hope for?",
        "What you see, since when, and what you would like the team to do.",
    )

    def __init__(
        self, referral: Referral, parents: list[Parent], evidence: list[ReferralEvidence], data: Any = None
    ) -> None:
        super().__init__(data)
        self.parents: list[Parent | None] = [*parents] or [None]
        held = {(row.kind, row.parent_id): row for row in evidence}
        for parent in self.parents:
            name, row = letter_field(parent), held.get((EvidenceKind.LETTER, parent.pk if parent else None))
            self.fields[name] = DateField(
                label=f"Warning letter to {parent or 'the parents'}: when was it sent?",
                help_text="A letter of its own to each parent. A day to come is one on which it will go out.",
                required=False,
                initial=row.on if row else None,
            )
        for kind in Tried:
            row = held.get((kind.value, None))
            self.fields[f"on_{kind}"] = DateField(
                label=f"{TRIED_WORDS[kind]}: when?",
                help_text="A day to come is one for which it is arranged.",
                required=False,
                initial=row.on if row else None,
            )
            self.fields[f"note_{kind}"] = forms.CharField(
                label=f"{TRIED_WORDS[kind]}: what was done?",
                max_length=500,
                required=False,
                initial=row.note if row else "",
            )
        self._texts(referral)

    def _texts(self, referral: Referral) -> None:
        self.fields["safeguarding"] = _text(
            "What did the school consider about the child’s safety?", "Say so too where there is no concern."
        )
        self.fields["child_views"] = _text(
            "What does the child say?", "In their own words, or why they could not be asked."
        )
        self.fields["parent_views"] = _text(
            "What do the parents say?", "In their own words, each of them, or why they could not be asked."
        )
        for name in ("version", "worry", "safeguarding", "child_views", "parent_views"):
            self.fields[name].initial = getattr(referral, name)

    def written(self) -> Written:
        """What the action takes."""
        given = self.cleaned_data
        letters = {parent.pk if parent else None: given[letter_field(parent)] for parent in self.parents}
        tried = {kind: (given[f"on_{kind}"], given[f"note_{kind}"]) for kind in Tried}
        return Written(
            worry=given["worry"],
            safeguarding=given["safeguarding"],
            child_views=given["child_views"],
            parent_views=given["parent_views"],
            letters={parent: day for parent, day in letters.items() if day},
            tried={kind: (day, note) for kind, (day, note) in tried.items() if day},
        )


def letter_field(parent: Parent | None) -> str:
    """The name of the field for the day of the letter to a parent."""
    return f"letter_{parent.pk if parent else 0}"


class AskForm(forms.Form):
    """A question to whoever referred."""

    text = _text(
        "What do you need to know?",
        "Whoever referred reads this. Your clock stands still until they answer.",
        required=True,
        missing="Write the question",
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    text = _text("Your answer", "The team reads this.", required=True, missing="Write the answer")


class WithdrawForm(forms.Form):
    """Why a referral is taken back; a draft is dropped without."""

    reason = _text("Why is it withdrawn?", "The team reads this. A draft needs no reason.", rows=3)


class DeclineForm(forms.Form):
    """Why a referral is declined, in words that help the school."""

    text = _text(
        "What should the school do now?",
        "Whoever referred reads this.",
        required=True,
        missing="Say what the school should do now",
    )

    def __init__(self, ready: bool, data: Any = None) -> None:
        super().__init__(data)
        # A referral that meets the criteria is never returned for want of them.
        self.fields["because"] = forms.ChoiceField(
            label="Why is it declined?",
            choices=[
                choice
                for choice in DeclineReason.choices
                if not (ready and choice[0] == DeclineReason.CRITERIA)
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose why it is declined"},
        )
        self.order_fields(["because", "text"])


class AcceptForm(forms.Form):
    """Who takes the case; nobody leaves it in the queue."""

    reason = forms.CharField(
        label="Why another than the named officer?",
        max_length=500,
        required=False,
        help_text="Only where you choose somebody else than the school’s named officer.",
    )

    def __init__(self, officers: Any, suggested: Any, data: Any = None) -> None:
        super().__init__(data)
        hint = (
            f"{suggested.name} is the school’s named officer."
            if suggested
            else "The school has no named officer."
        )
        self.fields["officer"] = forms.ModelChoiceField(
            officers,
            label="Officer",
            required=False,
            empty_label="Nobody yet: leave it in the queue",
            initial=suggested,
            help_text=hint,
        )
        self.fields["for_school"] = for_school_field()
        self.order_fields(["officer", "reason", "for_school"])
