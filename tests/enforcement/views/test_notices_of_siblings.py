"""Brothers and sisters on one sheet: one act prepares a notice for each, and each is checked and served by itself."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.models import Notice
from tests.enforcement.households import MISSED, ON, make_family, make_known, mark_line
from tests.enforcement.views.test_notices import sheet
from tests.factories import ContactFactory

OFFICER, MANAGER = "welfare_officer", "team_manager"
# The sister was away in another week.
HER_WEEK = tuple((date(2026, 11, 9 + at), part) for at in range(5) for part in (0, 1))


@pytest.fixture
def sister(family):
    """A sister of the same mother with a case of her own."""
    other = make_family(family.world)
    other.mother = ContactFactory(pupil=other.pupil, parent=family.mother.parent)
    make_known(family, other.mother)
    family.address.confirmed_on = ON
    family.address.save()
    other.register.marks = mark_line(HER_WEEK)
    other.register.save()
    return other


def send(client, family, **changes):
    path = reverse("notice-prepare", args=[family.case.ref, family.mother.pk])
    return client.post(path, {"form_key": str(uuid4()), **sheet(**changes)})


def page(client, family) -> str:
    answer = client.get(reverse("notice-prepare", args=[family.case.ref, family.mother.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_one_act_prepares_a_notice_for_each_child(family, sister, client_for) -> None:
    client = client_for(OFFICER)
    assert f'value="{sister.case.ref}"' in page(client, family)
    answer = send(client, family, siblings=[sister.case.ref])
    first, second = Notice.objects.order_by("pk")
    assert answer["Location"] == reverse("notice", args=[first.ref])
    assert (first.pupil, second.pupil) == (family.pupil, sister.pupil)
    assert first.parent == second.parent == family.mother.parent
    assert set(first.sessions.values_list("on", "session")) == set(MISSED)
    assert set(second.sessions.values_list("on", "session")) == set(HER_WEEK)
    assert second.equality_note == first.equality_note != ""
    assert first.reference != second.reference
    assert second.reference in client.get(answer["Location"]).content.decode()


def test_each_is_checked_and_served_by_itself(family, sister, client_for) -> None:
    send(client_for(OFFICER), family, siblings=[sister.case.ref])
    first, second = Notice.objects.order_by("pk")
    manager = family.acting(MANAGER)
    issued = issue_notice(notice=second, by=manager, version=second.version)
    assert [letter.pupil for letter in issued.letters.all()] == [sister.pupil]
    serve_notice(notice=issued, sent_on=ON, by=family.acting(OFFICER))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("draft", "served")
    # One child's notice is no earlier notice of the other: both are first notices.
    issued = issue_notice(notice=first, by=manager, version=first.version)
    assert (issued.occasion, second.occasion) == ("first", "first")


def test_all_are_prepared_or_none(family, sister, client_for) -> None:
    sister.register.marks = mark_line([])
    sister.register.save()
    answer = send(client_for(OFFICER), family, siblings=[sister.case.ref])
    assert answer.status_code == 200
    assert f"No session of {sister.pupil} is free" in answer.content.decode()
    assert not Notice.objects.exists()


def test_only_children_whose_steps_one_may_prepare_are_offered(family, sister, client_for) -> None:
    client = client_for(OFFICER)
    sister.pupil.restricted = True
    sister.pupil.save()
    assert sister.case.ref not in page(client, family)
    send(client, family, siblings=[sister.case.ref])
    assert [row.pupil for row in Notice.objects.all()] == [family.pupil]


def test_a_closed_case_and_another_parents_child_are_not_offered(family, sister, client_for) -> None:
    type(sister.case).objects.filter(pk=sister.case.pk).update(state="closed", closed_on=ON)
    stranger = make_family(family.world)
    words = page(client_for(OFFICER), family)
    assert sister.case.ref not in words
    assert stranger.case.ref not in words


def test_the_sheet_sent_twice_prepares_once(family, sister, client_for) -> None:
    client, key = client_for(OFFICER), str(uuid4())
    path = reverse("notice-prepare", args=[family.case.ref, family.mother.pk])
    for _ in range(2):
        client.post(path, {"form_key": key, **sheet(siblings=[sister.case.ref])})
    assert Notice.objects.count() == 2
