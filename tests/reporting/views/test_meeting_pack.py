"""The pack for a school's termly meeting: who is read of, plans, returns, actions, and the pack taken away."""

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agencies.models import AccessRecord
from agencies.models.access import AccessAct
from attendance.models import ImportPart, Register, RegisterImport, School
from attendance.rules.register import position
from cases.models import Case, Plan, PlanParty, PlanVersion, Review
from reporting.models import SchoolAction
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db


def url(world, name="meeting-pack"):
    return reverse(name, args=[world.school.urn])


def test_the_pack_lists_the_children_of_those_who_may_read_them_with_their_case(world, client_for):
    authority(world)
    worst = child(world.school, absent=70, forename="Worst")
    count(world)
    leader = world.people["attendance_leader"].user
    Case.objects.create(
        pupil=worst,
        school=world.school,
        team=world.agencies.north,
        opened_on=date(2025, 12, 1),
        opened_by=leader,
    )
    pack = client_for("attendance_leader").get(url(world)).context["pack"]
    assert [(each.line.absent, each.severe, each.has_case) for each in pack.children.listed] == [
        (70, True, True),
        (20, False, False),
    ]
    blind = client_for("improvement_officer").get(url(world))
    assert blind.context["pack"].numbers == {"pupils": 5, "severe": 1, "persistent": 2}
    assert "Worst" not in blind.content.decode()
    assert "withheld" in blind.content.decode()


def test_the_pack_is_a_pdf(world, client_for):
    authority(world)
    response = client_for("attendance_leader").get(url(world, "meeting-pack-pdf"))
    assert response.content.startswith(b"%PDF")
    assert f"meeting-pack-{world.school.urn}.pdf" in response["Content-Disposition"]
    again = client_for("attendance_leader").get(url(world, "meeting-pack-pdf"))
    assert again.content == response.content
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split()
    )
    charts = client_for("attendance_leader").get(url(world)).context["pack"].charts
    assert len(charts) == 2
    for chart in charts:
        assert f"{chart.title} {chart.summary}" in text


def test_a_school_without_figures_has_a_pack_that_says_so(world, client_for):
    page = client_for("attendance_leader").get(url(world)).content.decode()
    assert "Nothing is counted for this school yet" in page
    assert "0 pupils" not in page
    paper = paper_of(client_for("attendance_leader").get(url(world, "meeting-pack-pdf")))
    assert "Nothing is counted for this school yet." in paper
    assert "persistently absent" not in paper
    file = client_for("attendance_leader").get(url(world, "meeting-pack-download"), {"as": "csv"})
    assert file.status_code == 200


def test_a_school_whose_registers_never_came_has_nobody_counted_and_nothing_held(world, client_for):
    authority(world)
    Register.objects.filter(school=world.school).delete()
    count(world)
    response = client_for("attendance_leader").get(url(world))
    paper = paper_of(client_for("attendance_leader").get(url(world, "meeting-pack-pdf")))
    for text in (response.content.decode(), paper):
        assert "No register of this term is counted" in text
        assert "0 pupils" not in text
        assert "plan: none" not in text
    assert {each.shown.text for each in response.context["pack"].beside} == {"no rate"}
    [term] = response.context["pack"].returns
    assert (term.held, term.missing) == (0, len(term.weeks))


@pytest.mark.parametrize(
    ("opened", "closed", "first", "last"),
    [
        (date(2025, 11, 4), None, date(2025, 11, 3), date(2025, 11, 24)),
        (None, date(2025, 10, 10), date(2025, 9, 1), date(2025, 10, 6)),
        (None, date(2025, 10, 13), date(2025, 9, 1), date(2025, 10, 13)),
    ],
)
def test_a_school_owes_no_week_before_it_opened_or_after_it_closed(
    world, client_for, opened, closed, first, last
):
    authority(world)
    School.objects.filter(pk=world.school.pk).update(opened_on=opened, closed_on=closed)
    pack = client_for("assistant_director").get(url(world)).context["pack"]
    weeks = [week.monday for week in pack.weeks]
    assert (min(weeks), max(weeks)) == (first, last)
    # The newest week first: of one that began on a Tuesday, or ended on a Monday, only the days of it.
    assert (pack.weeks[-1].met, pack.weeks[0].met) == (8, 2 if closed == date(2025, 10, 13) else 10)


