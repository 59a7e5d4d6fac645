"""The school census as COLLECT exports it; the outside sample gives exactly the report measured by hand."""

from datetime import date

import pytest

from attendance.formats.census import BadCount, read_census, read_count
from attendance.formats.reading import FileRefused, Upload
from attendance.formats.tables import Table
from attendance.rules.upn import State
from tests.attendance.formats.files import published, table

AUTUMN = date(2024, 12, 31)
PUPILS = "pupilonrolltableid,NativeId,upn,dob,ncyearactual,termlysessionspossible,termlysessionsauthorised\n"
REASONS = "pupilonrolltableid,NativeId,sessions,attendancereason\n"


def census(pupils, reasons):
    return read_census(table(PUPILS + pupils), table(REASONS + reasons), on=AUTUMN)


def test_the_outside_sample_gives_the_measured_report():
    with (
        Upload(published("school-census/2024_autumn_pupilonroll.csv")) as pupils,
        Upload(published("school-census/2024_autumn_termlysessiondetailsonroll.csv")) as reasons,
    ):
        found = read_census(Table(pupils), Table(reasons), on=AUTUMN)
    report = found.report
    assert (report.pupils, report.session_rows, report.most_rows_per_pupil) == (9_088, 39_953, 10)
    assert (report.orphan_rows, report.repeated_rows, report.repeated_upns) == (0, 0, 0)
    assert report.invalid_upns == 9_088
    assert (report.without_possible, report.blank_counts) == (104, 365)
    assert (report.blank_authorised, report.blank_unauthorised) == (1_341, 6_857)
    assert report.reasons == {
        "M": 3_840, "I": 3_820, "C": 3_820, "N": 3_791, "H": 3_775, "G": 3_755, "E": 3_675, "O": 2_211,
        "R": 2_131,
        "S": 2_095, "T": 1_442, "Y": 1_421, "U": 1_379, "X": 1_355, "Z": 942, "#": 501,
    }  # fmt: skip
    assert report.obsolete == {"H": 3_775, "Y": 1_421}
    assert report.not_absences == {"X": 1_355, "Z": 942, "#": 501}
    assert report.unknown == {}
    assert len(report.over_possible) == 8_424
    assert report.rejects == ()
    first = found.totals[("SCH7", "0002e817-8ca")]
    assert (first.upn, first.upn_state, first.born_on) == ("21db2df8-fa0", State.INVALID, date(2020, 4, 25))
    assert (first.possible, first.authorised, first.unauthorised) == (134, 8, 2)
    assert first.reasons == {"C": 133, "N": 118, "S": 128}


def test_the_pupils_no_longer_on_roll_have_the_same_shape():
    with Upload(published("school-census/2024_autumn_pupilnolongeronroll.csv")) as pupils:
        reasons = table(
            "pupilnolongeronrolltableid,NativeId,sessions,attendancereason\n01080e0c-45b,SCH5,9.0,I\n"
        )
        found = read_census(Table(pupils), reasons, on=AUTUMN)
    assert found.report.pupils == 308
    assert found.totals[("SCH5", "01080e0c-45b")].reasons == {"I": 9}


def test_blank_is_never_nought():
    found = census("p1,S1,X355200023001,2012-01-21,7,,\n", "p1,S1,,I\n")
    pupil = found.totals[("S1", "p1")]
    assert (pupil.possible, pupil.authorised, pupil.reasons) == (None, None, {"I": None})
    assert pupil.upn_state is State.PERMANENT
    assert found.report.blank_authorised == 1
    assert found.report.blank_unauthorised is None


def test_more_absences_than_possible_sessions():
    found = census("p1,S1,,,7,89.0,\np2,S1,,,7,89.0,\n", "p1,S1,60,I\np1,S1,30,X\np2,S1,60,I\np2,S1,30,G\n")
    assert found.report.over_possible == (("S1", "p1"), ("S1", "p2"))
    assert found.report.absences_over_possible == 1


def test_what_is_wrong_with_rows_is_told():
    found = census(
        "p1,S1,,,7,130.5,\np2,S1,,soon,7,1,\np3,S1,,,7,1,\np3,S1,,,7,1,\n",
        "p3,S1,1,I\np3,S1,2,I\np9,S1,1,I\np3,S2,1,I\np3,S1,-1,G\np3,S1,1,ILL\np3,S1,1,Q9\np3,S1\n",
    )
    assert [reject.field for reject in found.report.rejects] == [
        "termlysessionspossible", "born_on", "row", "attendancereason", "row", "row", "sessions",
        "attendancereason", "row",
    ]  # fmt: skip
    assert (found.report.orphan_rows, found.report.repeated_rows) == (2, 1)
    assert found.report.unknown == {"Q9": 1}


@pytest.mark.parametrize("text", ["1.5", "-1", "x", "1e3", "99999"])
def test_what_is_no_count(text):
    with pytest.raises(BadCount):
        read_count(text)


def test_another_kind_of_file_is_refused():
    with pytest.raises(FileRefused, match="not a census table"):
        read_census(table("a,b\n1,2\n"), table(REASONS + "1,2,3,I\n"), on=AUTUMN)
