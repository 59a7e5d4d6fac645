"""Telling people, and what they do with what they are told."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from agencies.models.outbox import Mail, MailState, Message, MessageChoice
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind, Rhythm

PATH = re.compile(r"/([A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*")
KEY = re.compile(r"[a-z0-9][a-z0-9:._-]{0,99}")


class CannotTell(ValueError):
    """The message could say who somebody is, or stands outside the act that it tells of."""


class MailRefused(Exception):
    """The e-mail may not be sent again; the message says why."""


def tell(
    *, to: Iterable[Membership], kind: Kind, key: str, path: str, by: Acting | None, count: int = 1
) -> None:
    """Tell people that work waits for them, in the transaction of the act that made the work.

    `key` says what the work is in keys of rows ("case:42:given"): the same again tells nobody twice. `path` is the
    page where it is, without a query. Nobody is told of their own act; `by` is None where the night acts.
    Raises CannotTell outside a transaction, or for a key or path that could hold more than keys of rows.
    """
    if not transaction.get_connection().in_atomic_block:
        raise CannotTell("Tell in the transaction of the act itself.")
    if not KEY.fullmatch(key) or not PATH.fullmatch(path) or len(path) > 200:
        raise CannotTell("A key holds small letters, digits and colons; a path is a page without a query.")
    own = by.user_id if by else None
    now = timezone.now()
    told = {held.pk for held in to if held.user_id != own}
    Message.objects.bulk_create(
        [
            Message(membership_id=pk, kind=kind, key=key, path=path, count=count, told_at=now)
            for pk in sorted(told)
        ],
        ignore_conflicts=True,
    )


def read_message(*, message: Message, by: Acting) -> None:
    """Mark one of one's own messages as read; again does nothing."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=timezone.now())


def read_all(*, by: Acting, up_to: int) -> int:
    """Mark one's own messages as read, up to the newest that was on the page; how many there were."""
    return Message.objects.visible_to(by).unread().filter(pk__lte=up_to).update(read_at=timezone.now())


@transaction.atomic
def choose_rhythm(*, by: Acting, rhythm: Rhythm) -> None:
    """Say how often one hears by e-mail under the membership one acts under."""
    MessageChoice.objects.update_or_create(membership=by.membership, defaults={"rhythm": rhythm})


@transaction.atomic
def send_again(*, mail: Mail, by: Acting) -> None:
    """Send an e-mail again that did not arrive, to the person's present address; the same letter, the same id.

    Raises MailRefused where it is waiting or has arrived, or for somebody who does not see to the service.
    """
    if not by.may(Permission.RUN_JOBS):
        raise MailRefused("Your role does not see to the service.")
    locked = Mail.objects.select_for_update(of=("self",)).visible_to(by).filter(pk=mail.pk).first()
    if locked is None or locked.state in (MailState.WAITING, MailState.SENDING, MailState.SENT):
        raise MailRefused("This e-mail is waiting, on its way or sent already.")
    address = Membership.objects.values_list("user__email", flat=True).get(pk=locked.membership_id)
    Mail.objects.filter(pk=locked.pk).update(
        state=MailState.WAITING, attempts=0, next_try_at=timezone.now(), claimed_at=None, ended_at=None,
        address=address, error="",
    )  # fmt: skip
