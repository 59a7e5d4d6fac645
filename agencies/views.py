"""Pages of people about themselves: which agency they act for, their tokens, and who looked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agencies.actions.tokens import TokenRefused, make_token, revoke_token
from agencies.doors import CaseworkRequest, needs, record_access
from agencies.forms import AccessLogForm, AgencyForm, TokenForm
from agencies.middleware import ACTING_FOR
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.queries import access_of_people, memberships_of, tokens_of
from agencies.rules.roles import Permission


def choose_agency(request: HttpRequest) -> HttpResponse:
    """Choose the agency to act for in this session; every act records it."""
    held = memberships_of(request.user, timezone.localdate())  # type: ignore[arg-type]  # signed in: the middleware sees to it
    if not held:
        return render(request, "agencies/no_agency.html", status=403)
    now = {"membership": request.session.get(ACTING_FOR)}
    form = AgencyForm(request.POST or None, held=held, initial=now)
    if form.is_valid():
        request.session[ACTING_FOR] = form.cleaned_data["membership"]
        request.session.cycle_key()
        return redirect("home")
    return render(request, "agencies/choose_agency.html", {"form": form})


@needs(Permission.USE_API)
def tokens(request: CaseworkRequest) -> HttpResponse:
    """One's own tokens, and a form to make one; the secret is on this answer alone."""
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        try:
            _, secret = make_token(by=request.acting, **form.cleaned_data)
        except TokenRefused as refused:
            form.add_error(None, str(refused))
        else:
            form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": tokens_of(request.acting)}
    return render(request, "agencies/tokens.html", context)


@require_POST
@needs(Permission.USE_API)
def revoke(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Stop one of one's own tokens."""
    token = tokens_of(request.acting).filter(pk=pk).first()
    if token is None:
        raise Http404
    revoke_token(token=token, by=request.acting)
    messages.success(request, f"“{token.name}” no longer works.")
    return redirect("tokens")


@needs(Permission.VIEW_ACCESS)
def access_log(request: CaseworkRequest) -> HttpResponse:
    """What people of the agencies within reach looked at, searched for, downloaded or were refused."""
    form = AccessLogForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(access_of_people(request.acting, **asked), request.GET.get("page"))
    record_access(request.acting, page="access-log", act=AccessAct.VIEW, results=page.count)
    return render(request, "agencies/access_log.html", {"form": form, "page": page})
