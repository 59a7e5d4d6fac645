"""E-mail against a real mail server on this machine: what it holds, what is refused, and a sender that is killed."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from email import message_from_bytes
from io import BytesIO, TextIOWrapper

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from agencies.actions.messages import choose_rhythm, tell
from agencies.actions.post import PostIsOff, make_mails, message_id, post
from agencies.models import Mail, Message
from agencies.rules.telling import LONDON, WAITS, Kind, Rhythm
from agencies.tasks import send_post
from tests.attendance.children import child
from tests.personas import build_world
from tests.workers import ROOT, database_url, wait_until

TUESDAY = datetime(2026, 3, 3, 12, tzinfo=LONDON)
WEDNESDAY = datetime(2026, 3, 4, 7, 0, tzinfo=LONDON)


class Server:
    """What the mail server was given; recipients to refuse for good or for now; a gate that it may wait at."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.refused: dict[str, str] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.began = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.began += 1
        if not self.gate.is_set():
            return await server.loop.run_in_executor(None, self._wait)
        self.received.append(envelope.content)
        return "250 OK"

    def _wait(self) -> str:
        self.gate.wait(30)
        return "451 Too late"

    @property
    def to(self) -> list[str]:
        return sorted(message_from_bytes(raw)["To"] for raw in self.received)


@pytest.fixture
def server(settings):
    handler = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.SITE_ADDRESS = "https://attendance.irwell.example"
    yield handler
    handler.gate.set()
    controller.stop()


def told(world, *names, kind=Kind.CASE_GIVEN, key="case:1:given", path="/flags/", at=TUESDAY):
    with transaction.atomic():
        tell(to=[world.people[name] for name in names], kind=kind, key=key, path=path, by=None)
        Message.objects.filter(key=key).update(told_at=at)


def test_one_e_mail_a_day_adds_up_what_waits_and_names_nobody(world, server) -> None:
    pupil = child(world, many=0)
    for number in range(3):
        told(world, "nurse", key=f"case:{number}:given", path=f"/pupils/{pupil.ref}/")
    told(world, "nurse", kind=Kind.MEETING, key="meeting:1")
    assert post(at=WEDNESDAY - timedelta(seconds=1)) == 0
    assert post(at=WEDNESDAY) == 1
    assert post(at=WEDNESDAY + timedelta(hours=1)) == 0
    [raw] = server.received
    mail = message_from_bytes(raw)
    body = mail.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert mail["To"] == "nurse@example.org"
    assert mail["Subject"] == "Attendance casework: 4 messages for you"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "- 3 cases have been given to you.\n- You are invited to a meeting" in body
    assert "https://attendance.irwell.example/messages/\n" in body
    for secret in (pupil.ref, pupil.surname, pupil.forename, pupil.upn, "Nurse"):
        assert secret not in raw.decode()


def test_each_person_hears_in_their_own_rhythm(world, server) -> None:
    choices = {"nurse": Rhythm.AT_ONCE, "team_manager": Rhythm.WEEKLY, "legal_officer": Rhythm.NEVER}
    for name, rhythm in choices.items():
        choose_rhythm(by=world.acting(name), rhythm=rhythm)
    told(world, *choices, "school_lead")
    arrived = {}
    for at in (TUESDAY, WEDNESDAY, WEDNESDAY + timedelta(days=5), WEDNESDAY + timedelta(days=30)):
        before = len(server.to)
        post(at=at)
        arrived[at] = sorted(message_from_bytes(raw)["To"] for raw in server.received[before:])
    assert list(arrived.values()) == [
        ["nurse@example.org"],
        ["school_lead@example.org"],
        ["team_manager@example.org"],
        [],
    ]


def test_what_was_read_and_who_has_left_is_not_mailed(world, server) -> None:
    told(world, "nurse", "school_lead", "police_officer")
    Message.objects.filter(membership=world.people["nurse"]).update(read_at=TUESDAY)
    held = world.people["school_lead"]
    held.began_on, held.ended_on = TUESDAY.date() - timedelta(days=9), TUESDAY.date()
    held.save()
    gone = world.people["police_officer"].user
    gone.is_active = False
    gone.save()
    assert post(at=WEDNESDAY) == 0
    assert not Mail.objects.exists()


def test_a_refused_recipient_is_shown_and_stops_nobody_else(world, server) -> None:
    server.refused["nurse@example.org"] = "550 5.1.1 nurse@example.org unknown"
    told(world, "nurse", "school_lead", "police_officer")
    assert post(at=WEDNESDAY) == 2
    mail = Mail.objects.get(membership=world.people["nurse"])
    assert (mail.state, mail.error) == ("refused", "550")
    told(world, "nurse", key="case:2:given")
    assert post(at=WEDNESDAY + timedelta(days=1)) == 0
    user = world.people["nurse"].user
    user.email = "nurse.new@example.org"
    user.save()
    assert post(at=WEDNESDAY + timedelta(days=1)) == 1
    assert "nurse.new@example.org" in server.to


