"""Questions across people and agencies."""

from datetime import date

from django.db import models
from django.db.models.functions import Coalesce

from agencies.acting import Acting
from agencies.models import AccessRecord, Mail, Membership, Message, MessageChoice, Token, User
from agencies.models.outbox import MailState
from agencies.rules.roles import Permission
from agencies.rules.telling import USUAL


def memberships_of(user: User, on: date) -> dict[int, Membership]:
    """The memberships under which a person may act on a day, by key, in the order of the agencies' names."""
    held = Membership.objects.current(on).filter(user=user, agency__is_open=True)
    return {m.pk: m for m in held.select_related("user", "agency__authority").order_by("agency__name", "pk")}


def tokens_of(by: Acting) -> models.QuerySet[Token]:
    """The tokens of the membership somebody acts under, newest first."""
    return Token.objects.filter(membership=by.membership).order_by("-made_at", "-pk")


def access_of_people(by: Acting, *, act: str = "", name: str = "") -> models.QuerySet[AccessRecord]:
    """What people acting for the agencies within reach looked at, newest first; no child is named in it."""
    found = AccessRecord.objects.filter(agency__in=by.reach).select_related("user", "agency")
    if act:
        found = found.filter(act=act)
    if name:
        found = found.filter(user__name__icontains=name)
    return found.order_by("-at", "-pk")


def messages_of(by: Acting) -> models.QuerySet[Message]:
    """What somebody is told under the membership they act under: unread first, then newest first."""
    return Message.objects.visible_to(by).order_by(
        models.F("read_at").desc(nulls_first=True), "-told_at", "-pk"
    )


def with_unread(memberships: models.QuerySet[Membership]) -> models.QuerySet[Membership]:
    """Memberships with the number of their unread messages in `unread`, in the same query."""
    mine = Message.objects.unread().filter(membership=models.OuterRef("pk")).order_by().values("membership")
    counted = mine.annotate(number=models.Count("pk")).values("number")
    return memberships.annotate(unread=Coalesce(models.Subquery(counted), 0))


def rhythm_of(by: Acting) -> str:
    """How often they hear by e-mail."""
    chosen = MessageChoice.objects.filter(membership=by.membership).values_list("rhythm", flat=True).first()
    return chosen or USUAL.value


def undelivered(by: Acting) -> models.QuerySet[Mail]:
    """The last e-mail to each person of the authority, where that did not reach them, newest first."""
    found = Mail.objects.visible_to(by).unreached().select_related("membership__user", "membership__agency")
    return found.order_by("-made_at", "-pk")


def unreached_colleagues(by: Acting) -> list[Mail]:
    """For those who lead others: people of their agencies whom no e-mail reaches, at most twenty."""
    if not by.may(Permission.SEE_POST):
        return []
    others = undelivered(by).filter(membership__agency__in=by.reach).exclude(membership=by.membership)
    return list(others[:20])


def mail_counts(by: Acting) -> list[tuple[str, int]]:
    """How many e-mails of the authority are in each state, in words."""
    rows = Mail.objects.visible_to(by).values_list("state").annotate(models.Count("pk")).order_by()
    counts = dict(rows)
    return [(str(label), counts.get(state, 0)) for state, label in MailState.choices]
