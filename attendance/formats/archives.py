"""The one file inside a zip, opened without trusting anything the zip says of itself."""

import io
import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO, Final

from attendance.formats.refusals import FileRefused

ZIP_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError,
    struct.error, ValueError, OverflowError, UnicodeError,
)  # fmt: skip
END_RECORD: Final = b"PK\x05\x06"
END_RECORD_REACH: Final = 65_557
DIRECTORY_BYTES: Final = 65_536
ENCRYPTED: Final = 0x1


def damaged_zip() -> FileRefused:
    """The refusal for a zip that is cut short, damaged or made to mislead."""
    return FileRefused(
        "The zip file is damaged or incomplete.",
        "Make the zip again, or send the CSV file itself.",
    )


def _check_directory(stream: BinaryIO) -> None:
    """Refuse a directory too long to be read safely, before `zipfile` reads it into memory."""
    stream.seek(0, io.SEEK_END)
    stream.seek(max(0, stream.tell() - END_RECORD_REACH))
    tail = stream.read(END_RECORD_REACH)
    place = tail.rfind(END_RECORD)
    if place < 0 or len(tail) < place + 22:
        raise damaged_zip()
    if int.from_bytes(tail[place + 12 : place + 16], "little") > DIRECTORY_BYTES:
        raise FileRefused("The zip file holds too many files.", "Send one CSV file, in a zip or by itself.")


def _refuse_contents(members: list[zipfile.ZipInfo]) -> None:
    """Raise FileRefused unless there is exactly one plain file that can be unpacked."""
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise FileRefused(
            "This is an Excel workbook or another Office file, not a CSV file.",
            "In Excel choose Save as, then 'CSV UTF-8 (comma delimited)', and send that file.",
        )
    if len(members) != 1:
        raise FileRefused(
            f"The zip file holds {len(members)} files; it must hold one.",
            "Send each CSV file by itself, or a zip with only one CSV file in it.",
        )
    member = members[0]
    if member.flag_bits & ENCRYPTED:
        raise FileRefused(
            "The file in the zip is protected with a password.", "Send it without a password over this page."
        )
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused(
            "The zip file uses a method that is not accepted.", "Make the zip again with Windows."
        )


def sole_member(stream: BinaryIO) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
    """The archive and the one file in it; folders and macOS's own entries are passed over.

    Raises FileRefused for anything else, Office files included (they are zips).
    """
    _check_directory(stream)
    try:
        stream.seek(0)
        archive = zipfile.ZipFile(stream)
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        ]
    except FAULTS as fault:
        raise damaged_zip() from fault
    _refuse_contents(members)
    return archive, members[0]
