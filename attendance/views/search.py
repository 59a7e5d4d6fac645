"""Finding a child. What is typed is posted and kept with the session, and never stands in an address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from attendance.forms.search import SearchForm
from attendance.queries.search import find

LAST_SEARCH = "last_search"
FIELDS = ("name", "upn", "born_on", "born_on_day", "born_on_month", "born_on_year", "school", "year_group")


@needs(Permission.SEARCH)
@require_http_methods(["GET", "POST"])
def search(request: CaseworkRequest) -> HttpResponse:
    """The form, and what the last search of this session finds now.

    A search is posted, kept in the session and shown by a page that can be reloaded and come back to; the
    session is dropped at sign-out and after half an hour.
    """
    if "clear" in request.GET:
        request.session.pop(LAST_SEARCH, None)
        return redirect("search")
    if request.method == "POST":
        typed = {name: request.POST[name][:100] for name in FIELDS if request.POST.get(name)}
        form = SearchForm(typed, by=request.acting)
        if form.is_valid():
            request.session[LAST_SEARCH] = {"agency": request.acting.agency_id, "typed": typed}
            return redirect("search")
        return render(request, "attendance/search/search.html", {"form": form})
    return render(request, "attendance/search/search.html", _last(request))


def _last(request: CaseworkRequest) -> dict[str, Any]:
    """The form as last filled in and the page of its results; of another agency's search, nothing."""
    last = request.session.get(LAST_SEARCH)
    if last is None or last["agency"] != request.acting.agency_id:
        return {"form": SearchForm(by=request.acting)}
    form = SearchForm(last["typed"], by=request.acting)
    if not form.is_valid():
        return {"form": form}
    page = find(request.acting, form.terms(), request.GET.get("page"))
    record_access(request.acting, page="search", act=AccessAct.SEARCH, results=page.count)
    return {"form": form, "page": page}
