"""Opening an uploaded file safely: sizes, zips, binary files and encodings.

An `Upload` surveys the whole file once, in constant memory, before anybody reads a row from it: so an
encoding fault on the last line is told before the first row is used. It can then be read any number of times.
"""

import codecs
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from attendance.formats.archives import FAULTS, ZIP_SIGNATURES, damaged_zip, sole_member
from attendance.formats.refusals import FileRefused, Reject, Warned

__all__ = ["DEFAULT_LIMITS", "FileRefused", "Limits", "Reject", "Survey", "Upload", "Warned"]

CHUNK: Final = 1 << 20
MEGABYTE: Final = 1_000_000
CONTROL_BYTES: Final = bytes([*range(9), *range(14, 32)])
CONTROL_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f]")
UNUSED_IN_CP1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
TEXT_LINE_ENDS: Final = re.compile("\r\n|\r|\n")
SAVE_AS_UTF8: Final = "Save the file as 'CSV UTF-8' and send it again."
OTHER_KINDS: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may hold. Sizes in bytes; `line_length` in bytes (characters for UTF-16)."""

    file_bytes: int = 300 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    zip_ratio: int = 200
    zip_allowance: int = 10 * MEGABYTE
    line_length: int = 100_000
    rows: int = 5_000_000


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the file found. `size` is in bytes after unpacking, `lines` counts line ends."""

    encoding: str
    size: int
    lines: int


class _Guarded(io.RawIOBase):
    """A raw stream that gives no more bytes than the limits allow, and turns zip faults into refusals."""

    def __init__(self, stream: BinaryIO, allowed: int, packed: bool) -> None:
        self._stream = stream
        self._allowed = allowed
        self._packed = packed
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # typeshed wants any buffer
        try:
            data = self._stream.read(len(buffer))
        except FAULTS as fault:
            if self._packed:
                raise damaged_zip() from fault
            raise
        self._given += len(data)
        if self._given > self._allowed:
            raise FileRefused(
                f"The file is larger than {self._allowed // MEGABYTE} MB"
                + (" when unpacked." if self._packed else "."),
                "Send it in parts, for instance one school at a time.",
            )
        buffer[: len(data)] = data
        return len(data)


class _Surveyor:
    """Reads chunks and learns encoding and line lengths; raises FileRefused at the first fault."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.size = 0
        self.lines = 0
        self.tail = 0
        self.not_utf8 = False
        self.unused_in_cp1252 = False
        self.wide: codecs.IncrementalDecoder | None = None
        self.utf8 = codecs.getincrementaldecoder("utf-8")()

    def start(self, head: bytes) -> None:
        """Look at the first bytes: a byte order mark decides, and other kinds of file are named."""
        for signature, kind in OTHER_KINDS:
            if head.startswith(signature):
                raise FileRefused(f"This is {kind}, not a CSV file.", SAVE_AS_UTF8)
        if head.startswith(ZIP_SIGNATURES):
            raise FileRefused("The zip file holds another zip file.", "Send the CSV file itself.")
        if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
            raise FileRefused("The file is written in UTF-32, which is not accepted.", SAVE_AS_UTF8)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.wide = codecs.getincrementaldecoder("utf-16")()

    def take(self, chunk: bytes, final: bool = False) -> None:
        """Take the next chunk; `final` with b"" closes the file."""
        self.size += len(chunk)
        if self.wide is not None:
            self._take_wide(self.wide, chunk, final)
        else:
            self._take_bytes(chunk, final)

    def _take_wide(self, decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool) -> None:
        try:
            text = decoder.decode(chunk, final)
        except UnicodeDecodeError as fault:
            raise FileRefused("The file says that it is UTF-16 but is not.", SAVE_AS_UTF8) from fault
        self._refuse_binary(CONTROL_TEXT.search(text) is not None)
        self._measure([len(part) for part in TEXT_LINE_ENDS.split(text)])

    def _take_bytes(self, chunk: bytes, final: bool) -> None:
        self._refuse_binary(len(chunk.translate(None, CONTROL_BYTES)) != len(chunk))
        if not self.not_utf8:
            try:
                self.utf8.decode(chunk, final)
            except UnicodeDecodeError:
                self.not_utf8 = True
        if not chunk.isascii():
            self.unused_in_cp1252 = self.unused_in_cp1252 or UNUSED_IN_CP1252.search(chunk) is not None
        parts = [len(part) for part in chunk.splitlines()]
        self._measure([*parts, 0] if chunk[-1:] in (b"", b"\n", b"\r") else parts)

    def _refuse_binary(self, found: bool) -> None:
        if found:
            raise FileRefused(
                f"The file is not plain text: there are forbidden characters near line {self.lines + 1}.",
                SAVE_AS_UTF8,
            )

    def _measure(self, parts: list[int]) -> None:
        parts[0] += self.tail
        longest = max(parts)
        if longest > self.limits.line_length:
            line = self.lines + 1 + parts.index(longest)
            raise FileRefused(
                f"Line {line} is longer than {self.limits.line_length:,} characters.",
                "Check that the file is a CSV file with one row on each line.",
            )
        self.lines += len(parts) - 1
        self.tail = parts[-1]

    def survey(self) -> Survey:
        """The encoding. A file that is not UTF-8 is Windows-1252, unless it uses that code's empty places."""
        if self.wide is not None:
            encoding = "utf-16"
        elif not self.not_utf8:
            encoding = "utf-8-sig"
        elif not self.unused_in_cp1252:
            encoding = "cp1252"
        else:
            raise FileRefused("The file is neither UTF-8 nor Windows-1252 text.", SAVE_AS_UTF8)
        return Survey(encoding, self.size, self.lines + bool(self.tail))


