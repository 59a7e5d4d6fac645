"""The command that loads the gazetteer."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Postcode, Ward
from tests.factories import AddressFactory, AuthorityFactory, ContactFactory, WardFactory

pytestmark = pytest.mark.django_db
HEADINGS = "postcode,ward_code,ward_name,uprn"
OLD, NEW = "E05000759", "E05013018"


def load(tmp_path, *rows, options=()):
    path = tmp_path / "gazetteer.csv"
    path.write_text("\n".join((HEADINGS, *rows)))
    out = io.StringIO()
    call_command("load_postcodes", str(path), *options, stdout=out)
    return out.getvalue()


def held():
    return dict(Postcode.objects.values_list("code", "ward__code"))


def test_loading_brings_addresses_and_pupils_into_wards_and_again_changes_nothing(tmp_path):
    WardFactory(code=OLD)
    contact = ContactFactory()
    address = AddressFactory(parent=contact.parent, postcode="M5 4WT")
    told = load(tmp_path, f"m5 4wt,{OLD},,1")
    assert "Postcodes: 1 new, 0 changed, 0 as they were; 0 wards new." in told
    assert "Wards changed: 1 addresses, 1 pupils." in told
    address.refresh_from_db()
    contact.pupil.refresh_from_db()
    assert (address.ward.code, contact.pupil.ward.code) == (OLD, OLD)
    told = load(tmp_path, f"M54WT,{OLD},,1")
    assert "0 new, 0 changed, 1 as they were; 0 wards new." in told
    assert "Wards changed: 0 addresses, 0 pupils." in told


def test_a_postcode_that_moved_is_changed_and_one_that_the_file_lacks_stays(tmp_path):
    WardFactory(code=OLD)
    WardFactory(code=NEW)
    contact = ContactFactory()
    AddressFactory(parent=contact.parent, postcode="M5 4WT")
    load(tmp_path, f"M5 4WT,{OLD},,", f"M6 6AA,{OLD},,")
    told = load(tmp_path, f"M5 4WT,{NEW},,")
    assert "0 new, 1 changed, 0 as they were" in told
    assert "Wards changed: 1 addresses, 1 pupils." in told
    assert held() == {"M54WT": NEW, "M66AA": OLD}
    contact.pupil.refresh_from_db()
    assert contact.pupil.ward.code == NEW


def test_a_ward_with_a_name_is_made_for_the_authority_named(tmp_path):
    authority = AuthorityFactory(code="355")
    rows = (f"M5 4WT,{NEW},Barton and Winton,1", f"M5 4WU,{NEW},,2")
    told = load(tmp_path, *rows)
    assert (
        f"line 2, ward_code: No ward is held with the code {NEW}. Say with --authority whose ward it is."
        in told
    )
    assert "line 3, ward_code: " in told
    assert "give its name in a column ward_name" in told
    assert not Ward.objects.exists()
    told = load(tmp_path, *rows, options=["--authority", "355", "--from-year", "2022"])
    assert "2 new, 0 changed, 0 as they were; 1 wards new." in told
    ward = Ward.objects.get()
    assert (ward.code, ward.name, ward.authority, ward.from_year) == (
        NEW,
        "Barton and Winton",
        authority,
        2022,
    )
    assert "0 wards new" in load(tmp_path, *rows, options=["--authority", "355"])


def test_a_postcode_on_a_boundary_is_of_the_ward_of_most_of_its_rows(tmp_path):
    WardFactory(code=OLD)
    WardFactory(code=NEW)
    rows = [
        f"M5 4WT,{OLD},,1",
        f"M5 4WT,{NEW},,2",
        f"M5 4WT,{NEW},,3",
        f"M6 6AA,{NEW},,4",
        f"M6 6AA,{OLD},,5",
    ]
    assert "2 in more than one ward" in load(tmp_path, *rows)
    assert held() == {"M54WT": NEW, "M66AA": OLD}
    assert "0 new, 0 changed, 2 as they were" in load(tmp_path, *reversed(rows))


def test_bad_rows_are_told_and_the_others_loaded(tmp_path):
    WardFactory(code=OLD)
    told = load(tmp_path, f"M5,{OLD},,1", f"M5 4WT,{OLD},,2", f"M5 4WU,{OLD}", f"M5 4WX,{NEW},,4")
    assert (
        "line 2, postcode: This is not a whole postcode. Write it like M5 4WT, or leave the row out." in told
    )
    assert "line 4, row: The row has 2 cells; there are 4 headings." in told
    assert f"line 5, ward_code: No ward is held with the code {NEW}." in told
    assert held() == {"M54WT": OLD}


def test_a_rehearsal_changes_nothing_and_faults_are_said(tmp_path):
    WardFactory(code=OLD)
    assert "this was a rehearsal" in load(tmp_path, f"M5 4WT,{OLD},,", options=["--dry-run"])
    assert held() == {}
    with pytest.raises(CommandError, match="No authority has the code 999"):
        load(tmp_path, f"M5 4WT,{OLD},,", options=["--authority", "999"])
    with pytest.raises(CommandError, match="headings but no rows"):
        load(tmp_path)


def test_it_asks_as_often_for_many_rows_as_for_few(tmp_path):
    WardFactory(code=OLD)
    asked = []
    for area, count in ((5, 2), (6, 20)):
        rows = [f"M{area} {number % 10}A{'ABC'[number // 10]},{OLD},," for number in range(count)]
        with CaptureQueriesContext(connection) as seen:
            load(tmp_path, *rows)
        asked.append(len([query for query in seen if "SAVEPOINT" not in query["sql"]]))
    assert asked[0] == asked[1]
    assert Postcode.objects.count() == 22
