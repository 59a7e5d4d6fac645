"""Every component on one page with invented figures: for those who write pages, and accessibility tests."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from config.forms import DateField

TERM = tuple(f"{day} {month}" for month in ("Sep", "Oct", "Nov", "Dec") for day in (1, 8, 15, 22))
CODES = {
    "I": ("Illness", "authorised"),
    "G": ("Holiday without leave", "unauthorised"),
    "O": ("None of the other codes applies", "unauthorised"),
    "W": ("Work experience", "approved"),
    "Y1": ("School transport not available", "uncounted"),
    "-": ("", "unmarked"),
}


class ExampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Full name", max_length=80)
    email = forms.EmailField(label="E-mail address", help_text="We only use this to answer you.")
    visits = forms.IntegerField(
        label="Visits this term", widget=forms.NumberInput({"class": "govuk-input--width-3"})
    )
    on = DateField(label="Date of the visit", help_text="For example, 5 3 2026")
    reason = forms.ChoiceField(
        label="Reason for absence",
        choices=[("illness", "Illness"), ("transport", "No transport"), ("other", "Another reason")],
        widget=forms.RadioSelect,
    )
    agencies = forms.MultipleChoiceField(
        label="Agencies to tell",
        choices=[("school", "School"), ("nurse", "School nurse"), ("youth", "Youth service")],
        widget=forms.CheckboxSelectMultiple,
    )
    school = forms.ChoiceField(label="School", choices=[("", "Choose a school"), ("1", "Oakfield Primary")])
    note = forms.CharField(label="What was said", max_length=500, widget=forms.Textarea({"rows": 4}))
    evidence = forms.FileField(label="Upload a file", required=False)
    agreed = forms.BooleanField(label="The parent has agreed to this being shared")


def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery: in development for everyone, elsewhere for staff, else 404; `?errors` refuses the form."""
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404
    if "messages" in request.GET:
        messages.success(request, "The visit on 5 March 2026 has been recorded")
        messages.error(request, "The letter was not sent: the address is sealed")
    form = ExampleForm({} if "errors" in request.GET else None)
    return render(request, "gallery.html", {"form": form, **_page(request), **_figures(), "grid": _grid()})


def _page(request: HttpRequest) -> dict[str, Any]:
    link, task = (
        import_string("agencies.templatetags.ui.Link"),
        import_string("agencies.templatetags.ui.Task"),
    )
    page_of = import_string("agencies.paging.page_of")
    return {
        "navigation": [
            link("My work", "#work", current=True),
            link("Pupils", "#pupils"),
            link("Schools", "#schools"),
        ],
        "has_choice": True,
        "acting": {"agency": {"name": "East locality team"}, "role": {"label": "education welfare officer"}},
        "parts": [
            link("Overview", "#overview"),
            link("Attendance", "#attendance", current=True),
            link("Plan", "#plan"),
        ],
        "why": "your team has been working with this family since 5 March 2026.",
        "tasks": [
            task("Check the address", "#address", "Completed"),
            task("Letters to each parent", "#letters", "To do", "blue", "One letter for each parent"),
        ],
        "page": page_of([f"Pupil {at}" for at in range(1, 1200)], request.GET.get("page"), size=5),
        "day": datetime.date(2026, 3, 5),
    }


def _figures() -> dict[str, Any]:
    chart, series = import_string("agencies.charts.Chart"), import_string("agencies.charts.Series")
    heat = import_string("agencies.charts.HeatGrid")
    pupil = (95.0, 93.3, 92.0, 90.1, None, 88.0, 86.5, 84.0, 85.2, 81.0, 79.5, 80.0, 78.0, 82.5, 84.0, 85.0)
    shares = ((93.1, 88.4, 90.0), (4.7, 6.1, 7.5), (2.2, 5.5, 2.5))
    names = ("Attended", "Authorised absence", "Unauthorised absence")
    schools = ("Oakfield Primary", "Weirside High", "St Anne’s Primary")
    return {
        "bar": chart(
            "Absence by school",
            schools,
            (series("Absence", (6.9, 11.6, 10.0)),),
            "%",
            of="School",
            target=7.5,
        ),
        "stacked": chart(
            "What the sessions were",
            schools,
            tuple(series(name, values) for name, values in zip(names, shares, strict=True)),
            "%",
            of="School",
        ),
        "line": chart(
            "Attendance by week",
            TERM,
            (
                series("This pupil", pupil),
                series("Year group", tuple(93.0 - at / 5 for at in range(16)), is_comparison=True),
                series("School", tuple(94.0 - at / 8 for at in range(16)), is_comparison=True),
            ),
            "%",
            of="Week",
            target=90,
            low=70,
        ),
        "spark": pupil,
        "heat": heat(
            "Absence by day and session",
            ("AM", "PM"),
            (("Monday", (14.2, 12.0)), ("Wednesday", (6.1, 5.5)), ("Friday", (9.0, 18.3))),
            "%",
        ),
    }


def _grid() -> Any:
    cell, kind = import_string("attendance.grid.Cell"), import_string("attendance.grid.Kind")
    cells = []
    for at in range(100):
        day = datetime.date(2025, 9, 1) + datetime.timedelta(days=at)
        for session in (0, 1):
            code = {9: "I", 10: "I", 22: "G", 23: "G", 24: "G", 43: "W", 65: "Y1", 80: "O", 95: "-"}.get(at)
            meaning, name = CODES[code] if code else ("Present", "present")
            code = code or "/\\"[session]
            if day.weekday() > 4:
                code, meaning, name = "", "", "off"
            elif 56 <= at <= 60:
                code, meaning, name = "#", "Planned closure", "closed"
            url = "#change" if at == 24 and session else ""
            cells.append(cell(day, session, code, meaning, kind(name), url))
    return import_string("attendance.grid.year_grid")("Register of an invented pupil, 2025 to 2026", cells)
