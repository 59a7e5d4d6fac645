"""Private files: kept as they were, under names that say nothing, and given out only while they are the same."""

import hashlib

import pytest

from agencies.storage import Altered, Shelf, TooLarge

LETTERS = Shelf("letters")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_file_is_kept_with_its_digest_for_the_application_alone() -> None:
    kept = LETTERS.keep([b"%PDF", b"-1.7"], limit=100)
    path = LETTERS.path_of(kept.name)
    assert (kept.digest, kept.size) == (hashlib.sha256(b"%PDF-1.7").hexdigest(), 8)
    assert len(kept.name) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert LETTERS.read(kept.name, digest=kept.digest) == b"%PDF-1.7"


def test_the_same_content_twice_lies_under_two_names() -> None:
    first, second = LETTERS.keep_whole(b"same"), LETTERS.keep_whole(b"same")
    assert first.name != second.name
    assert first.digest == second.digest


def test_a_file_that_changed_or_went_is_not_given_out() -> None:
    kept = LETTERS.keep_whole(b"as sent")
    LETTERS.path_of(kept.name).write_bytes(b"as forged")
    with pytest.raises(Altered, match="no longer"):
        LETTERS.read(kept.name, digest=kept.digest)
    LETTERS.discard(kept.name)
    LETTERS.discard(kept.name)
    with pytest.raises(Altered, match="gone"):
        LETTERS.read(kept.name, digest=kept.digest)


def test_a_file_beyond_the_limit_leaves_nothing() -> None:
    with pytest.raises(TooLarge):
        LETTERS.keep([b"12345", b"67890"], limit=9)
    assert list(LETTERS.path_of("a").parent.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../secret", "a/b", ".", "a b", "a\x00"])
def test_a_name_that_is_not_one_of_ours_opens_nothing(name) -> None:
    with pytest.raises(ValueError, match="kept file"):
        LETTERS.path_of(name)
