"""`manage.py import_registers`: as somebody, for a school, with a saved mapping, tried first."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from attendance.models import Register, RegisterImport, SavedMapping, TermTotal
from tests.attendance.actions.imports import a_pupil
from tests.attendance.census import differences, tables_of
from tests.attendance.files import WEEK, a_file, row_of
from tests.personas import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("private_files")]
LEAD = "school_lead@example.org"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-05 09:00", tick=True):
        yield


@pytest.fixture
def world():
    return build_world()


def run(path, *options):
    out = StringIO()
    call_command("import_registers", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def written(tmp_path, *rows, **fields):
    path = tmp_path / "registers.csv"
    path.write_bytes(a_file(*rows, **fields).read())
    return path


def test_a_file_is_applied_and_told(world, tmp_path):
    said = run(written(tmp_path, row_of(a_pupil(world.school))), "--as", LEAD)
    assert "14 marks new" in said
    assert "Applied for 1 schools." in said
    assert Register.objects.count() == 1


def test_a_dry_run_applies_nothing_and_can_be_repeated(world, tmp_path):
    path = written(tmp_path, row_of(a_pupil(world.school)), "123456,X,A,B,2012-03-04,2025-09-01,/")
    for _ in range(2):
        said = run(path, "--as", LEAD, "--dry-run")
        assert "Nothing was applied." in said
        assert "line 3, School URN" in said
    assert not Register.objects.exists()
    assert "14 marks new" in run(path, "--as", LEAD)


def test_a_saved_mapping_and_a_school_fill_what_the_file_leaves_open(world, tmp_path):
    child = a_pupil(world.school)
    by = world.acting("attendance_leader")
    SavedMapping.objects.create(
        agency=by.agency, name="Ours", by=by.user, headers=["who", "what"],
        mapping={"shape": "marks string", "columns": {"upn": "who", "marks": "what"}, "date_order": ""},
    )  # fmt: skip
    path = written(tmp_path, f'{child.pupil.upn},"{WEEK}"', headings="who,what")
    given = ["--as", by.user.email, "--mapping", "Ours", "--began-on", "2025-09-01"]
    with pytest.raises(CommandError, match="The file does not say: the school"):
        run(path, *given)
    assert "14 marks new" in run(path, *given, "--school", str(world.school.urn), "--force")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--as", "nurse@example.org"], "nobody who may send registers"),
        (["--as", LEAD, "--school", "1"], "No school has the URN 1"),
        (["--as", LEAD, "--mapping", "None"], "No choice of columns is saved"),
    ],
)
def test_what_cannot_be_done_is_said(world, tmp_path, options, message):
    with pytest.raises(CommandError, match=message):
        run(written(tmp_path, row_of(a_pupil(world.school))), *options)


def test_a_school_of_others_and_a_repeated_file_are_refused(world, tmp_path):
    path = written(tmp_path, row_of(a_pupil(world.school)))
    with pytest.raises(CommandError, match="may not send these registers"):
        run(path, "--as", LEAD, "--school", str(world.other_school.urn))
    run(path, "--as", LEAD)
    with pytest.raises(CommandError, match="received before"):
        run(path, "--as", LEAD)
    assert RegisterImport.objects.count() == 1
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "absent.csv", "--as", LEAD)


def test_the_census_sample_is_reported_and_kept(world):
    pupils, details = tables_of("autumn 2024")
    leader = world.acting("attendance_leader").user.email
    said = run(pupils, "--details", str(details), "--term", "autumn 2024", "--as", leader)
    batch = RegisterImport.objects.get()
    assert (batch.state, differences(batch.counts, "autumn 2024")) == ("applied", {})
    for line in (
        "9,088 pupils", "39,953 rows of session details", "0 rows without a pupil", "9,088 pupils whose UPN",
        "365 rows with a blank count", "8,424 pupils whose rows exceed", "1,341 blank authorised",
        "3,775 rows with H, not in the list of this term", "501 rows with #, not an absence", "3,820 rows with I\n",
    ):  # fmt: skip
        assert line in said
    assert said.endswith("Applied: 9,088 pupils' termly totals are kept.\n")
    assert TermTotal.objects.count() == 9_088
