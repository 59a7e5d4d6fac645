"""What kind of file somebody hands in, told by its content and never by its name."""

import zipfile
from typing import BinaryIO

import puremagic

from cases.rules.documents import KINDS, Kind

START = 4096  # bytes that tell whether something is text
ZIP = b"PK\x03\x04"
# What a magic number's usual endings mean here. Office files are zip archives and are told by what is in them.
BY_ENDING = {
    ".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".jfif": "jpeg", ".png": "png", ".heic": "heic", ".heif": "heic",
}  # fmt: skip
BY_MEMBER = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
NOT_TEXT = (b"<!doctype", b"<html", b"<script", b"<?xml", b"<svg", b"#!")


def kind_of(file: BinaryIO) -> Kind | None:
    """The kind of a file, or None for one that is not taken in; the file is read from its start and left there."""
    file.seek(0)
    start = file.read(START)
    try:
        key = _in_archive(file) if start.startswith(ZIP) else _by_magic(file, start)
    finally:
        file.seek(0)
    return KINDS.get(key)


def _by_magic(file: BinaryIO, start: bytes) -> str:
    file.seek(0)
    try:
        ending = puremagic.from_string(file.read())
    except puremagic.PureError:
        return "txt" if _is_text(start) else ""
    except ValueError:  # an empty file has no beginning
        return ""
    return BY_ENDING.get(ending, "txt" if ending in (".txt", ".csv") and _is_text(start) else "")


def _in_archive(file: BinaryIO) -> str:
    """The office document in a zip archive; one with macros is refused like any other program."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size == len(OPEN_DOCUMENT):
                return "odt" if archive.read("mimetype") == OPEN_DOCUMENT else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return ""
    return next((key for member, key in BY_MEMBER.items() if member in names), "")


def _is_text(start: bytes) -> bool:
    if not start or b"\0" in start or start.lstrip().lower().startswith(NOT_TEXT):
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 3  # the beginning may end within a character
    return True
