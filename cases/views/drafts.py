"""Forms whose words are not lost: kept on the server and in the browser, offered again, and handed in once.

A view makes a `Drafting` for its form, fills the form from it, and hands the form in through it:

    drafting = Drafting(request, f"note-{ref}")
    form = drafting.filled(NoteForm(…, data=drafting.data))
    if drafting.asked:
        return drafting.answer()
    if drafting.data and form.is_valid():
        answer = drafting.handed_in(form, lambda: reverse(…) after the act)

`layouts/form.html` does the rest where `drafting` is in the context.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.actions.drafts import SentBefore, Values, drop_draft, hand_in, keep_draft
from cases.models import Draft, FormKey

KEY, ASKED = "form_key", "draft"
NOT_KEPT = {KEY, ASKED, "csrfmiddlewaretoken", "version"}


def values_of(posted: QueryDict) -> Values:
    """The values of a form as sent, without what belongs to the sheet alone."""
    return {name: posted.getlist(name) for name in posted if name not in NOT_KEPT}


def key_of(posted: QueryDict) -> UUID | None:
    """The key of the sheet, where it is one."""
    try:
        return UUID(posted.get(KEY, ""))
    except ValueError:
        return None


class Drafting:
    """The drafts of one form of one person; see the module."""

    def __init__(self, request: CaseworkRequest, form: str) -> None:
        self.request, self.form = request, form
        self.key = key_of(request.POST) or uuid4()
        self.draft: Draft | None = None
        if request.method == "GET":
            self.draft = Draft.objects.visible_to(request.acting).filter(form=form).first()

    @property
    def data(self) -> QueryDict | None:
        """What was handed in; None where the form is only opened."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def asked(self) -> str:
        """What the person asked for about the draft itself: "keep", "drop", or nothing."""
        return self.request.POST.get(ASKED, "")

    @property
    def url(self) -> str:
        """Where scripts keep the draft."""
        return reverse("draft", args=[self.form])

    @property
    def place(self) -> str:
        """Under which name the browser keeps it: says nothing of the child."""
        return self._secret("place")[:24]

    @property
    def secret(self) -> str:
        """With what the browser enciphers it: given to this person alone, so that it opens for nobody else."""
        return self._secret("secret")

    def _secret(self, purpose: str) -> str:
        said = f"draft {purpose} {self.request.acting.membership_id} {self.form}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()

    def filled(self, form: Any) -> Any:
        """The form with the kept words in it, where it is only opened and there are any."""
        if self.draft is not None and not form.is_bound:
            given = QueryDict(mutable=True)
            for name, values in self.draft.values.items():
                given.setlist(name, values)
            form.initial = {**form.initial, **kept_in(form, given)}
        return form

    def again(self) -> HttpResponse | None:
        """Where the sheet led, if it was handed in before: for acts after which the record may be closed to one."""
        if self.request.method != "POST":
            return None
        rows = FormKey.objects.visible_to(self.request.acting).filter(key=self.key)
        path = rows.values_list("path", flat=True).first()
        return redirect(path) if path else None

    def answer(self) -> HttpResponse:
        """Keep the draft or throw it away, as asked, and show the form again."""
        if self.asked == "keep":
            try:
                keep_draft(
                    form=self.form, values=values_of(self.request.POST), by=self.request.acting, key=self.key
                )
            except Refused as refused:
                messages.error(self.request, str(refused))
            else:
                messages.success(self.request, "Kept as a draft. Only you can see it.")
        else:
            drop_draft(form=self.form, by=self.request.acting)
        return redirect(self.request.path)

    def handed_in(self, form: Any, act: Callable[[], str], *, done: str = "") -> HttpResponse | None:
        """Where the act leads, done once; None where it is refused, which the form then says."""
        values = values_of(self.request.POST)
        try:
            path = hand_in(form=self.form, key=self.key, values=values, by=self.request.acting, act=act)
        except SentBefore as refused:
            self.key = uuid4()
            form.add_error(None, str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if done:
                messages.success(self.request, done)
            return redirect(path)
        return None


def kept_in(form: forms.Form, given: QueryDict) -> dict[str, Any]:
    """The values of a form's fields out of kept words; fields without any are left as they were."""
    found = {}
    for name, field in form.fields.items():
        if not field.widget.value_omitted_from_data(given, {}, form.add_prefix(name)):
            value = field.widget.value_from_datadict(given, {}, form.add_prefix(name))
            found[name] = value
    return found


@needs(Permission.VIEW_PUPIL)
@require_POST
def draft(request: CaseworkRequest, form: str) -> HttpResponse:
    """Keep what somebody is still writing: 204, or 409 where that sheet was handed in already."""
    values = values_of(request.POST)
    if not values:
        return HttpResponse(status=204)
    try:
        kept = keep_draft(form=form[:80], values=values, by=request.acting, key=key_of(request.POST))
    except Refused:
        return HttpResponse(status=413)
    return HttpResponse(status=204 if kept else 409)
