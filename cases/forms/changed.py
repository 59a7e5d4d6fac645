"""What somebody else changed while a person had a form open, beside what that person wrote.

A view that met `ChangedMeanwhile` shows it and lets the same form be sent again over the newer row:

    except ChangedMeanwhile as refused:
        form.add_error(None, str(refused))
        changed = renewed(form, ChangeForm(held_as_it_is_now))

`cases/changed.html` draws the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from agencies.words import date as in_words

VERSION = "version"
EMPTY = "Nothing"


@dataclass(frozen=True)
class Difference:
    """A question of the form, what is saved as the answer now, and what this person wrote."""

    question: str
    saved: str
    yours: str


def renewed(form: forms.Form, fresh: forms.Form) -> list[Difference]:
    """Where a bound form differs from the row as `fresh` shows it; the form then carries the row's version.

    Both are of one class; what only one of them asks is left out. The words that were sent stay in the form.
    """
    carry_version(form, fresh.get_initial_for_field(fresh.fields[VERSION], VERSION))
    asked = {
        name: field
        for name, field in form.fields.items()
        if not field.widget.is_hidden and name in fresh.fields
    }
    found = []
    for name, field in asked.items():
        saved = _words(field, fresh.get_initial_for_field(fresh.fields[name], name))
        yours = _words(field, form.cleaned_data.get(name))
        if saved != yours:
            found.append(Difference(str(field.label or name), saved, yours))
    return found


def carry_version(form: forms.Form, version: int) -> None:
    """Let a bound form be sent again for the row as it is now, not as it was when the form was opened."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict's, or a dictionary's
    data[VERSION] = str(version)
    form.data = data


def _words(field: forms.Field, value: object) -> str:
    """A value as the page says it: choices by their label, days in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(field.label_from_instance(each) for each in value or ()) or EMPTY  # type: ignore[attr-defined]  # rows
    if isinstance(field, forms.ModelChoiceField) and value:
        rows: Any = field.queryset
        chosen = value if isinstance(value, Model) else rows.filter(pk=value).first()
        return field.label_from_instance(chosen) if chosen else EMPTY
    if isinstance(field, forms.ChoiceField):
        offered: Any = field.choices
        labels: Mapping[str, str] = {str(key): str(label) for key, label in offered}
        return labels.get(str(value), EMPTY)
    if isinstance(value, date):
        return in_words(value)
    return str(value or "").replace("\r\n", "\n").strip() or EMPTY