def _spooled(source: BinaryIO, limits: Limits) -> BinaryIO:
    """A copy on disk of a stream that cannot be read twice."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 -- the upload closes it
    guarded = _Guarded(source, limits.file_bytes, packed=False)
    while chunk := guarded.read(CHUNK):
        copy.write(chunk)
    return copy


class Upload:
    """An uploaded file that has been found fit to read. Use it in a `with` statement.

    `source` is a path or a binary stream; a stream stays the caller's to close. Raises FileRefused.
    """

    def __init__(self, source: Path | BinaryIO, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._ours = False
        self._stream = self._opened(source)
        self._archive: zipfile.ZipFile | None = None
        self._member: zipfile.ZipInfo | None = None
        try:
            self._unzip()
            self.survey = self._surveyed()
        except FileRefused:
            self.close()
            raise

    def _opened(self, source: Path | BinaryIO) -> BinaryIO:
        if isinstance(source, Path):
            try:
                stream: BinaryIO = source.open("rb")
            except OSError as fault:
                raise FileRefused(
                    f"The file cannot be opened: {fault.strerror}.", "Check its name and that it may be read."
                ) from fault
            self._ours = True
            return stream
        if source.seekable():
            return source
        self._ours = True
        return _spooled(source, self.limits)

    def _unzip(self) -> None:
        size = self._stream.seek(0, io.SEEK_END)
        if size > self.limits.file_bytes:
            raise FileRefused(
                f"The file is larger than {self.limits.file_bytes // MEGABYTE} MB.",
                "Send it in parts, for instance one school at a time.",
            )
        self._stream.seek(0)
        if self._stream.read(4).startswith(ZIP_SIGNATURES):
            self._archive, self._member = sole_member(self._stream)

    def _raw(self) -> io.RawIOBase:
        if self._archive is None or self._member is None:
            self._stream.seek(0)
            return _Guarded(self._stream, self.limits.file_bytes, packed=False)
        by_ratio = self.limits.zip_allowance + self.limits.zip_ratio * self._member.compress_size
        allowed = min(self.limits.unpacked_bytes, by_ratio)
        try:
            packed = self._archive.open(self._member)
        except FAULTS as fault:
            raise damaged_zip() from fault
        return _Guarded(packed, allowed, packed=True)  # type: ignore[arg-type]  # a zip member reads bytes

    def _surveyed(self) -> Survey:
        surveyor = _Surveyor(self.limits)
        stream = io.BufferedReader(self._raw(), CHUNK)
        surveyor.start(stream.peek(8)[:8])
        while chunk := stream.read(CHUNK):
            surveyor.take(chunk)
        surveyor.take(b"", final=True)
        if surveyor.size == 0:
            raise FileRefused("The file is empty.", "Check that the export finished, and send it again.")
        return surveyor.survey()

    def lines(self) -> Iterator[str]:
        """The file from its beginning, decoded, one line at a time with its line end. Raises FileRefused."""
        stream = io.BufferedReader(self._raw(), CHUNK)
        text = io.TextIOWrapper(stream, encoding=self.survey.encoding, newline="")
        try:
            yield from text
        except UnicodeError as fault:
            raise FileRefused("The file changed while it was being read.", "Send it again.") from fault

    def close(self) -> None:
        """Close what this object opened itself."""
        if self._ours:
            self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
