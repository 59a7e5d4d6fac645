"""Documents: kept once, scanned where a scanner is, withdrawn with their file."""

import socket
import struct
import threading
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attendance.actions.doors import NotAllowed
from cases.actions.cases import open_case
from cases.actions.documents import add_document, withdraw_document
from cases.actions.doors import Refused
from cases.models import Audience, Case, Document, Entry
from cases.models.document import DOCUMENTS
from tests.factories import PupilFactory, enrol

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
EICAR = b"%PDF-1.7\nEICAR"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> Path:
    """A folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "documents"


@pytest.fixture
def case(world) -> Case:
    """A case in the queue of the north team."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    return open_case(
        pupil=pupil, school=world.school, reason="Often away.", by=world.acting("welfare_officer")
    )[0]


def add(case: Case, world, content: bytes = PDF, name: str = "welfare_officer", **given) -> Document:
    upload = SimpleUploadedFile("Jane Doe.exe", content)
    given = {"title": "Letter of the hospital", "audience": Audience.AGENCIES} | given
    return add_document(case=case, upload=upload, by=world.acting(name), **given)


class Scanner(threading.Thread):
    """A clamd that reads INSTREAM and finds EICAR, for as many files as are asked about."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.listening.getsockname()[1]}"

    def run(self) -> None:
        """Answer until the socket is closed."""
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", said.read(4))[0]:
                    content += said.read(size)
                line.sendall(b"stream: Eicar FOUND\0" if b"EICAR" in content else b"stream: OK\0")


@pytest.fixture
def scanner(settings):
    """A scanner that listens on this machine."""
    found = Scanner()
    found.start()
    settings.CLAMAV_URL = found.url
    yield found
    found.listening.close()


def test_a_document_is_kept_once_under_a_name_that_says_nothing(case, world, shelf) -> None:
    first, again = add(case, world), add(case, world)
    assert first == again
    [kept] = shelf.iterdir()
    assert kept.name == first.file
    assert "jane" not in kept.name.lower()
    assert DOCUMENTS.read(first.file, digest=first.digest) == PDF
    assert (first.kind, first.scanned) == ("pdf", False)
    assert Entry.objects.filter(case=case, kind="document").count() == 1


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (b"MZ\x90\x00" + b"\x00" * 60, "not taken in")]
)
def test_what_is_refused_leaves_no_file(case, world, shelf, content, words) -> None:
    with pytest.raises(Refused, match=words):
        add(case, world, content)
    assert not shelf.exists() or not list(shelf.iterdir())


def test_too_large_a_file_is_refused(case, world, monkeypatch) -> None:
    monkeypatch.setattr("cases.actions.documents.LARGEST", 10)
    with pytest.raises(Refused, match="larger than"):
        add(case, world)


def test_a_scanned_document_says_so(case, world, scanner) -> None:
    assert add(case, world).scanned


def test_an_infected_file_is_refused(case, world, scanner, shelf) -> None:
    with pytest.raises(Refused, match="virus scanner refused"):
        add(case, world, EICAR)
    assert not shelf.exists()


def test_a_scanner_that_does_not_answer_keeps_everything_out(case, world, settings, shelf) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{port}"
    with pytest.raises(Refused, match="does not answer"):
        add(case, world)
    assert not shelf.exists()


def test_another_team_may_not_add_and_leaves_no_file(case, world, shelf) -> None:
    with pytest.raises(NotAllowed):
        add(case, world, name="other_team_officer")
    assert not list(shelf.iterdir())


def test_withdrawing_destroys_the_file_and_keeps_the_record(
    case, world, shelf, django_capture_on_commit_callbacks
) -> None:
    document = add(case, world)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            withdraw_document(document=document, reason="Another child's.", by=world.acting("team_manager"))
    assert not list(shelf.iterdir())
    document.refresh_from_db()
    assert document.why_withdrawn == "Another child's."
    assert Entry.objects.filter(case=case, text__startswith="Document withdrawn").count() == 1


def test_a_school_may_not_withdraw_somebody_elses(case, world) -> None:
    document = add(case, world, audience=Audience.SCHOOL)
    with pytest.raises(Refused, match="who works the case"):
        withdraw_document(document=document, reason="No.", by=world.acting("school_lead"))
