"""Schools: the list, one school, its pupils by tier, and advice on its registers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.school_flags import advise_school
from attendance.forms.schools import AdviceForm
from attendance.models import School, SchoolFlag, Standing
from attendance.models.register import Tier
from attendance.queries.flags import KEY_WORKERS
from attendance.queries.school_page import school_page
from attendance.queries.schools import latest_year, pupils_of_tier, school_rows


@needs(Permission.VIEW_SCHOOL)
def schools(request: CaseworkRequest) -> HttpResponse:
    """The schools in reach, by name, with this year's attendance."""
    rows = School.objects.visible_to(request.acting).open().with_officer().order_by("name")
    phase = request.GET.get("phase", "")
    if phase:
        rows = rows.filter(phase=phase)
    page = page_of(rows, request.GET.get("page"))
    year = latest_year(request.acting)
    context = {"page": page, "rows": school_rows(page.rows, year=year), "year": year, "phase": phase}
    return render(request, "attendance/schools.html", context)


@needs(Permission.VIEW_SCHOOL)
def school(request: CaseworkRequest, urn: int) -> HttpResponse:
    """One school: attendance against itself, its phase and the authority, tiers, and how good its registers are."""
    found = get_object_or_404(
        School.objects.visible_to(request.acting).with_officer().select_related("team", "authority", "ward"),
        urn=urn,
    )
    return render(request, "attendance/school.html", school_page(request.acting, found))


@needs(Permission.VIEW_PUPIL)
def school_pupils(request: CaseworkRequest, urn: int) -> HttpResponse:
    """A school's pupils of one tier, the most absent first, with the key worker who should act."""
    found = get_object_or_404(School.objects.permits(request.acting, Permission.VIEW_SCHOOL), urn=urn)
    tier = tier_of(request.GET.get("tier", ""))
    rows = pupils_of_tier(Standing.objects.visible_to(request.acting), found, tier, request.acting)
    page = page_of(rows, request.GET.get("page"))
    context = {"school": found, "page": page, "tier": tier, "tiers": Tier, "key_worker": KEY_WORKERS[tier]}
    return render(request, "attendance/school_pupils.html", context)


def tier_of(given: str) -> Tier:
    """The tier an address names; the severest where it names none."""
    return Tier(int(given)) if given in {"0", "1", "2", "3"} else Tier.SEVERE


@needs(Permission.ADVISE_SCHOOL)
@require_POST
def advise(request: CaseworkRequest, urn: int, flag: int) -> HttpResponse:
    """Send a school advice on what its registers lack; the school reads it on its first page."""
    found = get_object_or_404(School.objects.permits(request.acting, Permission.ADVISE_SCHOOL), urn=urn)
    row = get_object_or_404(
        SchoolFlag.objects.permits(request.acting, Permission.ADVISE_SCHOOL), pk=flag, school=found
    )
    form = AdviceForm(request.POST)
    if form.is_valid():
        advise_school(flag=row, by=request.acting, advice=form.cleaned_data["advice"])
        messages.success(request, f"{found} will read your advice on its first page.")
    else:
        messages.error(request, "Write the advice before you send it: up to 300 characters.")
    return redirect("school", urn=urn)
