"""An upload is read, or refused in a sentence: sizes, zips, binary files and encodings."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.formats.reading import FileRefused, Limits, Upload
from tests.attendance.formats.files import read_or_refused, upload, zipped

TEXT = "Surname,UPN\r\nO’Brien,X355200023001\r\n"


def refusal(content, limits=None):
    with pytest.raises(FileRefused) as caught:
        upload(content, *([limits] if limits else []))
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value.message


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_encodings_are_recognised(encoding, found):
    read = upload(TEXT.encode(encoding))
    assert read.survey.encoding == found
    assert "".join(read.lines()) == TEXT


def test_utf16_big_endian_with_mark():
    read = upload(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert "".join(read.lines()) == TEXT


def test_a_character_cut_by_a_chunk_is_still_utf8():
    content = ("a" * 99 + "\n") * 10_485 + "b" * 75 + "’" * 20
    assert upload(content).survey.encoding == "utf-8-sig"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "not plain text"),
        (TEXT.encode("utf-16-le"), "not plain text"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (b"\xff\xfea", "UTF-16"),
        (b"a,b\n\x81\x8d,2\n", "neither UTF-8 nor Windows-1252"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
)
def test_what_is_not_text_is_named(content, words):
    assert words in refusal(content)


def test_a_line_of_ten_megabytes_is_refused():
    message = refusal(b"a,b\n1,2\n" + b"/" * 10_000_000)
    assert message == "Line 3 is longer than 100,000 characters."


def test_a_long_line_of_utf16_is_refused():
    assert "Line 2" in refusal("\ufeffa\n".encode("utf-16-le") + ("x" * 200_000).encode("utf-16-le"))


def test_a_file_too_large_is_refused():
    assert "larger than 1 MB" in refusal(b"a\n" * 600_000, Limits(file_bytes=1_000_000))


def test_a_zip_with_one_file_is_read():
    assert "".join(upload(zipped(marks__csv=TEXT)).lines()) == TEXT


def test_folders_and_macos_entries_in_a_zip_are_passed_over():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("export")
        archive.writestr("export/marks.csv", TEXT)
        archive.writestr("__MACOSX/export/._marks.csv", b"\x00")
    assert "".join(upload(buffer.getvalue()).lines()) == TEXT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(), "holds 0 files"),
        (zipped(a__csv=TEXT, b__csv=TEXT), "holds 2 files"),
        (zipped(a__zip=zipped(b__csv=TEXT)), "another zip"),
        (zipped(**{"[Content_Types]__xml": "<x/>", "b__xml": "<x/>"}), "Excel workbook"),
        (zipped(a__csv=""), "empty"),
        (zipped(a__csv=TEXT)[:-30], "damaged"),
        (zipped(a__csv=TEXT)[:40], "damaged"),
    ],
    # A zip holds the time of its making: ids made of its bytes would differ between two processes.
    ids=["none", "two", "nested", "workbook", "empty", "cut short", "cut to its head"],
)
def test_zips_that_cannot_be_read_are_named(content, words):
    assert words in refusal(content)


def test_a_zip_bomb_is_refused_by_its_real_size():
    bomb = zipped(a__csv=b"/\\\n" * 20_000_000)
    assert "when unpacked" in refusal(bomb)
    lying = bytearray(bomb)
    at = lying.rfind(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 10)
    refusal(bytes(lying))


def test_a_password_is_named():
    content = bytearray(zipped(a__csv=TEXT))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(content))


def test_a_zip_with_a_damaged_body_is_refused():
    content = bytearray(zipped(a__csv=TEXT * 50))
    content[45] ^= 0xFF
    assert "damaged" in refusal(bytes(content))


def test_a_directory_of_a_million_entries_is_not_read():
    content = bytearray(zipped(a__csv=TEXT))
    at = content.rfind(b"PK\x05\x06") + 12
    content[at : at + 4] = struct.pack("<I", 50_000_000)
    assert "too many files" in refusal(bytes(content))


def test_a_stream_that_cannot_be_read_twice(tmp_path):
    class Once(io.RawIOBase):
        def __init__(self, content):
            self.inner = io.BytesIO(content)

        def readable(self):
            return True

        def readinto(self, buffer):
            return self.inner.readinto(buffer)

    with Upload(io.BufferedReader(Once(TEXT.encode()))) as read:
        assert "".join(read.lines()) == TEXT
        assert "".join(read.lines()) == TEXT


def test_a_path_and_a_missing_path(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(TEXT, encoding="utf-8", newline="")
    with Upload(path) as read:
        assert read.survey.lines == 2
    with pytest.raises(FileRefused, match="cannot be opened"):
        Upload(tmp_path / "no.csv")


def test_a_stream_stays_open_for_its_owner():
    stream = io.BytesIO(TEXT.encode())
    with Upload(stream) as read:
        list(read.lines())
    assert not stream.closed


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with read_or_refused():
        list(upload(content).lines())


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 200), st.integers(0, 255), st.integers(20, 260))
def test_any_damage_to_a_zip_is_read_or_refused(at, value, length):
    content = bytearray(zipped(a__csv=TEXT * 3))
    content[at % len(content)] = value
    with read_or_refused():
        list(upload(bytes(content[:length])).lines())
