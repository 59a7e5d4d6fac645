"""Looked-after children: the list, audits with actions, and reports that the night makes and nobody changes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Message
from attendance.models import Pupil, Register
from attendance.rules.register import year_of, year_span
from cases.actions.looked_after import make_reports
from cases.models import CareAction, CareAudit, CareReport, Entry
from tests.factories import (
    CharacteristicFactory,
    FlagFactory,
    InvolvementFactory,
    PupilFactory,
    RegisterFactory,
    enrol,
)

ON = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def looked_after(world, sessions: int, *, year: int = 2025, restricted: bool = False) -> Pupil:
    """A child looked after since 2024 who missed so many sessions from 8 September of a year on."""
    pupil = PupilFactory(restricted=restricted)
    enrolment = enrol(world.school, pupil)
    CharacteristicFactory(pupil=pupil, kind="lac")
    InvolvementFactory(
        pupil=pupil,
        agency=world.agencies.looked_after,
        basis="looked_after",
        scope=2,
        began_on=date(2024, 9, 2),
    )
    start = 2 * (date(year, 9, 8) - year_span(year)[0]).days
    marks = ("-" * start + "O" * sessions).ljust(732, "-")
    RegisterFactory(enrolment=enrolment, pupil=pupil, school=world.school, year=year, marks=marks)
    return pupil


@pytest.mark.parametrize(("sessions", "stands"), [(19, False), (20, True), (21, True)])
def test_the_night_makes_the_quarterly_report_once(sessions, stands, world) -> None:
    pupil = looked_after(world, sessions)
    assert make_reports(on=ON) == 1
    report = CareReport.objects.get()
    assert [line["pupil"] for line in report.lines] == ([pupil.pk] if stands else [])
    assert make_reports(on=ON) == 0
    assert make_reports(on=ON + timedelta(days=1)) == 0


def test_a_report_is_frozen_and_downloads_as_pdf(world, client_for) -> None:
    pupil = looked_after(world, 24)
    make_reports(on=ON)
    report, client = CareReport.objects.get(), client_for("looked_after_manager")
    Register.objects.filter(pupil=pupil).update(marks="-" * 732)
    page = client.get(reverse("care-report", args=[report.ref])).content.decode()
    assert str(pupil) in page
    assert "12 days" in page
    answer = client.get(reverse("care-report-pdf", args=[report.ref]))
    assert answer.content.startswith(b"%PDF")
    assert str(pupil.surname) not in answer["Content-Disposition"]


def test_a_restricted_child_stands_in_no_report_and_one_restricted_later_closes_the_pdf(
    world, client_for
) -> None:
    looked_after(world, 30, restricted=True)
    pupil = looked_after(world, 30)
    make_reports(on=ON)
    report = CareReport.objects.get()
    assert [line["pupil"] for line in report.lines] == [pupil.pk]
    Pupil.objects.filter(pk=pupil.pk).update(restricted=True)
    client = client_for("looked_after_manager")
    assert str(pupil) not in client.get(reverse("care-report", args=[report.ref])).content.decode()
    assert client.get(reverse("care-report-pdf", args=[report.ref])).status_code == 302


def test_who_oversees_care_is_told_without_a_name(world) -> None:
    looked_after(world, 24)
    make_reports(on=ON)
    message = Message.objects.get(kind="report-ready")
    assert message.membership == world.people["looked_after_manager"]
    assert message.path == f"/looked-after/reports/{CareReport.objects.get().ref}/"


def flagged(world) -> Pupil:
    today = timezone.localdate()
    pupil = looked_after(world, 0, year=year_of(today))
    FlagFactory(pupil=pupil, school=world.school, rule="looked-after-10", year=year_of(today), sessions=24)
    return pupil


def test_the_list_is_for_those_with_casework(world, client_for) -> None:
    pupil = flagged(world)
    for name, seen in (("looked_after_manager", True), ("welfare_officer", True), ("nurse", False)):
        assert (str(pupil) in client_for(name).get(reverse("looked-after")).content.decode()) is seen, name
    assert client_for("school_lead").get(reverse("looked-after")).status_code == 403


def audit(client, pupil, **more):
    given = {
        "findings": "Moved homes twice.", "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
        "form-0-text": "Taxi to school",
        "form-0-owner": "Key worker", "form-0-due_on_day": "1", "form-0-due_on_month": "12",
        "form-0-due_on_year": "2030",
    }  # fmt: skip
    return client.post(reverse("looked-after-audit", args=[pupil.ref]), given | more)


def test_an_audit_agrees_actions_and_is_kept_once(world, client_for) -> None:
    pupil, client = flagged(world), client_for("looked_after_manager")
    for _ in range(2):
        assert audit(client, pupil).status_code == 302
    assert CareAudit.objects.count() == CareAction.objects.count() == 1
    assert "Taxi to school (Key worker, by 1 December 2030)" in Entry.objects.get(kind="care").text
    for _ in range(2):
        client.post(reverse("looked-after-done", args=[CareAction.objects.get().pk]))
    assert CareAction.objects.get().done_on == timezone.localdate()
    assert "Taxi to school" in client.get(reverse("looked-after-child", args=[pupil.ref])).content.decode()


def test_an_audit_without_an_action_is_refused(world, client_for) -> None:
    page = audit(
        client_for("looked_after_manager"), flagged(world),
        **{f"form-0-{name}": "" for name in ("text", "owner", "due_on_day", "due_on_month", "due_on_year")},
    )  # fmt: skip
    assert "Agree at least one action" in page.content.decode()
    assert not CareAudit.objects.exists()


def test_the_list_costs_the_same_for_two_as_for_twenty(
    world, client_for, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        flagged(world)
    client = client_for("looked_after_manager")
    with django_assert_max_num_queries(16):
        client.get(reverse("looked-after"))
