"""The school census: termly totals of two tables, with everything that is wrong with them said."""

from io import BytesIO
from pathlib import Path

import pytest

from attendance.actions.imports.apply import approve, owed_parts
from attendance.actions.imports.receive import receive_file
from attendance.actions.imports.stage import stage
from attendance.models import TermTotal
from tests.attendance.actions.imports import UPNS, a_pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "school-census" / "samples"
PUPILS = "pupilonrolltableid,NativeId,dob,surname,forename,upn,ncyearactual,termlysessionspossible"
DETAILS = "pupilonrolltableid,NativeId,sessions,attendancereason"
# Published counts of the outside sample by term of the census (`formats.md`, 3.2).
EXPECTED = {
    "autumn 2024": {"pupils": 9_088, "session_rows": 39_953, "without_possible": 104, "blank_counts": 365, "over_possible": 8_424},
    "spring 2025": {"pupils": 9_498, "session_rows": 41_251, "without_possible": 100, "blank_counts": 404, "over_possible": 8_836},
    "summer 2025": {"pupils": 9_912, "session_rows": 43_355, "without_possible": 109, "blank_counts": 422, "over_possible": 9_235},
}  # fmt: skip


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


@pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the outside sample of the school census is not on this machine"
)
@pytest.mark.parametrize("term", EXPECTED)
def test_the_outside_sample_loads_with_the_measured_report(world, term):
    name, year = term.split()
    found = {
        kind: next(SAMPLES.glob(f"*{name}*{year[2:]}*{kind}*.csv"), None)
        for kind in ("pupilonroll", "termlysessiondetailsonroll")
    }
    if not all(found.values()):
        pytest.skip(f"the outside sample has no tables of {term}")
    pupils, details = (path.read_bytes() for path in found.values())
    batch = read(world.acting("attendance_leader"), pupils, details, term)
    assert {key: batch.counts[key] for key in EXPECTED[term]} == EXPECTED[term]
    assert (batch.counts["orphan_rows"], batch.counts["repeated_rows"]) == (0, 0)
    assert batch.counts["invalid_upns"] == batch.counts["pupils"]
