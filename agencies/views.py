"""Pages of people about themselves: the agency they act for, messages, tokens, and who looked."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies.actions.messages import MailRefused, choose_rhythm, read_all, read_message, send_again
from agencies.actions.tokens import TokenRefused, make_token, revoke_token
from agencies.doors import CaseworkRequest, needs, record_access
from agencies.forms import AccessLogForm, AgencyForm, ReadForm, RhythmForm, TokenForm
from agencies.middleware import ACTING_FOR
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.queries import (
    access_of_people,
    mail_counts,
    memberships_of,
    messages_of,
    rhythm_of,
    tokens_of,
    undelivered,
    unreached_colleagues,
)
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
        return redirect(settings.LOGIN_REDIRECT_URL)
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


@require_safe
def inbox(request: CaseworkRequest) -> HttpResponse:
    """What one is told under the present membership; for managers, colleagues whom no e-mail reaches."""
    page = page_of(messages_of(request.acting), request.GET.get("page"))
    context = {
        "page": page,
        "newest": max((message.pk for message in page), default=0),
        "any_unread": any(message.read_at is None for message in page),
        "unreached": unreached_colleagues(request.acting),
        "own_mail": undelivered(request.acting).filter(membership=request.acting.membership).first(),
    }
    return render(request, "agencies/messages.html", context)


@require_POST
def open_message(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Go to the page a message leads to; that it was read is written down."""
    message = messages_of(request.acting).filter(pk=pk).first()
    if message is None:
        raise Http404
    read_message(message=message, by=request.acting)
    return redirect(message.path)


@require_POST
def read_messages(request: CaseworkRequest) -> HttpResponse:
    """Mark as read what was on the page, and nothing that came since."""
    form = ReadForm(request.POST)
    if form.is_valid():
        read_all(by=request.acting, up_to=form.cleaned_data["newest"])
    return redirect("messages")


def message_choices(request: CaseworkRequest) -> HttpResponse:
    """What I am told: how often one hears by e-mail."""
    form = RhythmForm(request.POST or None, initial={"rhythm": rhythm_of(request.acting)})
    if form.is_valid():
        choose_rhythm(by=request.acting, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, "Your choice is saved.")
        return redirect("messages")
    return render(request, "agencies/message_choices.html", {"form": form})


@needs(Permission.RUN_JOBS)
def mail(request: CaseworkRequest) -> HttpResponse:
    """E-mail for operators: how many are in which state, and those that did not arrive."""
    page = page_of(undelivered(request.acting), request.GET.get("page"))
    return render(request, "agencies/mail.html", {"counts": mail_counts(request.acting), "page": page})


@require_POST
@needs(Permission.RUN_JOBS)
def mail_again(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Send an e-mail again that did not arrive."""
    found = undelivered(request.acting).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        send_again(mail=found, by=request.acting)
    except MailRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The e-mail is waiting to be sent.")
    return redirect("mail")
