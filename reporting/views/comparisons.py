"""The areas to compare with, and the department's files."""

from pathlib import PurePath

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from reporting.actions.published import NATIONAL, REGIONAL, load_file
from reporting.actions.targets import CannotSet, keep_comparisons
from reporting.forms.figures import ComparisonsForm, PublishedForm
from reporting.models import Comparison, ComparisonKind, PublishedFigure
from reporting.queries.targets import areas_compared

PROBLEMS_SHOWN = 20


@needs(Permission.SET_TARGETS)
def comparisons(request: CaseworkRequest) -> HttpResponse:
    """The region and the list of statistical neighbours."""
    by = request.acting
    held = list(Comparison.objects.visible_to(by))
    areas = list(
        PublishedFigure.objects.exclude(level=NATIONAL)
        .order_by("area_name", "area_code")
        .values_list("level", "area_code", "area_name")
        .distinct()
    )
    form = ComparisonsForm(
        request.POST or None,
        regions=[(code, name) for level, code, name in areas if level == REGIONAL],
        authorities=[(code, name) for level, code, name in areas if level != REGIONAL],
        initial={
            "region": next((row.area_code for row in held if row.kind == ComparisonKind.REGION), ""),
            "neighbours": [row.area_code for row in held if row.kind == ComparisonKind.NEIGHBOUR],
        },
    )
    if form.is_valid():
        try:
            keep_comparisons(by=by, **form.cleaned_data)
        except CannotSet as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept. Figures are compared with these areas from now on.")
            return redirect("figures")
    context = {"form": form, "areas": areas, "kept": areas_compared(by)}
    return render(request, "reporting/comparisons.html", context)


@needs(Permission.SET_TARGETS)
def published(request: CaseworkRequest) -> HttpResponse:
    """Load one of the department's files, and see which are held."""
    form = PublishedForm(request.POST or None, request.FILES or None)
    loaded = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with Upload(file.file) as upload:
                loaded = load_file(upload, source=PurePath(file.name).stem)
        except FileRefused as refused:
            form.add_error("file", str(refused))
    sources = PublishedFigure.objects.values("source").order_by("source")
    held = sources.annotate(
        figures=Count("pk"),
        withheld=Count("pk", filter=~Q(withheld="")),
        areas=Count("area_code", distinct=True),
    )
    context = {
        "form": form,
        "loaded": loaded,
        "problems": loaded.problems[:PROBLEMS_SHOWN] if loaded else [],
        "held": held,
    }
    return render(request, "reporting/published.html", context)
