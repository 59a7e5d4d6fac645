"""From the ladder every open step is one click from the page on which it is begun, for the parent it is about."""

import re

import pytest
from django.urls import reverse

from enforcement.actions.contracts import prepare_contract
from enforcement.actions.prosecutions import decide_charge
from enforcement.models import Prosecution
from tests.enforcement.court import charged
from tests.enforcement.households import ON, another_parent

OFFICER = "welfare_officer"
# Each step, where it is begun, and what stands on that page.
STARTS = [
    ("contract", "/orders/contract/", "Draw up a contract with a parent"),
    ("fast-track", "/court/track/", "Put the family on the fast track"),
    ("prosecution", "/court/prosecution/", "Prepare a prosecution"),
    ("knowing-prosecution", "/court/prosecution/", "Prepare a prosecution"),
    ("supervision-order", "/orders/supervision/", "Prepare an application"),
    ("attendance-order", "/orders/attendance-order/", "Begin towards a school attendance order"),
]


def read(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def ladder(client, family) -> str:
    return read(client, reverse("case-ladder", args=[family.case.ref]))


def starts(page: str) -> list[str]:
    """Where “Prepare it” and “Go on” of a page lead, in its order."""
    found = re.findall(r'href="([^"]+)">(?:Prepare it|Go on with what is prepared)<', page)
    return [each.replace("&amp;", "&") for each in found]


@pytest.mark.parametrize(("step", "where", "title"), STARTS)
def test_an_open_step_is_one_click_from_its_beginning(family, client_for, step, where, title) -> None:
    father, _ = another_parent(family)
    client = client_for(OFFICER)
    there = [each for each in starts(ladder(client, family)) if where in each and f"step={step}" in each]
    assert len(there) == 2, "one for each parent"
    for path, parent in zip(there, (family.mother, father), strict=True):
        page = read(client, path)
        assert title in page
        (chosen,) = re.findall(
            r'value="(\d+)"[^>]*name="parent"[^>]*checked|name="parent"[^>]*value="(\d+)"[^>]*checked', page
        )
        assert str(parent.parent_id) in chosen
    own = read(client, reverse("case-step", args=[family.case.ref, family.mother.pk, step]))
    assert there[0].replace("&", "&amp;") in own


def test_the_offence_of_the_step_is_the_one_to_begin_with(family, client_for) -> None:
    client = client_for(OFFICER)
    (path,) = [each for each in starts(ladder(client, family)) if "step=knowing-prosecution" in each]
    assert re.search(r'value="s444\(1A\)"[^>]*checked', read(client, path))
    given = {
        "parent": family.mother.parent_id, "offence": "s444(1A)", "first_on_day": 2, "first_on_month": 11,
        "first_on_year": 2026, "last_on_day": 6, "last_on_month": 11, "last_on_year": 2026,
    }  # fmt: skip
    assert client.post(path, given).status_code == 302
    row = Prosecution.objects.get()
    assert row.offence == "s444(1A)"
    assert reverse("prosecution", args=[row.ref]) in starts(ladder(client, family))


def test_a_parenting_order_waits_for_a_conviction(family, client_for) -> None:
    client = client_for(OFFICER)
    page = ladder(client, family)
    assert "For absence an order follows a conviction under section 443 or 444; there is none." in page
    row = charged(family)
    decide_charge(row=row, move="convict", decided_on=ON, by=family.acting("legal_officer"))
    page = ladder(client, family)
    assert reverse("prosecution-act", args=[row.ref, "parenting-order"]) in starts(page)
    assert f'href="{reverse("prosecution", args=[row.ref])}"' in page
    assert "convicted" in page


def test_what_is_prepared_is_gone_on_with(family, client_for) -> None:
    row = prepare_contract(
        case=family.case, parent=family.mother.parent, runs_from=ON, runs_to=ON, by=family.acting(OFFICER)
    )
    page = ladder(client_for(OFFICER), family)
    assert reverse("contract", args=[row.ref]) in starts(page)
    assert "Attendance contract" in page


def test_who_only_reads_begins_nothing_and_nothing_is_begun_under_another_day(family, client_for) -> None:
    path = reverse("case-ladder", args=[family.case.ref])
    assert starts(read(client_for(OFFICER), f"{path}?on=2026-11-20")) == []
    family.case.state, family.case.closed_on = "closed", ON
    type(family.case).objects.filter(pk=family.case.pk).update(state="closed", closed_on=ON)
    assert starts(ladder(client_for(OFFICER), family)) == []


def test_a_contact_of_nobody_in_the_address_chooses_nobody(family, client_for) -> None:
    path = reverse("case-court-begin", args=[family.case.ref, "track"])
    page = read(client_for(OFFICER), f"{path}?towards=999999&step=nonsense")
    assert not re.search(r'name="parent"[^>]*checked', page)
