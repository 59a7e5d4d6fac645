"""Fixtures of attendance's tests."""

import pytest


@pytest.fixture
def private_files(settings, tmp_path):
    """A private directory of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
