"""The register of schools: damaged values seen, codes restored, Windows-1252, links."""

from collections import Counter
from datetime import date

import pytest

from attendance.formats.gias import LinkKind, School, Status, read_links, read_schools
from attendance.formats.reading import FileRefused, Upload
from attendance.formats.refusals import Reject
from attendance.formats.tables import Table
from tests.attendance.formats.files import published, table

HEADINGS = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "EstablishmentStatus (code),OpenDate,CloseDate,TelephoneNum,UPRN,NumberOfPupils,"
    "HeadTitle (name),HeadLastName\n"
)


def schools(*rows):
    return list(read_schools(table((HEADINGS + "".join(f"{row}\n" for row in rows)).encode("cp1252"))))


def one(**changed):
    cells = {
        "urn": "105884", "la": "355", "la_name": "Salford", "number": "2007", "name": "Light Oaks",
        "type": "01", "status": "1", "opened": "", "closed": "", "telephone": "0161 111 2222",
        "uprn": "10034921752", "pupils": "362", "title": "Mrs", "head": "Hogg",
    } | changed  # fmt: skip
    (found,) = schools(",".join(cells.values()))
    return found


def test_the_damaged_sample():
    with Upload(published("gias/establishments_sample_dfe_sapsec.csv")) as upload:
        first, second, third = read_schools(Table(upload))
    assert {warning.field for warning in first.warnings} == {"UPRN", "TelephoneNum"}
    assert (first.uprn, first.telephone) == ("", "01424424530")
    assert (second.warnings, third.warnings) == ((), ())
    assert [school.laestab for school in (first, second, third)] == ["8453090", "2043658", "3173513"]
    assert [school.status for school in (first, second, third)] == [Status.OPEN, Status.CLOSED, Status.CLOSED]
    assert [school.closed_on for school in (first, second, third)] == [
        None,
        date(2002, 8, 31),
        date(2019, 8, 31),
    ]
    assert (second.type_code, second.uprn, third.uprn) == ("02", "", "10034921752")
    assert (first.salutation, second.salutation) == ("Headteacher", "Miss Hogg")
    assert first.previous_laestab == ""
    assert (first.pupils, first.opened_on, first.ward_code) == (661, date(2016, 8, 1), "E05011207")


def test_windows_1252_is_read_without_damage():
    assert one(name="St Ambrose’s – École").name == "St Ambrose’s – École"


def test_code_widths_are_restored():
    assert one(la="1", number="7", type="2").laestab == "0010007"
    assert one(type="2").type_code == "02"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uprn": "1.00063E+11"}, "UPRN"),
        ({"uprn": "1234567890123"}, "UPRN"),
        ({"telephone": "1424424530"}, "TelephoneNum"),
        ({"telephone": "1.42442E+09"}, "TelephoneNum"),
        ({"opened": "2016-08-01"}, "OpenDate"),
        ({"closed": "31/02/2019"}, "CloseDate"),
        ({"pupils": "many"}, "NumberOfPupils"),
        ({"number": "20077"}, "EstablishmentNumber"),
    ],
)
def test_damaged_values_are_left_out_with_a_warning(changed, field):
    found = one(**changed)
    assert isinstance(found, School)
    assert [warning.field for warning in found.warnings] == [field]


@pytest.mark.parametrize("changed", [{"urn": "1"}, {"urn": "=1+1"}, {"name": ""}, {"status": "9"}])
def test_rows_without_an_identity_are_rejects(changed):
    assert isinstance(one(**changed), Reject)


def test_dates_with_dashes_and_statuses():
    found = one(opened="01-09-1999", status="3")
    assert found.opened_on == date(1999, 9, 1)
    assert found.status.is_open
    assert not one(status="4").status.is_open


@pytest.mark.parametrize(
    ("title", "greeting"), [("Dr.", "Dr. Hogg"), ("Co Headteacher", "Headteacher"), ("", "Headteacher")]
)
def test_a_salutation_needs_a_courtesy_title(title, greeting):
    assert one(title=title).salutation == greeting


def test_another_file_is_refused():
    with pytest.raises(FileRefused, match="EstablishmentNumber"):
        list(read_schools(table("URN,LA (code)\n1,2\n")))


def test_the_links_of_two_authorities():
    with Upload(published("gias/gias_links_salford_leeds.csv")) as upload:
        links = list(read_links(Table(upload)))
    assert len(links) == 463
    assert not any(isinstance(link, Reject) for link in links)
    kinds = Counter(link.kind for link in links)
    assert kinds[LinkKind.SUCCESSOR] > 200
    assert kinds[LinkKind.PREDECESSOR] > 200
    assert links[0].on is None
    assert links[1].on == date(2010, 8, 31)


def test_the_links_as_windows_1252_with_a_curly_apostrophe():
    text = published("gias/gias_links_salford_leeds.csv").read_text(encoding="utf-8")
    text += "105872,149999,St Ambrose’s,Successor - amalgamated,01-09-2025\n"
    links = list(read_links(table(text.encode("cp1252"))))
    assert links[-1].link_name == "St Ambrose’s"
    assert links[-1].kind is LinkKind.SUCCESSOR


def test_other_links_and_bad_ones():
    text = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
    found = list(
        read_links(
            table(
                text
                + "105872,105935,A,Sixth Form Centre Link,\n1,105935,A,Successor,\n"
                + "105872,105935,A,Successor,2010\n"
            )
        )
    )
    assert found[0].kind is LinkKind.OTHER
    assert [row.field for row in found[1:]] == ["URN", "LinkEstablishedDate"]
