"""The pages of referrals, as the school and the team use them."""

import pytest
from django.urls import reverse

from cases.models import Case, Referral
from cases.rules.referral import Tried
from tests.cases.referring import drafted, referable, sent


def typed(referral: Referral, **more) -> dict[str, object]:
    """A complete draft as a form is posted."""
    day = f"{referral.at:%Y-%m-%d}"
    parent = referral.pupil.contacts.get().parent_id
    return {
        "version": referral.version, "worry": "Away on Mondays.", "safeguarding": "No concern.",
        "child_views": "Tired.", "parent_views": "Worried.", f"letter_{parent}": day,
        **{f"on_{kind}": day for kind in Tried}, **{f"note_{kind}": "Done." for kind in Tried}, **more,
    }  # fmt: skip


def test_a_school_refers_in_three_pages(world, client_for) -> None:
    pupil, parent = referable(world, world.acting("school_lead").on)
    client = client_for("school_lead")
    assert (
        reverse("refer", args=[pupil.ref])
        in client.get(reverse("pupil-cases", args=[pupil.ref])).content.decode()
    )
    address = client.post(reverse("refer", args=[pupil.ref]))["Location"]
    page = client.get(address).content.decode()
    assert f"No warning letter to {parent} is recorded yet." in page
    found = Referral.objects.get(pupil=pupil)
    assert client.post(address, typed(found, send="1"))["Location"] == address
    assert "Waiting for the team" in client.get(address).content.decode()
    assert "Answer due" in client.get(address).content.decode()


def test_a_draft_is_returned_to_with_what_lacks_and_the_day(world, client_for) -> None:
    draft = drafted(world)
    client, address = client_for("school_lead"), reverse("referral", args=[draft.ref])
    client.post(address, typed(draft, on_plan="2099-03-05"))
    page = client.get(address).content.decode()
    assert "Arranged for 5 March 2099." in page
    assert "the referral qualifies on <strong>5 March 2099</strong>" in page
    draft.refresh_from_db()
    refused = client.post(address, typed(draft, send="1", on_plan="2099-03-05")).content.decode()
    assert "Not yet: An attendance plan" in refused
    assert "Away on Mondays." in refused


def test_somebody_elses_draft_is_not_there(world, client_for) -> None:
    draft = drafted(world)
    address = reverse("referral", args=[draft.ref])
    assert client_for("team_manager").get(address).status_code == 404
    assert draft.ref not in client_for("team_manager").get(reverse("referrals")).content.decode()


def test_a_manager_asks_the_school_answers_and_the_manager_accepts(world, client_for) -> None:
    row, officer = sent(world), world.people["welfare_officer"].user
    manager, school = client_for("team_manager"), client_for("school_lead")
    manager.post(reverse("referral-act", args=[row.ref, "ask"]), {"text": "Who collects him?"})
    assert "Who collects him?" in school.get(reverse("referral", args=[row.ref])).content.decode()
    assert "Stopped: the school has a question" in manager.get(reverse("referrals")).content.decode()
    school.post(reverse("referral-act", args=[row.ref, "answer"]), {"text": "His aunt."})
    response = manager.post(reverse("referral-act", args=[row.ref, "accept"]), {"officer": officer.pk})
    case = Case.objects.get(pupil=row.pupil)
    assert response["Location"] == reverse("case", args=[case.ref])
    assert case.officer == officer


def test_declining_offers_no_want_of_criteria_where_all_are_met(world, client_for) -> None:
    row, client = sent(world), client_for("team_manager")
    address = reverse("referral-act", args=[row.ref, "decline"])
    assert "The criteria are not met" not in client.get(address).content.decode()
    client.post(address, {"because": "recovered", "text": "Well done."})
    page = client_for("school_lead").get(reverse("referral", args=[row.ref])).content.decode()
    assert "Well done." in page


def test_a_nurse_has_no_referrals(world, client_for) -> None:
    row = sent(world)
    assert client_for("nurse").get(reverse("referrals")).status_code == 403
    assert client_for("other_school_lead").get(reverse("referral", args=[row.ref])).status_code == 404


@pytest.mark.parametrize("name", ["team_manager", "school_lead"])
def test_queries_do_not_grow_with_referrals(world, client_for, django_assert_max_num_queries, name) -> None:
    client = client_for(name)

    def count() -> int:
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("referrals"))
        return len(queries)

    for _ in range(2):
        sent(world)
    few = count()
    for _ in range(18):
        sent(world)
    assert count() == few


def saved_by_a_colleague(draft: Referral, **more) -> dict[str, object]:
    """The sheet as it was opened, and the draft as a colleague has saved it since."""
    sheet = typed(draft)
    Referral.objects.filter(pk=draft.pk).update(version=draft.version + 1, **more)
    return sheet


def test_two_people_at_one_draft_see_both_versions_and_lose_neither(world, client_for) -> None:
    draft = drafted(world)
    sheet = saved_by_a_colleague(draft, worry="Away on Fridays.")
    client, address = client_for("school_lead"), reverse("referral", args=[draft.ref])
    page = client.post(address, sheet).content.decode()
    assert "Somebody else changed this while you had it open" in page
    compared = page.split("Where the two versions differ</span>")[1].split("</table>")[0]
    assert "Away on Fridays." in compared
    assert "Away on Mondays." in compared
    assert f'name="version" value="{draft.version + 1}"' in page
    assert client.post(address, {**sheet, "version": draft.version + 1}).status_code == 302
    draft.refresh_from_db()
    assert draft.worry == "Away on Mondays."


def test_what_was_kept_but_not_sent_is_mended_and_sent(world, client_for) -> None:
    draft = drafted(world)
    client, address = client_for("school_lead"), reverse("referral", args=[draft.ref])
    refused = client.post(address, typed(draft, send="1", child_views=""))
    assert "Not yet:" in refused.content.decode()
    version = refused.context["form"]["version"].value()
    mended = typed(draft, send="1", version=version, child_views="Tired.")
    assert client.post(address, mended)["Location"] == address
    draft.refresh_from_db()
    assert draft.submitted_on is not None
