"""Delivery status notifications, as mail servers write them."""

import pytest

from agencies.formats.returns import Return, returns

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: attendance@irwell.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; gone@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {kind}

Message-ID: <told-7-abc@irwell.example>
Subject: Attendance casework: 1 message for you

text
--b--
"""


def report(action="failed", status="5.1.1", kind="message/rfc822") -> bytes:
    return REPORT.format(action=action, status=status, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_failure_names_the_e_mail_and_the_code(kind) -> None:
    assert returns(report(kind=kind)) == [Return("<told-7-abc@irwell.example>", "5.1.1")]


def test_a_failure_without_a_code_is_a_failure() -> None:
    assert returns(report(status="unknown")) == [Return("<told-7-abc@irwell.example>", "5.0.0")]


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_anything_else_says_nothing(action) -> None:
    assert returns(report(action=action, status="4.4.7")) == []


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00 not an e-mail", b"Subject: Out of office\n\nI am away.", report()[:420]]
)
def test_what_is_no_notification_says_nothing(raw) -> None:
    assert [each for each in returns(raw) if each.original] == []
