"""Files made in memory for the tests of the readers, and the published ones where the folder is at hand."""

import io
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from attendance.formats.reading import DEFAULT_LIMITS, Upload
from attendance.formats.refusals import FileRefused
from attendance.formats.tables import Table

PUBLISHED = Path(__file__).parents[4] / "shared" / "data"


def published(name):
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip(f"the published file {name} is not at hand")
    return path


def upload(content, limits=DEFAULT_LIMITS):
    return Upload(io.BytesIO(content if isinstance(content, bytes) else content.encode()), limits)


def table(content, limits=DEFAULT_LIMITS):
    return Table(upload(content, limits))


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


@contextmanager
def read_or_refused():
    """Let a refusal pass if it says briefly what is wrong and what to do; anything else fails the test."""
    refused = None
    try:
        yield
    except FileRefused as caught:
        refused = caught
    if refused is not None:
        assert 0 < len(refused.message) <= 300
        assert 0 < len(refused.remedy) <= 300
