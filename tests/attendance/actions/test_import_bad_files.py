"""Every bad file gets a message that names the fault and the remedy, and nothing of it is applied."""

import io
import zipfile

import pytest
import time_machine

from attendance.actions.imports.receive import receive_file
from attendance.formats.refusals import FileRefused
from attendance.models import ImportPart, MarkChange, Register
from tests.attendance.actions.imports import UPNS, a_pupil, applied, staged
from tests.attendance.files import HEADINGS, a_file, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-05 09:00", tick=True):
        yield


@pytest.fixture
def lead(world):
    return world.acting("school_lead")


def zipped(*contents: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.csv", content)
    return held.getvalue()


ROW = f'{{urn}},{UPNS[0]},A,B,2012-03-04,2025-09-01,"/\\"'
WHOLE = [
    (b"", "The file is empty."),
    (b"\r\n \r\n", "The file is empty."),
    (HEADINGS.encode(), "The file has headings but no rows."),
    (b"\x00\x01\x02binary", "not plain text"),
    (b"%PDF-1.4", "This is a PDF document"),
    (zipped(b"a", b"b"), "The zip file holds 2 files"),
    (zipped(b"0,0\r\n" * 10_000_000), "larger than"),
    (b"PK\x03\x04 damaged", "The zip file is damaged"),
    (HEADINGS.encode() + b"\r\n" + b"x" * 10_000_000, "longer than 100,000 characters"),
    (f'{HEADINGS}\r\n1,"never closed'.encode(), "is never closed"),
    (b"URN,URN\r\n1,2\r\n", "Two columns have the same heading"),
    (HEADINGS.encode() + b"\r\n900000,\x81\x8d\xff,A,B,,,/\r\n", "neither UTF-8 nor Windows-1252"),
    (
        f"{HEADINGS}\r\n1,2,A,B,2012-03-04,2025-09-01,/\r\n1,2,A,B,04/03/2012,01/09/2025,/\r\n".encode(),
        "more than one way",
    ),
    (
        f"{HEADINGS}\r\n1,2,A,B,04/03/2012,01/09/2025,/\r\n".encode(),
        "whether the day or the month comes first",
    ),
    (f"{HEADINGS}\r\n1,2,A,B,03/25/2012,09/25/2025,/\r\n".encode(), "the month before the day"),
]


@pytest.mark.parametrize(("content", "message"), WHOLE)
def test_a_file_that_cannot_be_read_is_refused_with_a_remedy(world, lead, content, message):
    a_pupil(world.school)
    batch = staged(lead, io.BytesIO(content))
    assert batch.state == "refused"
    assert message in batch.problem
    assert batch.remedy
    assert not ImportPart.objects.exists()


ROWS = [
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,"/\\C2"', "C2 is a code of two characters"),
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,"\\/"', "afternoon's mark of presence"),
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,"/?"', "is not an attendance code"),
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,"/H"', "H is not a code on 1 September 2025"),
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,""', "There are no marks."),
    ('{urn},{upn},A,B,2012-03-04,2025-13-01,"/"', "There is no such date."),
    ('{urn},{upn},A,B,2012-03-04,,"/"', "Date of the first mark is blank."),
    ('{urn},=1+1,A,B,2012-03-04,2025-09-01,"/"', "begins like a spreadsheet formula"),
    ('{urn},"=HYPERLINK(1)",A,B,2012-03-04,2025-09-01,"/"', "begins like a spreadsheet formula"),
    ('{urn},,,,,2025-09-01,"/"', "Nothing says which pupil this is."),
    ('12,{upn},A,B,2012-03-04,2025-09-01,"/"', "this is not 6 digits"),
    ('123456,{upn},A,B,2012-03-04,2025-09-01,"/"', "not a school that you may send registers for"),
    ('{urn},{upn},A,B,2012-03-04,2025-09-01,"/",x', "The row has 8 cells; there are 7 headings."),
    ('{urn},{upn},A,B,2012-03-04,1925-09-01,"/"', "No code list is held"),
]


@pytest.mark.parametrize(("row", "reason"), ROWS)
def test_a_bad_row_is_rejected_with_its_line_and_remedy_and_the_others_stand(world, lead, row, reason):
    good, bad = a_pupil(world.school), a_pupil(world.school, UPNS[1])
    text = row.format(urn=world.school.urn, upn=bad.pupil.upn)
    batch = applied(lead, a_file(row_of(good), text))
    reject = batch.rejects.get()
    assert reject.line == 3
    assert reason in reject.reason
    assert reject.remedy
    assert set(Register.objects.values_list("enrolment", flat=True)) == {good.pk}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_that_spreadsheets_write_are_read(world, lead, encoding):
    child = a_pupil(world.school, "", surname="Zoë", forename="Núñez")
    text = f"{HEADINGS}\r\n{row_of(child)}\r\n"
    batch = applied(lead, io.BytesIO(text.encode(encoding)))
    assert (batch.counts["pupils"], batch.counts["rejected"]) == (1, 0)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_read(world, lead, separator):
    child = a_pupil(world.school)
    text = f"{HEADINGS}\r\n{row_of(child)}\r\n".replace(",", separator)
    assert applied(lead, io.BytesIO(text.encode())).counts["filled"] == 14


def test_both_styles_of_marks_say_the_same(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child, "/\\/\\I")))
    again = applied(lead, a_file(row_of(child, "/,\\,/,\\,I")))
    assert (again.counts["same"], again.counts["replaced"]) == (5, 0)
    assert not MarkChange.objects.exists()


def test_a_zip_with_one_file_is_read(world, lead):
    child = a_pupil(world.school)
    assert applied(lead, io.BytesIO(zipped(a_file(row_of(child)).read()))).counts["filled"] == 14


def test_a_file_beyond_the_limit_is_not_kept(lead, settings, private_files):
    settings.REGISTER_FILE_LIMIT = 1 << 20
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        receive_file(by=lead, file=io.BytesIO(b"x" * ((1 << 20) + 1)), name="x")
    assert list((private_files / "registers").iterdir()) == []


def test_more_rows_than_may_be_rejected_refuse_the_file(world, lead, monkeypatch):
    monkeypatch.setattr("attendance.actions.imports.collecting.MOST_REJECTS", 3)
    batch = staged(lead, a_file(*["123456,X,A,B,2012-03-04,2025-09-01,/"] * 4))
    assert batch.state == "refused"
    assert batch.problem.startswith("More than 3 rows cannot be used.")
