"""How forms become pages: GOV.UK markup with the ids that assistive technology needs.

`{{ form }}` renders every field with its label, hint and error, `{{ form.field.as_field_group }}` one field,
and `{{ form.field }}` the input alone. A field's own classes (`attrs={"class": "govuk-input--width-5"}`) are
kept.
"""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.widgets.Input, "govuk-input"),
]


class BoundField(DjangoBoundField):
    """A field with its GOV.UK classes, and the id of the input that its error links to."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes, the block's class and, on a counted text, the id of its counter's message.

        No placeholder: it vanishes as soon as one types. Words that matter are in the label and the hint.
        """
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs["placeholder"] = False
        if block := self._block(widget):
            error = f"{block}--error" if self.errors else ""
            own = str(attrs.get("class") or widget.attrs.get("class", ""))
            counted = "govuk-js-character-count" if self.counted else ""
            attrs["class"] = " ".join(part for part in (block, error, counted, own) if part)
        if self.counted:
            described = attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{described} {self.auto_id}-info".strip()
            attrs["maxlength"] = False
        return attrs

    @property
    def counted(self) -> int | None:
        """The most characters a long text may have, where it has a limit."""
        is_text = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if is_text else None

    @property
    def first_id(self) -> str:
        """The id of the first input of the field: where an error in the summary leads."""
        if isinstance(self.field.widget, DateParts):
            return f"{self.auto_id}_day"
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def is_single_checkbox(self) -> bool:
        """Whether the field is one box with its label beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @staticmethod
    def _block(widget: forms.Widget) -> str:
        if widget.is_hidden:
            return ""
        return next((name for kind, name in CLASSES if isinstance(widget, kind)), "")


class Renderer(BaseRenderer):
    """Renders forms from `templates/django/forms/`, and from Django's own where we have none."""

    bound_field_class = BoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        """An engine of its own: form templates do not depend on the order of the installed apps."""
        own = Path(forms.__file__).parent / "templates"
        params = {"NAME": "forms", "APP_DIRS": False, "DIRS": [TEMPLATES, own], "OPTIONS": {}}
        return DjangoTemplates(params)

    def get_template(self, template_name: str) -> Any:
        """The template of that name; raises TemplateDoesNotExist."""
        return self.engine.get_template(template_name)


class DateParts(forms.Widget):
    """Three boxes, day, month and year, posted as `name_day`, `name_month` and `name_year`."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True
    parts = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's context with `boxes`: name, id, label, value and width of each of the three."""
        context = super().get_context(name, value, attrs)
        texts = self._texts(value)
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["boxes"] = [
            {"name": f"{name}_{part}", "id": f"{id_}_{part}", "label": label, "value": text, "width": width}
            for (part, label, width), text in zip(self.parts, texts, strict=True)
        ]
        context["widget"]["invalid"] = "aria-invalid" in context["widget"]["attrs"]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The day as `2026-03-05`, or the parts as typed where a real day cannot be made of them."""
        if name in data:
            return data[name]
        parts = [str(data.get(f"{name}_{part}", "")).strip() for part, _, _ in self.parts]
        if not any(parts):
            return None
        day, month, year = (part.zfill(2) for part in parts)
        return f"{year}-{month}-{day}"

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the three boxes was posted."""
        return name not in data and not any(f"{name}_{part}" in data for part, _, _ in self.parts)

    def id_for_label(self, id_: str) -> str:
        """No label points at the group: its legend names it."""
        return ""

    @staticmethod
    def _texts(value: Any) -> Iterator[str]:
        if isinstance(value, datetime.date):
            return iter((str(value.day), str(value.month), str(value.year)))
        year, month, day = [*str(value or "").split("-"), "", "", ""][:3]
        return (part.lstrip("0") for part in (day, month, year))


class DateField(forms.DateField):
    """A day typed as three numbers; the error says what a real date looks like."""

    widget = DateParts
    default_error_messages = {"required": "Enter a date", "invalid": "Enter a real date, such as 5 3 2026"}

    def __init__(self, *, input_formats: Any = ("%Y-%m-%d",), **kwargs: Any) -> None:
        super().__init__(input_formats=input_formats, **kwargs)