def test_the_pack_costs_the_same_for_two_pupils_and_for_twenty(world, client_for):
    client, counts = client_for("attendance_leader"), []
    authority(world)
    for more in (0, 18):
        for _ in range(more):
            child(world.school, absent=30)
        count(world)
        with CaptureQueriesContext(connection) as seen:
            client.get(url(world))
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 55


def planned(world, pupil, *, agreed, review_on=date(2025, 12, 19)):
    """A case with a personal attendance plan to which child and school may have agreed."""
    by = world.people["welfare_officer"].user
    case = Case.objects.create(
        pupil=pupil, school=world.school, team=world.agencies.north, opened_on=date(2025, 10, 1), opened_by=by,
        officer=by, state="supported",
    )  # fmt: skip
    plan = Plan.objects.create(
        case=case, kind="attendance", aim="Every day", began_on=date(2025, 10, 3), review_on=review_on, by=by
    )
    PlanVersion.objects.create(plan=plan, number=1, content={}, on=date(2025, 10, 3), by=by)
    for kind, agency, has_agreed in (("child", None, agreed), ("agency", world.school.agency, False)):
        given = (
            {"agreed_version": 1, "agreed_on": date(2025, 10, 6), "how": "in_person"} if has_agreed else {}
        )
        PlanParty.objects.create(plan=plan, kind=kind, agency=agency, **given)
    return plan


def reviewed(world, plan, on):
    Review.objects.create(
        case=plan.case, number=1, on=on, due_on=on, before_from=on, before_possible=1, before_attended=1, after_from=on,
        after_to=on, after_possible=1, after_attended=1, summary="Better", decision="continue",
        by=world.people["welfare_officer"].user, agency=world.agencies.north,
    )  # fmt: skip


def test_the_pack_says_who_is_with_a_plan_and_who_without(world, client_for):
    authority(world)
    plan = planned(world, child(world.school, absent=70), agreed=True)
    reviewed(world, plan, date(2025, 11, 7))
    planned(world, child(world.school, absent=69), agreed=False, review_on=date(2025, 11, 1))
    ended = planned(world, child(world.school, absent=68), agreed=True)
    Plan.objects.filter(pk=ended.pk).update(ended_on=date(2025, 11, 20))
    count(world)
    pack = client_for("attendance_leader").get(url(world)).context["pack"]
    assert [each.case_text for each in pack.children.listed] == ["Open", "Open", "Open", "None"]
    theirs = client_for("school_lead").get(url(world)).context["pack"]
    assert theirs.children.listed[3].case_text == "None that you may see"
    texts = [(each.line.absent, each.plan_text) for each in pack.children.listed]
    late = "overdue since" if timezone.localdate() > date(2025, 12, 19) else "next by"
    assert texts == [
        (70, f"Agreed by 1 of 2, 6 October 2025. Reviewed 7 November 2025, {late} 19 December 2025."),
        (69, "Begun 3 October 2025, not agreed yet. Not reviewed yet, overdue since 1 November 2025."),
        (68, "No plan"),
        (20, "No plan"),
    ]
    assert [(each.number, each.with_plan, each.without) for each in pack.children.planned] == [
        (3, 2, 1),
        (1, 0, 1),
    ]
    paper = paper_of(client_for("attendance_leader").get(url(world, "meeting-pack-pdf")))
    assert "Agreed by 1 of 2, 6 October 2025. Reviewed 7 November 2025" in paper


def test_who_reads_no_child_is_told_how_many_have_a_plan_unless_they_are_few(world, client_for):
    authority(world)
    children = [child(world.school, absent=80 - at) for at in range(10)]
    for pupil in children[:5]:
        planned(world, pupil, agreed=True)
    count(world)
    pack = client_for("improvement_officer").get(url(world)).context["pack"]
    assert pack.children.listed == ()
    assert [(each.number, each.with_plan, each.without) for each in pack.children.planned] == [
        (10, 5, 5),
        (1, None, None),
    ]


def file_came(world, first, last, came):
    lead = world.people["school_lead"]
    batch = RegisterImport.objects.create(
        agency=lead.agency, by=lead.user, digest="", size=1, state="applied"
    )
    at = datetime.combine(came, time(12), tzinfo=UTC)
    RegisterImport.objects.filter(pk=batch.pk).update(received_at=at)
    ImportPart.objects.create(
        batch=batch, school=world.school, first_on=first, last_on=last, rows=1, state="applied", applied_at=at
    )


