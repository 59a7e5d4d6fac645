"""Acts and files: done once however often they are sent, and refused in words."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.client import MULTIPART_CONTENT
from django.utils import timezone

from agencies.models import IdempotencyKey
from attendance.actions.imports.stage import stage
from attendance.models import FlagMove, RegisterImport, RejectedRow
from tests.attendance.actions.imports import a_pupil
from tests.attendance.files import a_file, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def content(world):
    return a_file(row_of(a_pupil(world.school))).read()


def as_form(content, **said):
    data = {"file": SimpleUploadedFile("registers.csv", content), **said}
    return {"content": data, "content_type": MULTIPART_CONTENT}


def test_the_same_key_and_content_is_done_once(program_for, flag):
    program, path = program_for("school_lead", "write"), f"flags/{flag.pk}/acted/"
    first = program.post(path, {"note": "Rang home"}, key="one")
    flag.refresh_from_db()
    flag.state = "raised"
    flag.save()
    again = program.post(path, {"note": "Rang home"}, key="one")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    flag.refresh_from_db()
    assert flag.state == "raised"


def test_the_same_key_with_other_content_is_refused(program_for, flag):
    program, path = program_for("school_lead", "write"), f"flags/{flag.pk}/acted/"
    program.post(path, {"note": "Rang home"}, key="one")
    for answer in (
        program.post(path, {"note": "Wrote home"}, key="one"),
        program.post(f"flags/{flag.pk}/seen/", key="one"),
    ):
        assert answer.status_code == 422
        assert "Idempotency-Key" in answer.json()["message"]
    assert FlagMove.objects.filter(flag=flag).count() == 1


def test_keys_are_each_token_s_own_and_last_a_day(program_for, flag):
    path = f"flags/{flag.pk}/acted/"
    one, other = program_for("school_lead", "write"), program_for("school_lead", "write")
    assert one.post(path, {"note": "A"}, key="k").status_code == 200
    assert other.post(path, {"note": "B"}, key="k").status_code == 200
    IdempotencyKey.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    assert one.post(path, {"note": "C"}, key="k").status_code == 200


def test_what_was_refused_may_be_sent_again_with_its_key(program_for, flag):
    program, path = program_for("school_lead", "write"), f"flags/{flag.pk}/acted/"
    assert program.post(path, {"note": ""}, key="k").status_code == 400
    assert program.post(path, {"note": "Rang home"}, key="k").status_code == 200


def test_a_kept_answer_names_no_child(program_for, flag):
    program_for("school_lead", "write").post(f"flags/{flag.pk}/seen/", key="k")
    assert IdempotencyKey.objects.get().body == {"id": flag.pk, "state": "seen"}


@pytest.mark.parametrize("key", ["x" * 101, "a\tb", "\xe9"])
def test_a_key_that_is_none_is_refused(program_for, flag, key):
    answer = program_for("school_lead", "write").post(f"flags/{flag.pk}/seen/", key=key)
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"Idempotency-Key"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_one_act(program_for, flag):
    program = program_for("school_lead", "write")
    answers = []

    def send():
        answers.append(program.post(f"flags/{flag.pk}/acted/", {"note": "Rang home"}, key="k").status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 4
    assert FlagMove.objects.filter(flag=flag).count() == 1
    assert IdempotencyKey.objects.count() == 1


def test_a_file_is_sent_read_and_applied(program_for, content):
    program = program_for("school_lead", "registers")
    sent = program.post("imports/", **as_form(content))
    assert sent.status_code == 201, sent.json()
    ref = sent.json()["ref"]
    assert program.post(f"imports/{ref}/apply/").status_code == 409
    stage(RegisterImport.objects.get().pk)
    shown = program.get(f"imports/{ref}/").json()
    assert (shown["state"], len(shown["parts"])) == ("staged", 1), shown
    assert program.get(f"imports/{ref}/rejects/").json()["results"] == []
    applied = program.post(f"imports/{ref}/apply/", key="k")
    assert applied.json() == {"ref": ref, "state": "applying"}
    assert program.post(f"imports/{ref}/apply/", key="k").json() == applied.json()
    assert program.post(f"imports/{ref}/apply/").status_code == 409


def test_a_file_may_be_the_whole_body(world, program_for, content):
    program = program_for("school_lead", "registers")
    sent = program.client.post(
        f"/api/v1/imports/?school={world.school.urn}&began_on=2025-09-01", content, content_type="text/csv"
    )
    assert sent.status_code == 201
    kept = RegisterImport.objects.get()
    assert kept.size == len(content)
    assert kept.mapping == {"school_urn": str(world.school.urn), "term": "", "began_on": "2025-09-01"}


def test_the_same_file_again_is_told_and_with_its_key_gets_the_first_answer(program_for, content):
    program = program_for("school_lead", "registers")
    first = program.post("imports/", **as_form(content), key="k")
    again = program.post("imports/", **as_form(content), key="k")
    assert (again.status_code, again.json()) == (201, first.json())
    refused = program.post("imports/", **as_form(content))
    assert refused.status_code == 409
    assert first.json()["ref"] in refused.json()["message"]
    assert program.post("imports/", **as_form(content, again="true")).status_code == 201
    assert program.post("imports/", **as_form(content + b"x"), key="k").status_code == 422


def test_a_file_too_large_is_refused_whichever_way_it_comes(program_for, settings, content):
    settings.REGISTER_FILE_LIMIT = 10
    program = program_for("school_lead", "registers")
    for sent in (as_form(content), {"content": content, "content_type": "text/csv"}):
        answer = program.post("imports/", **sent)
        assert answer.status_code == 400
        assert "larger than" in answer.json()["fields"]["file"][0]
    assert not RegisterImport.objects.exists()


def test_another_s_school_and_another_s_import_are_not_theirs(world, program_for, content):
    program = program_for("school_lead", "registers")
    answer = program.post("imports/", **as_form(content, school=world.other_school.urn))
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"school"})
    ref = program.post("imports/", **as_form(content)).json()["ref"]
    other = program_for("other_school_lead", "registers")
    assert other.get("imports/").json()["results"] == []
    assert other.get(f"imports/{ref}/").status_code == 404
    assert other.get(f"imports/{ref}/rejects/").status_code == 404
    assert other.post(f"imports/{ref}/apply/").status_code == 404


def test_rows_that_could_not_be_used_come_page_by_page(program_for, content):
    program = program_for("school_lead", "registers")
    ref = program.post("imports/", **as_form(content)).json()["ref"]
    batch = RegisterImport.objects.get()
    for number in range(3):
        RejectedRow.objects.create(batch=batch, line=number, reason="No", remedy="Do")
    page = program.get(f"imports/{ref}/rejects/", size=2).json()
    assert [row["line"] for row in page["results"]] == [0, 1]
    assert [row["line"] for row in program.client.get(page["next"]).json()["results"]] == [2]


def test_json_is_no_file(program_for):
    assert program_for("school_lead", "registers").post("imports/", {"file": "x"}).status_code == 415
