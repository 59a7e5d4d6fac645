"""The pages of assessments and own words, as officer, school and a nurse."""

from datetime import timedelta

from django.urls import reverse

from cases.actions.assessments import FactorFound, Found, Said, assess, keep_words
from cases.models import Assessment, Audience, How, OwnWords, PlanAction
from tests.factories import ContactFactory, InvolvementFactory

FORM = {
    "weight-young-carer": "main", "note-young-carer": "Her mother is ill.", "conclusions": "Help first.",
    "review_on_day": "1", "review_on_month": "9", "review_on_year": "2030", "version": "0",
}  # fmt: skip


def at(case, name: str = "case-assessment") -> str:
    return reverse(name, args=[case.ref])


def text(answer) -> str:
    return answer.content.decode()


def test_an_officer_assesses_and_picks_phone_access_into_the_plan(worked, client_for) -> None:
    officer = client_for("welfare_officer")
    page = text(officer.post(at(worked, "case-assessment-change"), FORM, follow=True))
    assert "Her mother is ill." in page
    picked = f"{at(worked, 'case-plan-action')}?help=phone-access&from=assessment"
    assert picked.replace("&", "&amp;") in page
    form = text(officer.get(picked))
    assert 'value="phone-access" selected' in form
    day = {"due_on_day": "1", "due_on_month": "9", "due_on_year": "2030"}
    given = {"help": "phone-access", "owner": "child", "audience": "school", **day}
    plan = text(officer.post(picked, given, follow=True))
    assert "From the assessment" in plan
    assert PlanAction.objects.get().link == at(worked)
    assert "From the assessment" not in text(client_for("school_lead").get(at(worked, "case-plan")))


def test_the_school_reads_no_assessment_and_the_words_that_are_for_it(worked, world, client_for) -> None:
    by, lead = world.acting("welfare_officer"), client_for("school_lead")
    for words, audience in (("I like art.", Audience.SCHOOL), ("Mum drinks.", Audience.AGENCIES)):
        keep_words(case=worked, said=Said(words, by.on, How.IN_PERSON, audience), by=by)
    assert lead.get(at(worked)).status_code == 403
    page = text(lead.get(at(worked, "case-words")))
    assert "I like art." in page
    assert "Mum drinks." not in page


def test_a_colleagues_version_is_shown_and_ones_own_words_stay(worked, world, client_for) -> None:
    by = world.acting("team_manager")
    InvolvementFactory(pupil=worked.pupil, agency=by.agency, scope=2)
    found = Found(
        "Look at transport.", by.on + timedelta(days=30), factors=(FactorFound("transport", "some"),)
    )
    assess(case=worked, found=found, seen=0, by=by)
    officer = client_for("welfare_officer")
    page = text(officer.post(at(worked, "case-assessment-change"), FORM))
    assert "Somebody else changed this" in page
    assert "Look at transport." in page
    assert "Her mother is ill." in page
    assert 'name="version" value="1"' in page
    assert Assessment.objects.count() == 1
    officer.post(at(worked, "case-assessment-change"), {**FORM, "version": "1"})
    assert Assessment.objects.count() == 2


def test_what_is_known_goes_with_a_weight(worked, client_for) -> None:
    given = {**FORM, "weight-young-carer": ""}
    page = text(client_for("welfare_officer").post(at(worked, "case-assessment-change"), given))
    assert "Say whether it plays a part" in page
    assert not Assessment.objects.exists()


def test_a_draft_of_an_assessment_is_kept_and_offered(worked, client_for) -> None:
    officer = client_for("welfare_officer")
    officer.post(at(worked, "case-assessment-change"), {**FORM, "draft": "keep"})
    assert "Her mother is ill." in text(officer.get(at(worked, "case-assessment-change")))
    assert not Assessment.objects.exists()


def test_a_nurse_writes_down_what_a_parent_said(worked, world, client_for) -> None:
    mother = ContactFactory(pupil=worked.pupil)
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.nursing, scope=2)
    nurse, on = client_for("nurse"), world.acting("nurse").on
    given = {
        "who": f"parent-{mother.pk}", "words": "I cannot wake him.", "how": "telephone", "audience": "agencies",
        "on_day": on.day, "on_month": on.month, "on_year": on.year,
    }  # fmt: skip
    page = text(nurse.post(at(worked, "case-words-add"), given, follow=True))
    assert "I cannot wake him." in page
    assert str(mother.parent) in page
    assert OwnWords.objects.get().contact == mother


def test_a_long_list_of_words_and_versions_costs_no_more_queries(
    worked, world, client_for, django_assert_max_num_queries
) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    for number in range(20):
        found = Found(
            f"Version {number}.", by.on + timedelta(days=30), factors=(FactorFound("health", "some"),)
        )
        assess(case=worked, found=found, seen=number, by=by)
        mother = ContactFactory(pupil=worked.pupil)
        said = Said(f"Word {number}.", by.on, How.IN_PERSON, Audience.AGENCIES, contact=mother)
        keep_words(case=worked, said=said, by=by)
    officer.get(at(worked))
    with django_assert_max_num_queries(22):
        page = text(officer.get(at(worked)))
    assert "Word 19." in page
    assert "Version 0." in page


def test_circumstances_in_figures_hold_small_numbers_back(worked, world, client_for) -> None:
    by = world.acting("welfare_officer")
    found = Found("Help.", by.on + timedelta(days=30), factors=(FactorFound("bullying", "main"),))
    assess(case=worked, found=found, seen=0, by=by)
    director = client_for("assistant_director")
    page = text(director.get(reverse("factors")))
    assert "Bullying" in page
    assert "held back" in page
    assert "No child was assessed" in text(director.get(reverse("factors"), {"year": "last"}))
    assert client_for("nurse").get(reverse("factors")).status_code == 403
