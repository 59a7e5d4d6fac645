"""Forms of a penalty notice: the sheet on which it is prepared, and what each move asks for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from agencies.acting import Acting
from attendance.models import Address
from attendance.rules.dated import day_in_words
from cases.models import Case
from config.forms import DateField
from enforcement.forms.family import words, yes_no
from enforcement.models import Notice
from enforcement.models.notice import GROUNDS, METHODS
from enforcement.rules.charges import Missed
from enforcement.rules.gate_answer import GateAnswer
from enforcement.rules.service import Method
from enforcement.rules.threshold import Session
from enforcement.rules.withdrawal import Ground

MOST_DAYS = 60


def key_of(session: Session) -> str:
    """A session as a form sends it."""
    return f"{session[0].isoformat()}.{session[1]}"


def session_of(key: str) -> Session:
    """The session that a form sent."""
    day, _, part = key.partition(".")
    return date.fromisoformat(day), int(part)


def labelled(missed: Missed) -> tuple[str, str]:
    """A session as a choice: its key, and its day, part and code."""
    day, part = missed.session
    half = "morning" if part == 0 else "afternoon"
    return key_of(missed.session), f"{day_in_words(day)}, {half}, {missed.code or 'no mark'}"


class ReasonsForm(forms.Form):
    """What whoever prepares a step writes down: equality, support, and why something is left out."""

    equality_note = words(
        "What was considered about equality and human rights?", "Say what was considered",
        help_text="Such as disability, special needs, language, and whether the step is proportionate.",
    )  # fmt: skip
    support_unsuitable_because = words(
        "Why does support not suit? (only if it does not)", help_text="Such as: leave in term time."
    )
    support_enough_because = words("Why is the support so far enough? (only if it is under way)")

    def reasons(self) -> dict[str, str]:
        """The texts by the names of their fields."""
        return {
            name: value for name, value in self.cleaned_data.items() if name.endswith(("_because", "_note"))
        }


class SealForm(forms.Form):
    """The decision to use a sealed address, asked only where it is one."""

    opens_seal = forms.BooleanField(
        label="The address is sealed, I am named for it, and I decide that this letter may go there",
        required=False,
    )

    def ask_about_seal(self, address: Address | None) -> None:
        """Leave the question out for an address that is not sealed."""
        if address is None or not address.sealed:
            del self.fields["opens_seal"]

    @property
    def opened(self) -> bool:
        return bool(self.cleaned_data.get("opens_seal"))


class SessionsMixin(forms.Form):
    """The sessions that a step rests on, out of the unauthorised ones that are not used yet."""

    sessions = forms.MultipleChoiceField(
        label="Which sessions does it rest on?", widget=forms.CheckboxSelectMultiple,
        help_text="Unauthorised sessions of the last six months that no notice or charge to this parent used.",
        error_messages={"required": "Choose the sessions"},
    )  # fmt: skip

    def offer(self, found: Sequence[Missed], chosen: Sequence[Session]) -> None:
        """Offer these sessions, some of them chosen."""
        field: Any = self.fields["sessions"]
        field.choices = [labelled(missed) for missed in found]
        field.initial = [key_of(session) for session in chosen]

    def given_sessions(self) -> tuple[Session, ...]:
        """The sessions chosen."""
        return tuple(session_of(key) for key in self.cleaned_data.get("sessions", ()))


class NoticeForm(SessionsMixin, ReasonsForm, SealForm):
    """The sheet of a notice about absence."""

    siblings = forms.MultipleChoiceField(
        label="Prepare a notice to this parent about a brother or sister as well", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each child gets a notice of its own, resting on the sessions of that child that meet the "
        "threshold, with the same reasons. You can change each before it is checked; each is served by itself.",
    )  # fmt: skip
    below_because = words("Why is a notice right below the threshold? (only if it is below)")
    warning_skipped_because = words("Why is the warning left out? (only if none was sent)")
    method = forms.ChoiceField(label="How will it be sent?", choices=METHODS, widget=forms.RadioSelect)
    issuer_is_authorised = yes_no("Is whoever issues it authorised by the authority to do so?")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, found: Sequence[Missed], chosen: Sequence[Session], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer(found, chosen)
        self.order_fields(
            ["sessions", "equality_note", "support_unsuitable_because", "support_enough_because"]
        )
        if not self.initial.get("method"):
            self.initial["method"] = "first_class"

    def ask_about_siblings(self, cases: Sequence[Case]) -> None:
        """Offer the cases of brothers and sisters; nothing is asked where there are none."""
        if not cases:
            del self.fields["siblings"]
            return
        field: Any = self.fields["siblings"]
        field.choices = [(each.ref, str(each.pupil)) for each in cases]

    def chosen_of(self, cases: Sequence[Case]) -> list[Case]:
        """Those of the cases that were ticked."""
        ticked = set(self.cleaned_data.get("siblings", ()))
        return [each for each in cases if each.ref in ticked]


def initial_of(notice: Notice) -> dict[str, Any]:
    """A notice's sheet as it was filled in."""
    names = (
        "equality_note", "support_unsuitable_because", "support_enough_because", "below_because",
        "warning_skipped_because", "method", "version",
    )  # fmt: skip
    return {name: getattr(notice, name) for name in names} | {
        "issuer_is_authorised": "yes" if notice.issuer_is_authorised else "no"
    }


