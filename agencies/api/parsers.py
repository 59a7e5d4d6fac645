"""What programs may send: small JSON, and files of registers as they are."""

from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, JSONParser

CHUNK = 1 << 20


class SmallJson(JSONParser):
    """JSON of at most 64 KB: everything that is larger is a file."""

    most = 64 * 1024

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The content. Raises ParseError where it is too long, too deep or no JSON."""
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > self.most:
            raise ParseError(f"Send at most {self.most // 1024} KB of JSON.")
        try:
            return super().parse(stream, media_type, dict(parser_context or {}))
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None


class LongJson(SmallJson):
    """JSON with a text of up to 50,000 characters, each of which may be written as two escapes of six."""

    most = 1024 * 1024


class CsvBody(BaseParser):
    """A CSV file as the whole body: read to a temporary file, no further than one byte beyond the limit."""

    media_type = "text/csv"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> "dict[str, File[bytes]]":
        """The body under the name `file`, as a form would send it."""
        kept = TemporaryFile()  # noqa: SIM115 - closed with the request, which holds the only reference to it
        left = settings.REGISTER_FILE_LIMIT + 1
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            kept.write(chunk)
            left -= len(chunk)
        kept.seek(0)
        return {"file": File(kept, name="body.csv")}
