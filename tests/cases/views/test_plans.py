"""The plan's pages, as officer, school and a nurse."""

from django.urls import reverse

from agencies.models import Message
from cases.actions.plan_actions import OwnedBy, add_plan_action
from cases.models import Plan, PlanAction

DAY = {"due_on_day": "1", "due_on_month": "9", "due_on_year": "2030"}


def go(client, case, name: str, *more: int, **given):
    """Post to a page of the plan; back on the plan as text."""
    answer = client.post(reverse(f"case-plan{name}", args=[case.ref, *more]), given, follow=True)
    return answer.content.decode()


def test_an_officer_makes_a_plan_that_the_school_reads_and_agrees_to(worked, world, client_for) -> None:
    officer, school = client_for("welfare_officer"), client_for("school_lead")
    assert "Come every day." in go(officer, worked, "-change", aim="Come every day.")
    page = go(officer, worked, "-action", help="phone-access", owner="child", audience="school", **DAY)
    assert "keep a phone switched on" in page
    assert "Version 1" in go(officer, worked, "-put")
    party = Plan.objects.get().parties.get(agency=world.school.agency)
    on = world.acting("school_lead").on
    parts = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    assert "Version 1" in go(school, worked, "-agree", party.pk, how="online", **parts)
    action = PlanAction.objects.get()
    assert "Happens daily." in go(officer, worked, "-done", action.pk, outcome="Happens daily.")
    printed = officer.get(reverse("case-plan-print", args=[worked.ref]), {"size": "large"})
    assert printed["Content-Type"] == "application/pdf"
    assert worked.pupil.surname.lower() not in printed["Content-Disposition"].lower()


def test_an_action_needs_words_and_an_owner(worked, client_for) -> None:
    page = go(client_for("welfare_officer"), worked, "-action", audience="school", **DAY)
    assert "Pick practical help or say what will be done" in page
    assert "Choose who does it" in page


def test_the_school_meets_no_action_that_is_not_for_it(worked, world, client_for) -> None:
    by = world.acting("welfare_officer")
    action = add_plan_action(
        case=worked, what="Look into money.", owner=OwnedBy(), due_on=by.on, by=by, audience="agencies"
    )
    client = client_for("school_lead")
    assert "Look into money." not in client.get(reverse("case-plan", args=[worked.ref])).content.decode()
    assert client.get(reverse("case-plan-done", args=[worked.ref, action.pk])).status_code == 404


def test_queries_do_not_grow_with_actions(worked, world, client_for, django_assert_max_num_queries) -> None:
    by, client = world.acting("welfare_officer"), client_for("welfare_officer")
    go(client, worked, "-change", aim="Come every day.")
    for number in range(20):
        add_plan_action(
            case=worked,
            what=f"Step {number}.",
            owner=OwnedBy(agency=world.school.agency),
            due_on=by.on,
            by=by,
        )
    client.get(reverse("case-plan", args=[worked.ref]))
    with django_assert_max_num_queries(24):
        page = client.get(reverse("case-plan", args=[worked.ref])).content.decode()
    assert "Step 19." in page


def test_two_people_at_one_plan_see_both_versions(worked, client_for) -> None:
    client = client_for("welfare_officer")
    go(client, worked, "-change", aim="Come every day.")
    days = {"review_on_day": "1", "review_on_month": "9", "review_on_year": "2030"}
    assert "The plan has it" in go(client, worked, "-change", aim="Come by bus.", version=1, **days)
    page = go(client, worked, "-change", aim="Come on foot.", version=1, **days)
    compared = page.split("Where the two versions differ</span>")[1].split("</table>")[0]
    assert "Come by bus." in compared
    assert "Come on foot." in compared
    assert "1 September 2030" not in compared
    assert 'name="version" value="2"' in page
    assert "Come on foot." in go(client, worked, "-change", aim="Come on foot.", version=2, **days)
    assert Plan.objects.get().aim == "Come on foot."


def test_every_version_says_what_changed_from_the_one_before(worked, world, client_for) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    go(officer, worked, "-change", aim="Come every day.")
    for what in ("Pack the bag.", "Set the alarm.", "Ring on Mondays."):
        add_plan_action(case=worked, what=what, owner=OwnedBy(), due_on=by.on, by=by)
        page = go(officer, worked, "-put")
    versions = page.split("Versions</h2>")[1]
    assert versions.count("What changed from the version before") == 2
    assert versions.index("Ring on Mondays.") < versions.index("Set the alarm.")


def test_an_action_is_given_to_a_person_of_an_agency(worked, world, client_for) -> None:
    officer, lead = client_for("welfare_officer"), world.people["school_lead"]
    owner = f"person-{lead.agency_id}-{lead.user_id}"
    page = go(officer, worked, "-action", what="Meet at the door.", owner=owner, audience="school", **DAY)
    assert f"{lead.user.name}, {lead.agency}" in page
    assert PlanAction.objects.get().owner_person == lead.user


def test_the_school_is_told_once_that_a_version_waits_for_it(worked, world, client_for) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    go(officer, worked, "-change", aim="Come every day.")
    add_plan_action(case=worked, what="Pack the bag.", owner=OwnedBy(), due_on=by.on, by=by)
    for _ in range(2):
        go(officer, worked, "-put")
    told = Message.objects.filter(kind="plan-to-agree")
    assert set(told.values_list("membership", flat=True)) == {
        world.people["school_lead"].pk, world.people["head_teacher"].pk,
    }  # fmt: skip
    assert told.count() == 2