class ExcludedForm(forms.Form):
    """The sheet of a notice about an excluded pupil in a public place."""

    excluded_on = DateField(label="On which day was the pupil excluded?")
    section_104_notice_on = DateField(
        label="When was the section 104 notice given to this parent?", required=False
    )
    first_day = DateField(label="First day that the section 104 notice states")
    last_day = DateField(
        label="Last day that it states", help_text="At most the first five school days of the exclusion."
    )
    seen_on = DateField(label="When was the pupil seen?")
    in_public_place = yes_no("Was it a public place?")
    in_school_hours = yes_no("Was it in school hours?")
    justified_because = words("What justifies it, as far as anybody says? (leave empty if nothing)")
    equality_note = words("What was considered about equality and human rights?", "Say what was considered")
    method = forms.ChoiceField(
        label="How will it be sent?", choices=METHODS, widget=forms.RadioSelect, initial="first_class"
    )
    issuer_is_authorised = yes_no("Is whoever issues it authorised by the authority to do so?")

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and not first <= last <= first + timedelta(days=MOST_DAYS):
            self.add_error("last_day", "The last day is on or after the first, and not months later")
        return given

    def seen(self, school_days: Sequence[date]) -> dict[str, Any]:
        """The observation in plain values, with the school days that the notice states."""
        given = self.cleaned_data
        notice = given["section_104_notice_on"]
        stated = [day for day in school_days if given["first_day"] <= day <= given["last_day"]]
        return {
            "excluded_on": given["excluded_on"].isoformat(),
            "seen_on": given["seen_on"].isoformat(),
            "section_104_notice_on": notice.isoformat() if notice else None,
            "days_stated": [day.isoformat() for day in stated],
            "in_public_place": given["in_public_place"],
            "in_school_hours": given["in_school_hours"],
            "justified_because": given["justified_because"],
        }


class IssueForm(forms.Form):
    """What a second person confirms, and the answers that they sign."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signs = forms.MultipleChoiceField(
        label="What do you sign?", widget=forms.CheckboxSelectMultiple, required=False
    )
    checked = forms.BooleanField(
        label="I have checked the person, the address, the sessions and the reasons",
        error_messages={"required": "Confirm that you have checked them"},
    )

    def __init__(self, unsigned: Sequence[GateAnswer], version: int, data: Any = None) -> None:
        super().__init__(data, initial={"version": version})
        signs: Any = self.fields["signs"]
        signs.choices = [(each.key, f"{each.sentence} ({each.signed_by})") for each in unsigned]
        if not unsigned:
            del self.fields["signs"]


class ReasonForm(forms.Form):
    """Why."""

    reason = words("Why?", "Say why: the reason stays on the record", rows=4)


class ServeForm(forms.Form):
    """How and when it was sent."""

    method = forms.TypedChoiceField(
        label="How was it sent?",
        choices=METHODS,
        coerce=lambda name: Method[name.upper()],
        widget=forms.RadioSelect,
    )
    sent_on = DateField(label="On which day was it posted or handed over?")
    shown_on = DateField(
        label="Day on which it is shown to have arrived (optional)", required=False,
        help_text="Without it the day of receipt follows from the law.",
    )  # fmt: skip

    def __init__(self, method: str, on: date, data: Any = None) -> None:
        super().__init__(data, initial={"method": method, "sent_on": on})


class ReturnForm(forms.Form):
    """That it came back."""

    came_back_on = DateField(label="When did it come back?")
    reason = words("How is it known that it was not received?", "Say how it is known", rows=4)


class WithdrawForm(forms.Form):
    """On which lawful ground, and why."""

    ground = forms.TypedChoiceField(
        label="On which ground?", choices=GROUNDS, coerce=lambda name: Ground[name.upper()], widget=forms.RadioSelect,
        error_messages={"required": "Choose a ground"},
    )  # fmt: skip
    reason = words("Why?", "Say why: the reason stays on the record", rows=4)


class ReaddressForm(forms.Form):
    """To which address of the record it goes."""

    address = forms.ChoiceField(
        label="To which address?", widget=forms.RadioSelect, error_messages={"required": "Choose an address"}
    )

    def __init__(self, notice: Notice, by: Acting, data: Any = None) -> None:
        super().__init__(data)
        rows = Address.objects.visible_to(by).filter(parent=notice.parent_id).order_by("-began_on", "-pk")
        self.rows: Mapping[str, Address] = {
            str(row.pk): row for row in rows if row.ended_on is None or row.ended_on >= by.on
        }
        field: Any = self.fields["address"]
        field.choices = [
            (key, ", ".join(filter(None, (*row.lines.splitlines(), row.town, row.postcode))))
            for key, row in self.rows.items()
        ]


class DoubtForm(forms.Form):
    """What a person decides about a notice in doubt."""

    answer = words("What do you decide, and why?", "Say what you decide, and why", rows=4)


class RemindForm(forms.Form):
    """What a reminder says besides its own locked words."""

    own_words = words("Your own words between the fixed parts (optional)", rows=4, most=3_000)
