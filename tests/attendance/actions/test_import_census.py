"""The school census: termly totals of two tables, with everything that is wrong with them said."""

from io import BytesIO

import pytest

from attendance.actions.imports.apply import approve, owed_parts
from attendance.actions.imports.receive import receive_file
from attendance.actions.imports.stage import stage
from attendance.models import TermTotal
from tests.attendance.actions.imports import UPNS, a_pupil
from tests.attendance.census import REPORTS, differences, tables_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
PUPILS = "pupilonrolltableid,NativeId,dob,surname,forename,upn,ncyearactual,termlysessionspossible"
DETAILS = "pupilonrolltableid,NativeId,sessions,attendancereason"


def read(by, pupils: bytes, details: bytes, term="autumn 2024"):
    batch = receive_file(by=by, file=BytesIO(pupils), name="x", details=BytesIO(details), said={"term": term})
    stage(batch.pk)
    batch.refresh_from_db()
    return batch


def a_census(world):
    child = a_pupil(world.school)
    pupils = [
        PUPILS,
        f"1,{world.school.urn},2012-Apr-25 00:00:00,A,B,{UPNS[0]},7,134.0",
        "2,SCH2,2012-Apr-25 00:00:00,C,D,21db2df8-fa0,R,10.0",
        "3,SCH2,2012-Apr-25 00:00:00,E,F,31db2df8-fa0,R,",
    ]
    details = [
        DETAILS,
        f"1,{world.school.urn},4.0,I",
        f"1,{world.school.urn},,H",
        "2,SCH2,60,M",
        "2,SCH2,30,#",
        "9,SCH2,1,I",
    ]
    return child, "\n".join(pupils).encode(), "\n".join(details).encode()


def test_totals_are_kept_with_what_is_wrong_and_nothing_blank_is_nought(world):
    leader = world.acting("attendance_leader")
    child, pupils, details = a_census(world)
    batch = read(leader, pupils, details)
    assert (batch.state, batch.layout) == ("staged", "census")
    told = {
        key: batch.counts[key]
        for key in ("pupils", "orphan_rows", "invalid_upns", "without_possible", "blank_counts")
    }
    assert told == {
        "pupils": 3,
        "orphan_rows": 1,
        "invalid_upns": 2,
        "without_possible": 1,
        "blank_counts": 1,
    }
    assert (batch.counts["over_possible"], batch.counts["obsolete"]) == (1, {"H": 1})
    first, second, third = TermTotal.objects.order_by("line")
    assert (first.pupil_id, first.school_id, first.reasons) == (
        child.pupil_id,
        world.school.pk,
        {"I": 4, "H": None},
    )
    assert (second.upn_state, second.pupil, second.exceeds_possible) == ("invalid", None, True)
    assert (third.possible, third.authorised) == (None, None)
    approve(by=leader, ref=batch.ref)
    assert owed_parts(batch.pk) == []
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_schools_do_not_send_the_census(world):
    _, pupils, details = a_census(world)
    batch = read(world.acting("school_lead"), pupils, details)
    assert (batch.state, batch.problem) == ("refused", "The census's tables hold other schools' pupils.")
    assert not TermTotal.objects.exists()


def test_the_term_must_be_known(world):
    _, pupils, details = a_census(world)
    assert read(world.acting("attendance_leader"), pupils, details, term="").problem.startswith(
        "It is not known which term"
    )


@pytest.mark.parametrize("term", REPORTS)
def test_the_outside_sample_loads_with_the_measured_report(world, term):
    pupils, details = (path.read_bytes() for path in tables_of(term))
    batch = read(world.acting("attendance_leader"), pupils, details, term)
    assert (batch.state, differences(batch.counts, term)) == ("staged", {})
    totals = TermTotal.objects.filter(batch=batch)
    assert totals.count() == batch.counts["pupils"]
    assert totals.filter(upn_state="invalid", pupil__isnull=True).count() == batch.counts["invalid_upns"]
    assert totals.filter(exceeds_possible=True).count() == batch.counts["over_possible"]
    assert (
        totals.filter(possible=0).count() + totals.filter(possible__isnull=True).count()
        == batch.counts["without_possible"]
    )
