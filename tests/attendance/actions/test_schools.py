"""Schools from the national register: made, brought up to date, followed to their successors."""

import io

import pytest

from agencies.models import Agency, LocalAuthority
from attendance.actions.schools import load_links, load_schools
from attendance.formats.gias import read_links, read_schools
from attendance.formats.reading import Upload
from attendance.formats.tables import Table
from attendance.models import School, SchoolLink
from attendance.queries.lineage import predecessors
from tests.attendance.formats.files import published

pytestmark = pytest.mark.django_db

HEADINGS = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,EstablishmentStatus (code),"
    "TypeOfEstablishment (code),PhaseOfEducation (name),StatutoryHighAge,Street,Town,Postcode,CloseDate"
)
LINKS = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"


def load(*rows, authorities=(), encoding="cp1252"):
    with Upload(io.BytesIO("\n".join((HEADINGS, *rows)).encode(encoding))) as upload:
        return load_schools(read_schools(Table(upload)), authorities=authorities)


def link(*rows):
    with Upload(io.BytesIO("\n".join((LINKS, *rows)).encode())) as upload:
        return load_links(read_links(Table(upload)))


def told(loaded):
    return loaded.new, loaded.changed, loaded.same, loaded.elsewhere


OLD = "900001,355,Salford,2007,Kiln Primary School,2,01,Primary,11,Kiln Street,Eccles,M30 0AA,31/08/2019"
NEW = "900002,355,Salford,2007,Kiln Primary School,1,34,Not applicable,11,Kiln Street,Eccles,M30 0AA,"
SPECIAL = "900003,355,Salford,7001,Rowan School,1,44,Not applicable,16,Larch Road,Worsley,M28 1AA,"
ELSEWHERE = "900004,359,Wigan,2001,Sorrel Primary School,1,01,Primary,11,Fern Way,Leigh,WN7 1AA,"


def test_schools_come_with_their_agency_and_authority():
    assert told(load(OLD, NEW, SPECIAL, ELSEWHERE, authorities=["355"])) == (3, 0, 0, 1)
    school = School.objects.get(urn=900002)
    assert (school.phase, school.dfe_number, school.town) == ("primary", "3552007", "Eccles")
    assert School.objects.get(urn=900003).phase == "special"
    assert School.objects.get(urn=900001).closed_on.isoformat() == "2019-08-31"
    assert list(LocalAuthority.objects.values_list("code", flat=True)) == ["355"]


def test_two_schools_of_one_name_have_agencies_that_can_be_told_apart():
    load(OLD, NEW)
    assert set(Agency.objects.values_list("name", flat=True)) == {
        "Kiln Primary School",
        "Kiln Primary School (900001)",
    }
    assert School.objects.get(urn=900002).agency.name == "Kiln Primary School"


def test_loading_again_changes_nothing_and_keeps_what_the_authority_decided():
    load(OLD, NEW)
    School.objects.filter(urn=900002).update(school_week="60123")
    assert told(load(OLD, NEW)) == (0, 0, 2, 0)
    assert told(load(OLD, NEW.replace("Eccles", "Swinton"))) == (0, 1, 1, 0)
    school = School.objects.get(urn=900002)
    assert (school.town, school.school_week) == ("Swinton", "60123")


def test_a_school_without_a_phase_is_reported_and_the_others_are_loaded():
    loaded = load(NEW, "900009,355,Salford,9999,Nowhere,1,99,Not applicable,,,,,")
    assert [problem.reason for problem in loaded.problems] == ["Nothing tells the phase of this school."]
    assert School.objects.count() == 1


def test_history_follows_the_school_in_whichever_direction_the_link_is_given():
    load(OLD, NEW, SPECIAL)
    assert (
        link("900001,900002,Kiln Primary School,Successor,", "900003,900001,Kiln,Predecessor,01-09-2019").new
        == 2
    )
    assert link("900001,900002,Kiln Primary School,Successor,").same == 1
    assert predecessors(School.objects.get(urn=900002)) == (900001,)
    assert predecessors(School.objects.get(urn=900003)) == (900001,)
    assert predecessors(School.objects.get(urn=900001)) == ()
    assert SchoolLink.objects.count() == 2


def test_windows_quotation_marks_arrive_whole():
    load(NEW.replace("Kiln Primary School", "St Ambrose’s"))
    assert School.objects.get().name == "St Ambrose’s"


def test_the_published_sample():
    with Upload(published("gias/establishments_sample_dfe_sapsec.csv")) as upload:
        loaded = load_schools(read_schools(Table(upload)))
    assert loaded.new == 3
    assert {(problem.line, problem.field) for problem in loaded.problems} == {
        (2, "UPRN"),
        (2, "TelephoneNum"),
    }
    numbers = {school.urn: school.dfe_number for school in School.objects.select_related("authority")}
    assert numbers == {143034: "8453090", 100273: "2043658", 102848: "3173513"}
    closed = {school.urn: str(school.closed_on) for school in School.objects.exclude(closed_on=None)}
    assert closed == {100273: "2002-08-31", 102848: "2019-08-31"}
    assert School.objects.get(urn=143034).uprn == ""


def test_the_published_links():
    load(
        *(
            f"{urn},355,Salford,{urn % 10000},School {urn},1,01,Primary,11,,,,"
            for urn in (105885, 105887, 136079)
        )
    )
    with Upload(published("gias/gias_links_salford_leeds.csv")) as upload:
        loaded = load_links(read_links(Table(upload)))
    assert loaded.new + loaded.elsewhere == 463
    assert 105885 in predecessors(School.objects.get(urn=136079))
