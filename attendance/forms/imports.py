"""What is filled in on the way of a register file: the upload, its columns, whom a row is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from attendance.formats.columns import LABELS, PRESETS, Shape, build_mapping
from attendance.formats.dates import DateOrder
from attendance.models import Pupil, School, UnmatchedRow
from attendance.queries.imports import row_days
from config.forms import DateField

SHORT = {"class": "govuk-input--width-20"}
ORDERS = (
    ("", "The file shows it"),
    (DateOrder.DAY_FIRST.value, "Day first, such as 05/03/2026"),
    (DateOrder.ISO.value, "Year first, such as 2026-03-05"),
    (DateOrder.NAMED.value, "With the month's name, such as 5-Mar-2026"),
)
TERMS = ("autumn", "spring", "summer")
NEW, NONE = "new", "none"


class SchoolChoice(forms.ModelChoiceField):
    """A school by name and URN."""

    def label_from_instance(self, obj: Any) -> str:
        """The name and the number that the file would use."""
        return f"{obj.name} ({obj.urn})"


class UploadForm(forms.Form):
    """A file, the school of rows that name none, and the census's second file."""

    file = forms.FileField(
        label="Registers",
        help_text="A CSV file from your school's system, or a zip with one in it.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )
    school = SchoolChoice(
        queryset=School.objects.none(),
        label="School",
        help_text="For rows that do not name their school. Leave it open where every row does.",
        required=False,
        empty_label="Named in the file",
    )
    details = forms.FileField(
        label="School census only: the table of termly session details",
        help_text="Choose the table of pupils above, and this one here.",
        required=False,
        allow_empty_file=True,
    )
    term = forms.ChoiceField(label="School census only: the term of the census", required=False)
    force = forms.BooleanField(
        label="Read it even if the same file was received before",
        help_text="Marks are never applied twice, and later corrections stay.",
        required=False,
    )

    def __init__(self, *args: Any, schools: QuerySet[School], census: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]  # a ModelChoiceField
        if len(schools[:2]) < 2:
            del self.fields["school"]
        year = timezone.localdate().year
        terms = [
            (f"{term} {each}", f"{term.capitalize()} {each}")
            for each in range(year, year - 4, -1)
            for term in TERMS
        ]
        self.fields["term"].choices = [("", "Choose a term"), *terms]  # type: ignore[attr-defined]  # a ChoiceField
        if not census:
            del self.fields["details"], self.fields["term"]

    def clean(self) -> dict[str, Any]:
        """The census's two files and its term go together."""
        given = super().clean() or {}
        if given.get("details") and not given.get("term"):
            self.add_error("term", "Choose the term of the census")
        return given


class ColumnsForm(forms.Form):
    """Which column is what, and what the file does not say."""

    date_order = forms.ChoiceField(label="How are dates written?", choices=ORDERS, required=False)
    school = SchoolChoice(
        queryset=School.objects.none(),
        label="School",
        help_text="For rows that do not name their school.",
        required=False,
        empty_label="Named in the file",
    )
    began_on = DateField(
        label="Day of the first mark", help_text="Where no column says it. Such as 1 9 2025.", required=False
    )
    save_as = forms.CharField(
        label="Keep this choice under a name",
        help_text="It is then used by itself for files with the same headings.",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(
        self, *args: Any, headings: Sequence[str], chosen: Mapping[str, str], schools: QuerySet[School],
        own_school: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.headings = headings
        self.own_school = own_school
        field_of = {heading: field for field, heading in chosen.items()}
        choices = [("", "Not used"), *LABELS.items()]
        columns = {
            f"column_{place}": forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=field_of.get(heading, "")
            )
            for place, heading in enumerate(headings)
            if heading
        }
        self.fields = columns | self.fields
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]  # a ModelChoiceField
        if own_school:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        """Adds `columns` (field to heading) and `shape`; says what is still missing."""
        given = super().clean() or {}
        columns: dict[str, str] = {}
        for place, heading in enumerate(self.headings):
            field = given.get(f"column_{place}")
            if not field:
                continue
            if field in columns:
                self.add_error(
                    f"column_{place}", f"“{columns[field]}” is already the {LABELS[field].lower()}"
                )
            columns[field] = heading
        mapping = build_mapping(columns, self.headings)
        if mapping.shape is Shape.PUPIL_LIST:
            self.add_error(None, "Choose the column of the marks, or those of date, session and mark")
        else:
            for label in mapping.missing:
                self.add_error(None, f"Choose the column of: {label}")
        self._once_for_file(given, mapping.shape, columns)
        return given | {"columns": columns, "shape": mapping.shape.value}

    def _once_for_file(self, given: Mapping[str, Any], shape: Shape, columns: Mapping[str, str]) -> None:
        named = {"school_urn", "school_number"} & set(columns)
        if not named and not self.own_school and not given.get("school"):
            self.add_error("school", "Choose the school, or the column that names it")
        unsaid = "start_date" not in columns and not given.get("began_on") and "began_on" not in self.errors
        if shape is Shape.MARKS_STRING and unsaid:
            self.add_error(
                "began_on", "Enter the day of the first mark, or choose the column of the start date"
            )


def preset_columns(name: str, headings: Sequence[str]) -> dict[str, str]:
    """A known system's columns (field to heading) as far as the file has them."""
    for preset in PRESETS:
        if preset.name == name:
            return {field: heading for heading, field in preset.fields.items() if heading in headings}
    return {}


class SettleForm(forms.Form):
    """Which child a row is about: one of the candidates, a new one, or none."""

    decision = forms.ChoiceField(
        label="Which child is this?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a child, a new child, or none"},
    )
    began_on = DateField(
        label="First day on the school's roll", help_text="If the child is not on it yet.", required=False
    )
    surname = forms.CharField(
        label="New child: surname", max_length=100, required=False, widget=forms.TextInput(attrs=SHORT)
    )
    forename = forms.CharField(
        label="New child: forename", max_length=100, required=False, widget=forms.TextInput(attrs=SHORT)
    )
    born_on = DateField(label="New child: date of birth", required=False)
    upn = forms.CharField(
        label="New child: UPN", max_length=13, required=False, widget=forms.TextInput(attrs=SHORT)
    )

    def __init__(self, *args: Any, row: UnmatchedRow, candidates: Sequence[Pupil], **kwargs: Any) -> None:
        first, _ = row_days(row)
        told = {"began_on": first, "surname": row.surname, "forename": row.forename, "born_on": row.born_on}
        kwargs.setdefault("initial", {**told, "upn": row.upn[:13]})
        super().__init__(*args, **kwargs)
        offered = [(child.ref, _described(child)) for child in candidates]
        self.fields["decision"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *offered,
            (NEW, "A new child: nobody here fits"),
            (NONE, "No child of this school: leave the row out"),
        ]

    def clean(self) -> dict[str, Any]:
        """A new child needs names and a date of birth; anybody who joins needs a day."""
        given = super().clean() or {}
        decision = given.get("decision")
        wanted = {"surname": "a surname", "forename": "a forename", "born_on": "a date of birth"}
        if decision == NEW:
            for field, what in wanted.items():
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, f"Enter {what}")
        if decision and decision != NONE and not given.get("began_on") and "began_on" not in self.errors:
            self.add_error("began_on", "Enter the first day on the roll")
        return given


def _described(child: Pupil) -> str:
    born = f"born {child.born_on.day} {child.born_on:%B %Y}"
    return ", ".join(part for part in (str(child), born, child.upn and f"UPN {child.upn}") if part)
