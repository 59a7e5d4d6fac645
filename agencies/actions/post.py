"""E-mail: made from messages that are due, sent one by one, each claimed before it is sent.

A sender that is killed leaves at most one e-mail behind, which is then doubtful and never sent twice by itself: it
only points to the messages, which are there in any case.
"""

import re
import smtplib
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from agencies.models import Membership
from agencies.models.outbox import Mail, MailState, Message
from agencies.rules.telling import next_try, summed
from agencies.words import plural

MOST = 100
logger = structlog.get_logger("agencies.post")
OUR_ID = re.compile(r"<told-(\d+)-([0-9a-f]{20})@")


class PostIsOff(Exception):
    """The mail server cannot be reached; what waits goes on waiting."""


def post(*, at: datetime, most: int = MOST) -> int:
    """Make the e-mails that are due and send what waits, at most so many; how many left here.

    Raises PostIsOff where the mail server does not answer.
    """
    Mail.objects.left_behind(at).update(state=MailState.DOUBTFUL, ended_at=at)
    make_mails(at=at, most=most)
    return send_waiting(at=at, most=most)


def make_mails(*, at: datetime, most: int = MOST) -> int:
    """One e-mail for each person with messages that are due; again makes nothing."""
    people = Message.objects.unmailed(at).order_by("membership").values_list("membership", flat=True)
    return sum(_make_mail(held, at) for held in people.distinct()[:most])


@transaction.atomic
def _make_mail(membership: int, at: datetime) -> bool:
    held = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership)
    told = list(Message.objects.unmailed(at).filter(membership=held).values_list("pk", flat=True))
    if not told:
        return False
    mail = Mail.objects.create(membership=held, address=held.user.email, made_at=at, next_try_at=at)
    Message.objects.filter(pk__in=told).update(mail=mail)
    return True


def send_waiting(*, at: datetime, most: int = MOST) -> int:
    """Send waiting e-mails over one connection, at most so many; how many were sent.

    Raises PostIsOff where the mail server does not answer; nothing is claimed then.
    """
    if not Mail.objects.due(at).exists():
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise PostIsOff(type(error).__name__) from error
    sent = 0
    try:
        for _ in range(most):
            mail = claim(at=at)
            if mail is None:
                break
            state = deliver(mail=mail, connection=connection, at=at)
            sent += state == MailState.SENT
            if state in (MailState.WAITING, MailState.DOUBTFUL):
                break  # the server is busy or gone: the next minute's connection is a new one
    finally:
        connection.close()
    return sent


@transaction.atomic
def claim(*, at: datetime) -> Mail | None:
    """Take the next waiting e-mail, so that no other sender does; None where there is none."""
    mail = Mail.objects.due(at).select_for_update(skip_locked=True).first()
    if mail is not None:
        mail.state, mail.claimed_at, mail.attempts = MailState.SENDING, at, mail.attempts + 1
        mail.save(update_fields=["state", "claimed_at", "attempts"])
    return mail


def deliver(*, mail: Mail, connection: BaseEmailBackend, at: datetime) -> MailState:
    """Hand a claimed e-mail to the mail server and write down what became of it."""
    try:
        connection.send_messages([message_of(mail)])
    except smtplib.SMTPServerDisconnected:
        return _end(mail, MailState.DOUBTFUL, at)
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(mail, [code for code, _ in error.recipients.values()], at)
    except smtplib.SMTPResponseException as error:
        return _refused(mail, [error.smtp_code], at)
    except OSError:
        return _end(mail, MailState.DOUBTFUL, at)
    return _end(mail, MailState.SENT, at)


def _refused(mail: Mail, codes: list[int], at: datetime) -> MailState:
    code = max(codes, default=0)
    again = next_try(mail.attempts, at) if code < 500 else None
    if again is None:
        return _end(mail, MailState.REFUSED if code >= 500 else MailState.FAILED, at, error=str(code))
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.WAITING, next_try_at=again, claimed_at=None, error=str(code)
    )
    return MailState.WAITING


def _end(mail: Mail, state: MailState, at: datetime, *, error: str = "") -> MailState:
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING).update(state=state, ended_at=at, error=error)
    if state != MailState.SENT:
        logger.warning("an e-mail did not leave", mail=mail.pk, state=state, code=error)
    return state


def message_of(mail: Mail) -> EmailMessage:
    """What is sent: the same each time it is asked for, with an id made from the row."""
    told = list(mail.told.order_by("pk").values_list("kind", "count"))
    context = {
        "sentences": summed(told),
        "agency": mail.membership.agency.name,
        "site": settings.SITE_ADDRESS,
    }
    return EmailMessage(
        subject=f"Attendance casework: {plural(len(told), 'message')} for you",
        body=render_to_string("agencies/told.txt", context),
        to=[mail.address],
        headers={
            "Message-ID": message_id(mail.pk),
            "Date": format_datetime(mail.made_at),
            "Auto-Submitted": "auto-generated",
        },
    )


def message_id(pk: int) -> str:
    """The id of an e-mail, which nobody else can make up, so that a forged return changes nothing."""
    proof = salted_hmac("agencies.mail", str(pk)).hexdigest()[:20]
    return f"<told-{pk}-{proof}@{urlsplit(settings.SITE_ADDRESS).hostname}>"


@transaction.atomic
def record_return(*, original: str, status: str, at: datetime) -> bool:
    """Write down that an e-mail came back, by the id in the return; whether it was one of ours."""
    found = OUR_ID.search(original)
    if found is None or not message_id(int(found[1])).startswith(found[0]):
        return False
    mails = Mail.objects.filter(pk=int(found[1])).exclude(state=MailState.WAITING)
    return bool(mails.update(state=MailState.BOUNCED, ended_at=at, error=status[:20]))
