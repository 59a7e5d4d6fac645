"""E-mails that came back: delivery status notifications (RFC 3464), read with the standard library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message

STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Return:
    """That an e-mail could not be delivered: its id, and the status code with which it came back."""

    original: str
    status: str


def returns(raw: bytes) -> list[Return]:
    """What a notification says has failed for good; a delay, or an e-mail that is no notification, says nothing."""
    message = message_from_bytes(raw, policy=policy.compat32)
    statuses = list(_failures(message))
    return [Return(_original(message), status) for status in statuses[:1]]


def _failures(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
                found = STATUS.search(str(block.get("Status", "")))
                yield found[0] if found else "5.0.0"


def _original(message: Message) -> str:
    """The id of the e-mail that is returned, whole or by its headers."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            for inner in part.get_payload():
                if isinstance(inner, Message) and inner.get("Message-ID"):
                    return str(inner["Message-ID"]).strip()
        if part.get_content_type() == "text/rfc822-headers":
            headers = message_from_string(str(part.get_payload()), policy=policy.compat32)
            if headers.get("Message-ID"):
                return str(headers["Message-ID"]).strip()
    return ""
