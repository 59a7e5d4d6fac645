"""Records that may be of one child: found, compared, merged, and taken apart again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs, open_door
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.merges import MergeRefused, keep_apart, merge_pupils, undo_apart, undo_merge
from attendance.forms.merges import TWO_CHILDREN, MergeForm
from attendance.models import Pupil, PupilMerge
from attendance.queries.merges import (
    apart_decisions,
    conflicts,
    decided_apart,
    doubts,
    likely_pairs,
    merges_made,
    side_of,
)

MOST_DECISIONS = 50


@needs(Permission.MATCH_PUPILS)
def duplicates(request: CaseworkRequest) -> HttpResponse:
    """Pairs of records that may be of one child, and the decisions that stand."""
    by = request.acting
    context = {
        "page": page_of(likely_pairs(by), request.GET.get("page")),
        "made": merges_made(by)[:MOST_DECISIONS],
        "apart": apart_decisions(by).filter(undone_at__isnull=True)[:MOST_DECISIONS],
    }
    return render(request, "attendance/merges/duplicates.html", context)


@needs(Permission.MATCH_PUPILS)
def compare(request: CaseworkRequest, one: str, other: str) -> HttpResponse:
    """Two records side by side, with what speaks for and against one child, and the decision."""
    pupils = Pupil.objects.all()
    first = open_door(request, pupils, Permission.MATCH_PUPILS, ref=one)
    second = open_door(request, pupils, Permission.MATCH_PUPILS, ref=other)
    found = conflicts(first, second)
    form = MergeForm(request.POST or None, one=first, other=second, overlap=bool(found))
    if form.is_valid():
        try:
            messages.success(request, _decide(first, second, request.acting, **form.cleaned_data))
        except MergeRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("duplicates")
    context = {
        "form": form,
        "sides": [side_of(first), side_of(second)],
        "conflicts": found,
        "doubts": doubts(first, second),
        "apart": decided_apart(first, second),
    }
    return render(request, "attendance/merges/compare.html", context)


def _decide(first: Pupil, second: Pupil, by: Acting, *, stays: str, reason: str, **given: bool) -> str:
    """Merge two records, or keep them apart; what to tell. Raises MergeRefused."""
    if stays == TWO_CHILDREN:
        keep_apart(pupil=first, other=second, reason=reason, by=by)
        return "They are two children, and the pair is not shown again. You can undo this below."
    one, other = (first, second) if stays == first.ref else (second, first)
    merge_pupils(pupil=one, absorbed=other, reason=reason, by=by, **given)
    return "The two records are one now. You can undo this below."


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


@require_POST
@needs(Permission.MATCH_PUPILS)
def undo_two_children(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take back that two records are of two children."""
    undo_apart(apart=get_object_or_404(apart_decisions(request.acting), pk=pk), by=request.acting)
    messages.success(request, "That they are two children is taken back. The pair is shown again.")
    return redirect("duplicates")
