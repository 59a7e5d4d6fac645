"""The pages of reviews, re-checks, set items and coming back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from attendance.models import Characteristic, Timetable
from cases.actions.cases import move_case
from cases.actions.reviews import Reviewed, hold_review
from cases.models import Case, Plan, Recheck, Review, Stage
from tests.cases.marking import mark
from tests.factories import InvolvementFactory

DAY = timedelta(days=1)


def at(case, name: str = "case-reviews", *more) -> str:
    return reverse(name, args=[case.ref, *more])


def text(answer) -> str:
    return answer.content.decode()


def day(name: str, on) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def form(case, **given) -> dict:
    words = {
        "summary": "He comes again.",
        "decision": "continue",
        "reason": "It works.",
        "version": case.version,
    }
    return {**words, **given}


def closed(case, world) -> Case:
    by = world.acting("welfare_officer")
    return move_case(case=case, move="close", reason="Back at school.", by=by)


def test_an_officer_reviews_and_the_school_reads_it_with_its_figures(worked, world, client_for) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    mark(worked, by.on, 14, "/")
    assert "Equal windows before and since" in text(officer.get(at(worked, "case-review-hold")))
    page = text(
        officer.post(
            at(worked, "case-review-hold"), form(worked, **day("next_on", by.on + 30 * DAY)), follow=True
        )
    )
    assert "Review 1" in page
    assert "<svg" in page
    school = text(client_for("school_lead").get(at(worked)))
    assert "Review 1" in school
    assert "go on as agreed" in school
    assert "He comes again." not in school
    assert "Review the case" not in school
    assert "everybody goes on as agreed" in text(client_for("school_lead").get(at(worked, "case-timeline")))


def test_a_next_review_is_asked_for_unless_the_case_closes(worked, client_for) -> None:
    officer = client_for("welfare_officer")
    assert "Enter the day of the next review" in text(
        officer.post(at(worked, "case-review-hold"), form(worked))
    )
    page = text(officer.post(at(worked, "case-review-hold"), form(worked, decision="close"), follow=True))
    assert "Looked at again after closing" in page
    assert Recheck.objects.count() == 2


def test_closing_a_worked_case_is_a_review(worked, client_for) -> None:
    officer = client_for("welfare_officer")
    link = f"{at(worked, 'case-review-hold')}?decision=close"
    assert link in text(officer.get(reverse("case", args=[worked.ref])))
    assert 'value="close" id="id_decision_3" checked' in text(officer.get(link))


def test_a_case_that_moved_meanwhile_says_so_and_keeps_the_words(worked, world, client_for) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    sent = form(worked, **day("next_on", by.on + 30 * DAY))
    moved = move_case(case=worked, move="support", by=by)
    page = text(officer.post(at(worked, "case-review-hold"), sent))
    assert "A colleague changed the case" in page
    assert "He comes again." in page
    assert f'name="version" value="{moved.version}"' in page
    assert not Review.objects.exists()


def test_a_paused_case_is_not_reviewed_and_says_why(worked, world, client_for) -> None:
    by = world.acting("welfare_officer")
    move_case(case=worked, move="pause", reason="In hospital.", until=by.on + 20 * DAY, by=by)
    officer = client_for("welfare_officer")
    assert "reviewed while it is worked on" in text(officer.get(at(worked, "case-review-hold")))


@pytest.mark.parametrize(
    ("result", "said"), [("holding", "The case stays closed"), ("reopened", "The case is open again")]
)
def test_a_recheck_shows_figures_and_leads_on(worked, world, client_for, result, said) -> None:
    closed(worked, world)
    row, officer = Recheck.objects.order_by("due_on").first(), client_for("welfare_officer")
    assert "before and after closing" in text(officer.get(at(worked, "case-recheck", row.pk)))
    page = text(
        officer.post(at(worked, "case-recheck", row.pk), {"result": result, "note": "Seen."}, follow=True)
    )
    assert said in page
    assert "looked already" in text(
        client_for("team_manager").post(at(worked, "case-recheck", row.pk), {"result": "watch", "note": ""})
    )


def test_a_recheck_comes_back_by_itself_with_its_figure(worked, world, client_for) -> None:
    by = world.acting("welfare_officer")
    closed(worked, world)
    lines = text(client_for("welfare_officer").get("/work/"))
    assert "Look again" not in lines
    then = by.on - 42 * DAY
    Case.objects.filter(pk=worked.pk).update(opened_on=then, closed_on=then)
    Recheck.objects.filter(due_on=by.on + 42 * DAY).update(closed_on=then, due_on=by.on)
    mark(worked, by.on, 10, "/O")
    lines = text(client_for("welfare_officer").get("/work/"))
    assert "Attendance since: 50.0%" in lines
    assert "Look again" in lines


def test_a_recheck_of_an_officer_who_left_waits_for_the_manager(worked, world, client_for) -> None:
    closed(worked, world)
    Recheck.objects.filter(pk=Recheck.objects.earliest("due_on").pk).update(
        due_on=world.acting("team_manager").on
    )
    manager = client_for("team_manager")
    assert "Look again" not in text(manager.get("/work/"))
    user = world.people["welfare_officer"].user
    user.is_active = False
    user.save()
    assert "Look again" in text(manager.get("/work/"))


def test_only_those_who_see_casework_hear_of_reviews_by_social_care(worked, world, client_for) -> None:
    on = world.acting("welfare_officer").on
    Characteristic.objects.create(pupil=worked.pupil, kind="lac", began_on=on - 90 * DAY)
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.nursing, scope=2)
    nurse, lead = client_for("nurse"), client_for("school_lead")
    assert "Looked-after review" in text(nurse.get(at(worked)))
    given = {"kind": "lac", "said": "The carer drives him.", **day("on", on)}
    assert "The carer drives him." in text(nurse.post(at(worked, "case-set-item"), given, follow=True))
    school = text(lead.get(at(worked)))
    assert "Looked-after" not in school
    assert "carer" not in school
    sheet = nurse.get(at(worked, "case-review-sheet"))
    assert sheet["Content-Type"] == "application/pdf"
    assert worked.pupil.surname.lower() not in sheet["Content-Disposition"].lower()
    assert lead.get(at(worked, "case-review-sheet")).status_code == 403


def test_queries_do_not_grow_with_reviews(worked, world, client_for, django_assert_max_num_queries) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    for number in range(20):
        reviewed = Reviewed(f"Review {number}.", "continue", "It works.", by.on + 30 * DAY)
        hold_review(case=worked, reviewed=reviewed, version=worked.version, by=by)
    officer.get(at(worked))
    with django_assert_max_num_queries(24):
        assert "Review 19." in text(officer.get(at(worked)))


def test_coming_back_in_stages_from_beginning_to_print_and_end(worked, world, client_for) -> None:
    by, officer = world.acting("welfare_officer"), client_for("welfare_officer")
    officer.post(at(worked, "case-return-change"), {"aim": "Back for the whole week."})
    mornings = [2 * number for number in range(5)]
    given = {
        "sessions": mornings, "aim": "Lunch with Ms Bright.", **day("began_on", by.on),
        **day("ended_on", by.on + 13 * DAY),
    }  # fmt: skip
    page = text(officer.post(at(worked, "case-return-stage"), given))
    assert "will be reviewed" in page
    given |= day("review_on", by.on + 10 * DAY)
    page = text(officer.post(at(worked, "case-return-stage"), given, follow=True))
    assert "Monday to Friday in the morning" in page
    assert "Part-time timetable, review on" in page
    assert Timetable.objects.count() == 1
    assert "Version 1" in text(officer.post(at(worked, "case-return-put"), follow=True))
    school = text(client_for("school_lead").get(at(worked, "case-return")))
    assert "Lunch with Ms Bright." in school
    assert "Add a stage" not in school
    assert officer.get(at(worked, "case-return-print"))["Content-Type"] == "application/pdf"
    stage = Stage.objects.get()
    page = text(
        officer.post(at(worked, "case-return-stage-end", stage.pk), day("ended_on", by.on), follow=True)
    )
    assert "Done." in page
    plan = Plan.objects.get()
    page = text(
        officer.post(at(worked, "case-return-end"), {"reason": "Back.", "version": plan.version}, follow=True)
    )
    assert "Ended on" in page


def test_a_plan_is_ended_and_a_new_one_may_begin(worked, client_for) -> None:
    officer = client_for("welfare_officer")
    officer.post(at(worked, "case-plan-change"), {"aim": "Every day."})
    assert "Say why the plan ends" in text(officer.post(at(worked, "case-plan-end"), {"version": 1}))
    page = text(officer.post(at(worked, "case-plan-end"), {"reason": "Reached.", "version": 1}, follow=True))
    assert "Begin a new plan" in page
    assert officer.get(at(worked, "case-plan-end")).status_code == 404