def test_the_pack_tells_which_weeks_of_registers_came_and_when(world, client_for):
    authority(world)
    empty = slice(position(date(2025, 9, 22), 0), position(date(2025, 9, 26), 1) + 1)
    for row in Register.objects.filter(school=world.school):
        blank = row.marks[: empty.start] + "-" * 10 + row.marks[empty.stop :]
        Register.objects.filter(pk=row.pk).update(marks=blank)
    file_came(world, date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 16))
    file_came(world, date(2025, 9, 15), date(2025, 9, 19), date(2025, 9, 25))
    count(world)
    response = client_for("improvement_officer").get(url(world))
    pack = response.context["pack"]
    weeks = {week.monday: week.words for week in pack.weeks}
    assert weeks[date(2025, 9, 1)] == "Held, day not known"
    assert weeks[date(2025, 9, 8)] == "In time"
    assert weeks[date(2025, 9, 15)] == "2 days late"
    assert weeks[date(2025, 9, 22)] == "Missing"
    # The school did not meet in the week of 27 October; that of 1 December is due after 5 December.
    assert date(2025, 10, 27) not in weeks
    assert max(weeks) == date(2025, 11, 24)
    [term] = pack.returns
    assert (term.in_time, term.late, term.missing, term.undated) == (1, 1, 1, 9)
    assert term.met - term.held == 10
    assert "Registers returned, by term" in response.content.decode()


def test_last_term_s_actions_stand_apart_with_what_became_of_them(world, client_for):
    authority(world)
    user = world.people["attendance_leader"].user
    agreed = {"school": world.school, "lead": "Head", "agreed_by": user, "agreed_on": date(2025, 6, 1)}
    done = {
        "state": "done",
        "became": "Calls are made.",
        "reviewed_by": user,
        "reviewed_on": date(2025, 7, 1),
    }
    for year, period, what, more in (
        (2024, 73, "Call home", done),
        (2024, 73, "Walk to school", {}),
        (2025, 71, "Breakfast", {}),
        (2024, 71, "Old and open", {}),
        (2024, 71, "Old and done", done),
    ):
        SchoolAction.objects.create(
            year=year, period=period, what=what, due_on=date(2025, 7, 1), **agreed, **more
        )
    response = client_for("improvement_officer").get(url(world))
    actions = response.context["pack"].actions
    named = [[each.what for each in rows] for rows in (actions.last_term, actions.now, actions.older)]
    assert named == [["Call home", "Walk to school"], ["Breakfast"], ["Old and open"]]
    assert actions.became == "2 actions: 1 done, 1 not reviewed yet."
    paper = paper_of(client_for("improvement_officer").get(url(world, "meeting-pack-pdf")))
    for text in (response.content.decode(), paper):
        assert "2 actions: 1 done, 1 not reviewed yet." in text
        assert "Calls are made." in text


def paper_of(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_tables_of_the_pack_are_taken_away(world, client_for):
    authority(world)
    planned(world, child(world.school, absent=70, forename="Worst"), agreed=True)
    count(world)
    file = url(world, "meeting-pack-download")
    held = b"".join(client_for("attendance_leader").get(file, {"as": "csv"}).streaming_content).decode()
    for title in ("Groups of pupils", "With and without a personal attendance plan", "Worst", "Agreed by 1 of 2",
                  "Registers returned, by term", "What needs attention in the registers",
                  "Agreed in the summer term 2024/25, and what became of them"):  # fmt: skip
        assert title in held
    blind = b"".join(client_for("improvement_officer").get(file, {"as": "csv"}).streaming_content).decode()
    assert "Worst" not in blind
    assert "withheld" in blind
    sheet = b"".join(client_for("attendance_leader").get(file, {"as": "xlsx"}).streaming_content)
    assert sheet.startswith(b"PK")
    on_paper = client_for("attendance_leader").get(file, {"as": "pdf"})
    assert on_paper["Location"] == url(world, "meeting-pack-pdf")
    assert client_for("attendance_leader").get(file, {"as": "exe"}).status_code == 404
    export = AccessRecord.objects.filter(act=AccessAct.EXPORT, page="meeting-pack-download").first()
    assert export is not None
