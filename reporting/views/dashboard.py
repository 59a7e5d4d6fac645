"""The termly dashboard, the list behind a number, and what each number means."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.models.school import Phase
from attendance.rules.register import year_in_words
from reporting.queries.dashboard import dashboard
from reporting.queries.sums import last_day
from reporting.rules.defined import DEFINITIONS
from reporting.rules.indicators import DATES, INDICATORS, POPULATION, SOURCE, rule_set
from reporting.rules.periods import TERMS, WHOLE_YEAR
from reporting.views.asked import asked_of, behind_address, teams_of, way_back
from reporting.views.dashboard_file import schools_in_words


@needs(Permission.VIEW_STATISTICS)
def figures(request: CaseworkRequest) -> HttpResponse:
    """Attendance of a term or year against targets and comparisons, by one breakdown, with its trend."""
    asked, years = asked_of(request, request.GET)
    by = request.acting
    context = dashboard(asked) | {
        "asked": asked,
        "years": [(each, year_in_words(each)) for each in years],
        "periods": [(key, asked.periods[key].short) for key in (*TERMS, WHOLE_YEAR)],
        "phases": Phase.choices,
        "teams": teams_of(request),
        "may_see_schools": by.may(Permission.VIEW_SCHOOL),
        "may_set": by.may(Permission.SET_TARGETS),
        "may_read_members_report": by.may(Permission.READ_MEMBERS_REPORT),
    }
    return render(request, "reporting/figures.html", context)


@needs(Permission.VIEW_PUPIL)
def figure_list(request: CaseworkRequest) -> HttpResponse:
    """The pupils behind a number, the most absent first: those of them whose records the person may open."""
    asked, found = behind_address(request, Permission.VIEW_PUPIL)
    page = page_of(found.rows, request.GET.get("page"))
    record_access(request.acting, page="figure-list", act=AccessAct.VIEW, results=len(found.rows))
    context = {
        "found": found, "page": page, "lines": found.lines(page.rows), "asked": asked,
        "schools": schools_in_words(asked),
    }  # fmt: skip
    return render(request, "reporting/figure_list.html", context)


@needs(Permission.VIEW_ENFORCED)
def indicators(request: CaseworkRequest) -> HttpResponse:
    """Every figure by name, and every number of casework and enforcement, for all who read any of them."""
    context = {"indicators": INDICATORS.values(), "definitions": DEFINITIONS.values()}
    return render(request, "reporting/indicators.html", context | way_back(request))


@needs(Permission.VIEW_ENFORCED)
def indicator(request: CaseworkRequest, key: str) -> HttpResponse:
    """What one number is: formula, population, dates, view, source and the rules of the day."""
    if key in DEFINITIONS:
        told = {"definition": DEFINITIONS[key]} | way_back(request)
        return render(request, "reporting/definition.html", told)
    if key not in INDICATORS:
        raise Http404
    asked, _ = asked_of(request, request.GET)
    on = last_day(request.acting.authority_id, asked.period.year)
    context = {
        "indicator": INDICATORS[key],
        "population": POPULATION,
        "dates": DATES,
        "source": SOURCE,
        "period": asked.period,
        "rule_set": rule_set(min(on, asked.period.last) if on else asked.period.last),
    }
    return render(request, "reporting/indicator.html", context | way_back(request))
