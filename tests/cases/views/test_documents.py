"""The documents' pages: asked for anew at each download, for those they are meant for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import AccessRecord
from cases.actions.cases import open_case
from cases.models import Document
from tests.factories import PupilFactory, enrol

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture
def case(world, settings, tmp_path):
    """A case in the queue of the north team."""
    settings.MEDIA_ROOT = tmp_path
    pupil = PupilFactory()
    enrol(world.school, pupil)
    return open_case(
        pupil=pupil, school=world.school, reason="Often away.", by=world.acting("welfare_officer")
    )[0]


def add(client, case, audience: str) -> Document:
    given = {
        "upload": SimpleUploadedFile("a.pdf", PDF + audience.encode()), "title": audience, "audience": audience
    }  # fmt: skip
    response = client.post(reverse("case-document-add", args=[case.ref]), given)
    assert response.status_code == 302
    return Document.objects.get(title=audience)


def test_an_officer_adds_and_the_school_downloads_what_is_meant_for_it(case, client_for) -> None:
    officer, school = client_for("welfare_officer"), client_for("school_lead")
    shared, kept = add(officer, case, "school"), add(officer, case, "agencies")
    response = school.get(reverse("case-document", args=[case.ref, shared.pk]))
    assert response.content == PDF + b"school"
    assert response["Content-Disposition"] == f'attachment; filename="document-{shared.pk}.pdf"'
    assert AccessRecord.objects.filter(act="export", page="case-document").exists()
    assert school.get(reverse("case-document", args=[case.ref, kept.pk])).status_code == 404
    assert "agencies" not in school.get(reverse("case-documents", args=[case.ref])).content.decode().split(
        "<main"
    )[1].split("</table>")[0].replace("The child’s school and every agency on the case", "")


def test_a_changed_file_is_not_given_out(case, client_for, tmp_path) -> None:
    officer = client_for("welfare_officer")
    document = add(officer, case, "agencies")
    (tmp_path / "documents" / document.file).write_bytes(b"other")
    page = officer.get(reverse("case-document", args=[case.ref, document.pk]), follow=True)
    assert "not what was kept" in page.content.decode()


def test_a_refusal_stands_at_the_field(case, client_for) -> None:
    given = {"upload": SimpleUploadedFile("a.pdf", b"MZ\x90\0"), "title": "Scan", "audience": "agencies"}
    page = client_for("welfare_officer").post(reverse("case-document-add", args=[case.ref]), given)
    assert "is not taken in" in page.content.decode()


def test_a_withdrawn_document_cannot_be_downloaded(case, client_for) -> None:
    officer = client_for("welfare_officer")
    document = add(officer, case, "agencies")
    officer.post(reverse("case-document-withdraw", args=[case.ref, document.pk]), {"reason": "Wrong child."})
    assert officer.get(reverse("case-document", args=[case.ref, document.pk])).status_code == 404
    assert "Wrong child." in officer.get(reverse("case-documents", args=[case.ref])).content.decode()


def test_queries_do_not_grow_with_documents(case, client_for, django_assert_max_num_queries) -> None:
    officer, address = client_for("welfare_officer"), reverse("case-documents", args=[case.ref])

    def count() -> int:
        with django_assert_max_num_queries(20) as queries:
            officer.get(address)
        return len(queries)

    def fill(numbers: range) -> None:
        for number in numbers:
            given = {"upload": SimpleUploadedFile("a.txt", f"Text {number}".encode()), "title": "T"}
            officer.post(reverse("case-document-add", args=[case.ref]), given | {"audience": "agencies"})

    fill(range(2))
    few = count()
    fill(range(2, 20))
    assert count() == few
