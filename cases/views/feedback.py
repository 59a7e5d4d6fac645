"""Feedback to the school: composed, seen as the school will see it, then sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.feedback import send_feedback
from cases.forms.feedback import FeedbackForm
from cases.models import Audience, Entry, EntryKind
from cases.views.drafts import Drafting
from cases.views.record import open_record

LATEST = 5


@needs(Permission.VIEW_CASEWORK)
def feedback(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Write to the school: a preview comes first, and beside it what the school has read already."""
    record = open_record(request, ref, Permission.VIEW_CASEWORK)
    by, drafting = request.acting, Drafting(request, f"feedback-{ref}")
    if drafting.asked:
        return drafting.answer()
    form, preview = drafting.filled(FeedbackForm(drafting.data)), None
    if drafting.data and form.is_valid():
        text = form.cleaned_data["text"]

        def act() -> str:
            send_feedback(case=record.case, text=text, by=by)
            return reverse("case-timeline", args=[ref])

        if "send" in drafting.data:
            if answer := drafting.handed_in(
                form, act, done="Sent. The school is told that there is feedback."
            ):
                return answer
        else:
            preview = Entry(
                kind=EntryKind.FEEDBACK,
                text=text,
                on=by.on,
                by=by.user,
                agency=by.agency,
                audience=Audience.SCHOOL,
            )
    read = Entry.objects.visible_to(by).filter(case=record.case, audience=Audience.SCHOOL)
    latest = list(read.select_related("by", "agency").order_by("-on", "-pk")[:LATEST])
    context = record.context(form=form, drafting=drafting, preview=preview and [preview], latest=latest)
    return render(request, "cases/feedback.html", context)
