"""Forms of a request for a notice."""

from django import forms

from config.forms import DateField
from enforcement.forms.family import words, yes_no


class RequestForm(forms.Form):
    """What is asked for, and the school's own checks."""

    first_on = DateField(label="First day of the absence")
    last_on = DateField(label="Last day of the absence")
    reason = words("Why should a notice be considered?", "Say why a notice is asked for", rows=4, most=5_000)
    tried = words(
        "What support was offered, and what became of it?", "Say what was tried, or why not", rows=4
    )
    registers_right = yes_no("Are the registers of these days checked and right?")
    no_reason_given = yes_no("Has nobody given a reason that you accept?")

    def clean(self) -> dict[str, object]:
        """A request is not sent while a check of the school's is open."""
        given = super().clean() or {}
        if given.get("registers_right") is False:
            self.add_error("registers_right", "Put the registers right first")
        if given.get("no_reason_given") is False:
            self.add_error("no_reason_given", "Enter the code of the reason in the register instead")
        return given

    def given(self) -> dict[str, object]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("first_on", "last_on", "reason", "tried")}


class RefuseForm(forms.Form):
    """Why no notice is issued."""

    answer = words("Why is no notice issued?", "Say why: whoever asked reads it", rows=4)
