"""Records that may be of one child: found, compared, merged, and taken apart again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.merges import MergeRefused, merge_pupils, undo_merge
from attendance.forms.merges import MergeForm
from attendance.models import Pupil, PupilMerge
from attendance.queries.merges import conflicts, doubts, likely_pairs, merges_made, side_of


@needs(Permission.MATCH_PUPILS)
def duplicates(request: CaseworkRequest) -> HttpResponse:
    """Pairs of records that may be of one child, and the merges that stand."""
    page = page_of(likely_pairs(request.acting), request.GET.get("page"))
    made = merges_made(request.acting)[:50]
    return render(request, "attendance/merges/duplicates.html", {"page": page, "made": made})


@needs(Permission.MATCH_PUPILS)
def compare(request: CaseworkRequest, one: str, other: str) -> HttpResponse:
    """Two records side by side, with what speaks for and against one child, and the merge."""
    pupils = Pupil.objects.all()
    first = open_door(request, pupils, Permission.MATCH_PUPILS, ref=one)
    second = open_door(request, pupils, Permission.MATCH_PUPILS, ref=other)
    found = conflicts(first, second)
    form = MergeForm(request.POST or None, one=first, other=second, overlap=bool(found))
    if form.is_valid():
        given = dict(form.cleaned_data)
        stays, goes = (first, second) if given.pop("stays") == first.ref else (second, first)
        try:
            merge_pupils(pupil=stays, absorbed=goes, by=request.acting, **given)
        except MergeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The two records are one now. You can undo this below.")
            return redirect("duplicates")
    context = {
        "form": form,
        "sides": [side_of(first), side_of(second)],
        "conflicts": found,
        "doubts": doubts(first, second),
    }
    return render(request, "attendance/merges/compare.html", context)


@require_POST
@needs(Permission.MATCH_PUPILS)
def undo(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    merge = get_object_or_404(PupilMerge.objects.permits(request.acting, Permission.MATCH_PUPILS), pk=pk)
    try:
        undo_merge(merge=merge, by=request.acting)
    except MergeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The two records are apart again, as they were.")
    return redirect("duplicates")