def test_a_busy_server_is_asked_again_later_and_at_last_given_up(world, server) -> None:
    server.refused["nurse@example.org"] = "451 Try again later"
    told(world, "nurse")
    at = WEDNESDAY
    for wait in WAITS:
        post(at=at)
        mail = Mail.objects.get()
        assert (mail.state, mail.next_try_at) == ("waiting", at + wait)
        assert post(at=at + wait - timedelta(seconds=1)) == 0
        assert Mail.objects.get().attempts == mail.attempts
        at += wait
    post(at=at)
    assert Mail.objects.get().state == "failed"
    assert server.received == []


def test_the_same_e_mail_has_the_same_id_when_it_is_tried_again(world, server) -> None:
    server.refused["nurse@example.org"] = "451 Try again later"
    told(world, "nurse")
    post(at=WEDNESDAY)
    server.refused.clear()
    post(at=WEDNESDAY + WAITS[0])
    [raw] = server.received
    assert message_from_bytes(raw)["Message-ID"] == message_id(Mail.objects.get().pk)


def test_a_server_that_is_off_leaves_everything_waiting(world, server, settings) -> None:
    settings.EMAIL_PORT = 1
    told(world, "nurse")
    with pytest.raises(PostIsOff):
        post(at=WEDNESDAY)
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == ("waiting", 0)
    send_post()
    assert Mail.objects.get().state == "waiting"


def test_a_connection_that_breaks_while_sending_leaves_the_e_mail_in_doubt(
    world, server, monkeypatch
) -> None:
    told(world, "nurse", "school_lead")
    make_mails(at=WEDNESDAY)

    def broken(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(smtplib.SMTP, "sendmail", broken)
        post(at=WEDNESDAY)
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["doubtful", "waiting"]
    assert post(at=WEDNESDAY) == 1
    assert post(at=WEDNESDAY + timedelta(days=9)) == 0


def test_a_full_bag_is_followed_by_the_next(world, server, monkeypatch) -> None:
    told(world, "nurse", "school_lead", "police_officer", at=timezone.now() - timedelta(days=9))
    asked = []
    monkeypatch.setattr("agencies.tasks.MOST", 2)
    monkeypatch.setattr("agencies.tasks.post", lambda at: post(at=at, most=2))
    monkeypatch.setattr(send_post, "delay", lambda: asked.append(1))
    send_post()
    assert (len(server.received), asked) == (2, [1])
    send_post()
    assert (len(server.received), asked) == (3, [1])


def returned(pk: int, identity: str = "", action: str = "failed") -> bytes:
    return (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        f"Action: {action}\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"
        f"Message-ID: {identity or message_id(pk)}\n\ntext\n--b--\n"
    ).encode()


def feed(monkeypatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(raw)))
    call_command("read_returns")


def test_an_e_mail_that_came_back_is_marked_and_the_address_left_alone(
    world, server, monkeypatch, capsys
) -> None:
    told(world, "nurse")
    post(at=WEDNESDAY)
    mail = Mail.objects.get()
    feed(monkeypatch, returned(mail.pk, action="delayed"))
    feed(monkeypatch, returned(mail.pk, identity=f"<told-{mail.pk}-{'0' * 20}@x>"))
    feed(monkeypatch, b"nonsense")
    assert Mail.objects.get().state == "sent"
    feed(monkeypatch, returned(mail.pk))
    assert (Mail.objects.get().state, Mail.objects.get().error) == ("bounced", "5.1.1")
    assert "marked as come back: 1" in capsys.readouterr().out
    told(world, "nurse", key="case:2:given")
    assert post(at=WEDNESDAY + timedelta(days=1)) == 0


def test_a_mailbox_of_returns_is_read(world, server, tmp_path, capsys) -> None:
    told(world, "nurse", "school_lead")
    post(at=WEDNESDAY)
    box = tmp_path / "box"
    box.write_bytes(
        b"".join(
            b"From MAILER Wed Mar  4 07:00:00 2026\n" + returned(m.pk) + b"\n" for m in Mail.objects.all()
        )
    )
    for _ in range(2):
        call_command("read_returns", "--mailbox", str(box))
    assert set(Mail.objects.values_list("state", flat=True)) == {"bounced"}
    with pytest.raises(CommandError, match="no file"):
        call_command("read_returns", "--mailbox", str(tmp_path / "none"))


SENDER = """
import django
django.setup()
from datetime import datetime
from agencies.actions.post import post
post(at=datetime.fromisoformat("{at}"))
"""


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_doubles_nothing_and_the_next_goes_on(server, settings) -> None:
    world = build_world()
    told(world, "nurse", "school_lead", "police_officer")
    server.gate.clear()
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER.format(at=WEDNESDAY.isoformat())],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(), "EMAIL_HOST": "127.0.0.1", "EMAIL_USE_TLS": "0",
            "EMAIL_PORT": str(settings.EMAIL_PORT), "DJANGO_SETTINGS_MODULE": "config.settings",
        },
    )  # fmt: skip
    wait_until(lambda: server.began == 1, seconds=60)
    sender.send_signal(signal.SIGKILL)
    sender.wait()
    server.gate.set()
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["sending", "waiting", "waiting"]
    assert post(at=WEDNESDAY) == 2
    assert Mail.objects.filter(state="sending").count() == 1
    assert post(at=WEDNESDAY + timedelta(minutes=16)) == 0
    assert Mail.objects.get(state="doubtful").address not in server.to
    assert len(server.to) == len(set(server.to)) == 2
