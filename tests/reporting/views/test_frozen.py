"""Closed terms: as told, as now, why they differ, and the same bytes a term apart."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.acting import Acting
from agencies.storage import Altered
from attendance.actions.restrictions import set_restricted
from attendance.models import Register, School, Term
from reporting.actions.figures import count_schools
from reporting.actions.frozen import CannotClose, close_term
from reporting.models import FrozenTerm, SchoolFigure
from reporting.queries.frozen import document_of, restated
from reporting.queries.school_views import authority_periods
from reporting.rules.frozen import figures_in, packed, unpacked
from tests.attendance.nights import absent_from
from tests.factories import SchoolFactory
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
URL = "/figures/terms/2025/71/"


def closed(world, client):
    authority(world)
    count(world, date(2025, 12, 19))
    assert client.post(f"{URL}close/").status_code == 302
    return FrozenTerm.objects.get()


def correct(school):
    """Four marks of a pupil who was always present."""
    register = next(each for each in Register.objects.filter(school=school) if "O" not in each.marks)
    register.marks = absent_from(date(2025, 10, 6), 4, "O", register.marks)
    register.save(update_fields=["marks"])


def test_the_same_report_a_term_apart_has_the_same_bytes(world, client_for):
    client = client_for("assistant_director")
    closed(world, client)
    first = client.get(f"{URL}report.csv")
    correct(world.school)
    count(world, date(2026, 3, 27))
    again = client_for("attendance_leader").get(f"{URL}report.csv")
    assert first.content == again.content
    assert b"Autumn term 2025/26" in first.content
    assert first.content.count(b"\nschool,") > 20


def test_a_correction_shows_as_a_restatement_by_its_cause(world, client_for):
    client = client_for("assistant_director")
    closed(world, client)
    page = client.get(URL)
    assert "Nothing has changed since" in page.content.decode()
    correct(world.school)
    child(world.other_school, absent=7)
    count(world, date(2025, 12, 19))
    page = client.get(URL)
    found = {each.label: each for each in page.context["causes"]}
    unauthorised = found["Sessions of unauthorised absence"]
    assert (unauthorised.told, unauthorised.marks, unauthorised.pupils, unauthorised.now) == (40, 4, 7, 51)
    assert (found["Pupils"].told, found["Pupils"].pupils, found["Pupils"].now) == (8, 1, 9)
    for cause in found.values():
        assert cause.told + cause.marks + cause.pupils == cause.now
    attendance = next(each for each in page.context["rows"] if each.indicator.key == "attendance")
    assert attendance.has_changed
    assert attendance.told > attendance.now


def test_a_present_figure_opens_its_list(world, client_for):
    client = client_for("assistant_director")
    closed(world, client)
    found = {each.indicator.key: each for each in client.get(URL).context["rows"]}
    assert (
        f"/figures/list/?{found['persistent'].link}".replace("&", "&amp;") in client.get(URL).content.decode()
    )
    assert len(client.get(f"/figures/list/?{found['persistent'].link}").context["found"].rows) == 2
    assert {each.link for each in client_for("improvement_officer").get(URL).context["rows"]} == {""}


def test_what_was_told_is_never_changed(world, client_for):
    frozen = closed(world, client_for("assistant_director"))
    for act in (
        lambda: FrozenTerm.objects.update(digest="0" * 64),
        lambda: FrozenTerm.objects.all().delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            act()
    frozen.refresh_from_db()
    assert len(frozen.digest) == 64


def test_closing_again_changes_nothing(world, client_for):
    frozen = closed(world, client_for("assistant_director"))
    again = close_term(year=2025, period=71, by=world.acting("attendance_leader"))
    assert again.pk == frozen.pk
    assert FrozenTerm.objects.count() == 1


@pytest.mark.parametrize(("on", "closes"), [(date(2025, 12, 27), False), (date(2025, 12, 28), True)])
def test_a_term_is_closed_from_the_day_after_its_last(world, on, closes):
    authority(world)
    by = Acting(world.people["attendance_leader"], on)
    if closes:
        assert close_term(year=2025, period=71, by=by).on == date(2025, 12, 5)
    else:
        with pytest.raises(CannotClose, match="close it after that day"):
            close_term(year=2025, period=71, by=by)


def test_a_term_without_figures_cannot_be_closed(world):
    authority(world)
    with pytest.raises(CannotClose, match="Nothing is counted"):
        close_term(year=2025, period=72, by=world.acting("attendance_leader"))


@pytest.mark.parametrize(
    ("name", "status", "download"),
    [
        ("elected_member", 403, 403),
        ("school_lead", 200, 403),
        ("improvement_officer", 200, 403),
        ("nurse", 403, 403),
    ],
)
def test_everybody_reads_sums_and_nobody_else_the_document_by_school(
    world, client_for, name, status, download
):
    closed(world, client_for("assistant_director"))
    client = client_for(name)
    assert client.get(URL).status_code == status
    assert client.get(f"{URL}report.csv").status_code == download
    assert client.post(f"{URL}close/").status_code == 403


def test_another_authority_finds_nothing(world, client_for):
    closed(world, client_for("assistant_director"))
    assert client_for("stranger_officer").get(URL).status_code == 404


def test_a_record_restricted_since_is_not_told_apart(world, client_for):
    client = client_for("assistant_director")
    authority(world)
    hidden = child(world.school, absent=6)
    count(world, date(2025, 12, 19))
    client.post(f"{URL}close/")
    set_restricted(hidden, restricted=True)
    child(world.other_school, absent=6)
    count(world, date(2025, 12, 19))
    pupils = next(each for each in client.get(URL).context["causes"] if each.label == "Pupils")
    assert (pupils.pupils, pupils.told, pupils.now) == (0, 9, 9)


def test_the_page_costs_the_same_for_two_schools_and_for_twenty(
    world, client_for, django_assert_max_num_queries
):
    client = client_for("assistant_director")
    closed(world, client)
    for _ in range(5):
        SchoolFactory(authority=world.authority)
    with django_assert_max_num_queries(25):
        client.get(URL)


@pytest.mark.parametrize(("name", "told"), [("school_lead", None), ("improvement_officer", 2)])
def test_a_small_total_is_for_who_sees_every_school(world, client_for, name, told):
    closed(world, client_for("assistant_director"))
    page = client_for(name).get(URL)
    found = {each.label: each.told for each in page.context["causes"]}
    assert (found["Persistently absent pupils"], found["Pupils"]) == (told, 8)
    figures = {each.indicator.key: each.told_text for each in page.context["rows"]}
    assert figures["persistent"] == ("withheld" if told is None else "25.00%")
    assert figures["attendance"] != "withheld"
    file = client_for(name).get(f"{URL}download/", {"as": "csv"})
    text = b"".join(file.streaming_content).decode()
    assert ("Persistently absent pupils,withheld,withheld" in text) == (told is None)


def test_what_was_told_of_maintained_schools_is_told_when_one_is_an_academy(world):
    """BVPI 45 is of schools that the authority maintained then, whatever they are now."""
    School.objects.filter(authority=world.authority).update(phase="secondary", type_code="01")
    authority(world)
    count(world, date(2025, 12, 19))
    frozen = close_term(year=2025, period=71, by=Acting(world.people["attendance_leader"], date(2026, 1, 5)))
    frozen.year = 2007  # the last year of the measure; the figures are those of the document
    period = authority_periods(world.authority.pk, 2025)[71]

    def told():
        rows = restated(world.acting("attendance_leader"), frozen, period)
        return next((row.told, row.now) for row in rows if row.indicator.key == "bvpi-45")

    before = told()
    assert before[0] == before[1]
    School.objects.filter(pk=world.other_school.pk).update(type_code="34", urn=999_001)
    child(world.school, absent=20)
    count(world, date(2025, 12, 19))
    after = told()
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_every_figure_is_kept_that_a_page_shows(world, client_for):
    frozen = closed(world, client_for("assistant_director"))
    kept = {(each.period, each.kind) for each in figures_in(document_of(frozen))}
    periods = authority_periods(world.authority.pk, 2025)
    shown = {each.key for each in periods.values() if each.is_week and each.first <= date(2025, 12, 20)}
    assert {71, 61, 62} < {period for period, _ in kept}
    assert {period for period, kind in kept if period < 61} == {
        key for key in shown if SchoolFigure.objects.filter(year=2025, period=key).exists()
    }


def test_a_document_that_was_changed_is_not_given_out(world, client_for):
    frozen = closed(world, client_for("assistant_director"))
    frozen.document = packed(unpacked(frozen.document).replace(b"Autumn", b"Spring"))
    with pytest.raises(Altered):
        document_of(frozen)
    with pytest.raises(Altered):
        restated(world.acting("attendance_leader"), frozen, authority_periods(world.authority.pk, 2025)[71])


def test_it_says_of_which_schools_and_how_far(world, client_for):
    client = client_for("assistant_director")
    authority(world)
    SchoolFactory(authority=world.authority, name="Silent School")
    count_schools(on=date(2025, 12, 19), schools=[world.school.pk])
    client.post(f"{URL}close/")
    said = "2 of 3 with figures, some counted only to 5 December 2025"
    assert said in client.get(URL).content.decode()
    file = client.get(f"{URL}download/", {"as": "csv"})
    assert said in b"".join(file.streaming_content).decode()


def test_nobody_counts_while_a_term_is_closed(world):
    """Figures and the pupils behind them are two reads: a count between them would part them for ever."""
    authority(world)
    with CaptureQueriesContext(connection) as seen:
        close_term(year=2025, period=71, by=world.acting("attendance_leader"))
    order = [each["sql"] for each in seen]
    held = next(at for at, sql in enumerate(order) if "pg_advisory_xact_lock" in sql)
    read = [
        at
        for at, sql in enumerate(order)
        if '"reporting_schoolfigure"' in sql or '"reporting_periodroll"' in sql
    ]
    assert read
    assert held < min(read)


@pytest.mark.parametrize("change", ["merged", "closed school", "moved away"])
def test_what_happens_afterwards_is_a_difference_and_adds_up(world, client_for, change):
    client = client_for("assistant_director")
    authority(world)
    gone = child(world.school, absent=6)
    count(world, date(2025, 12, 19))
    client.post(f"{URL}close/")
    before = client.get(URL).context["causes"]
    if change == "merged":
        gone.merged_into = child(world.other_school, absent=6)
        gone.save()
    elif change == "closed school":
        School.objects.filter(pk=world.school.pk).update(closed_on=date(2025, 12, 31))
    else:
        gone.enrolments.update(began_on=date(2026, 1, 5))
    count(world, date(2025, 12, 19))
    page = client.get(URL)
    assert page.status_code == 200
    after = page.context["causes"]
    assert [each.told for each in after] == [each.told for each in before]
    for cause in after:
        assert cause.told + cause.marks + cause.pupils == cause.now


def test_days_of_the_term_changed_since_are_said(world, client_for):
    client, said = client_for("assistant_director"), "were changed since it was closed"
    closed(world, client)
    assert said not in client.get(URL).content.decode()
    Term.objects.bulk_create(
        Term(
            authority=world.authority, year=2025, name=name, began_on=first, ended_on=last,
            half_term_began_on=middle, half_term_ended_on=middle + timedelta(days=4),
        )
        for name, first, middle, last in (
            ("Autumn", date(2025, 9, 1), date(2025, 10, 27), date(2026, 1, 9)),
            ("Spring", date(2026, 1, 19), date(2026, 2, 23), date(2026, 4, 2)),
            ("Summer", date(2026, 4, 20), date(2026, 5, 25), date(2026, 7, 21)),
        )
    )  # fmt: skip
    assert said in client.get(URL).content.decode()
    file = client.get(f"{URL}download/", {"as": "csv"})
    assert said in b"".join(file.streaming_content).decode()
