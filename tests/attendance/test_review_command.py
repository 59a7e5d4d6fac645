"""`manage.py review_attendance`."""

import pytest
from django.core.management import CommandError, call_command

from attendance.models import JobRun, Standing
from tests.attendance.nights import school_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return school_of(pupils=2)


def run(*arguments, capsys):
    call_command("review_attendance", "--on", "2025-12-04", *arguments)
    return capsys.readouterr().out


def test_every_school_is_reviewed_and_recorded(school, capsys):
    assert "standings: 2" in run(capsys=capsys)
    assert JobRun.objects.get().state == "done"
    assert "standings: 0" in run(capsys=capsys)


def test_a_rehearsal_tells_and_changes_nothing(school, capsys):
    said = run("--dry-run", capsys=capsys)
    assert "Nothing was changed" in said
    assert "standings: 2" in said
    assert not Standing.objects.exists()
    assert not JobRun.objects.exists()


def test_some_schools_by_urn(school, capsys):
    other = school_of(pupils=1)
    run("--schools", str(other.urn), capsys=capsys)
    assert set(Standing.objects.values_list("school", flat=True)) == {other.pk}


def test_an_unknown_urn_is_refused(school, capsys):
    with pytest.raises(CommandError, match="No school has the URN 1"):
        run("--schools", "1", capsys=capsys)


def test_the_workers_review_every_school_for_good(school, capsys):
    with pytest.raises(CommandError, match="leave out"):
        run("--queue", "--dry-run", capsys=capsys)
