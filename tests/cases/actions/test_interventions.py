"""Logging what was done: by any involved agency, once, in the record of each child, and never changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import InternalError, transaction

from agencies.models import AgencyKind, InterventionType
from attendance.actions.doors import NotAllowed
from attendance.models import Involvement
from cases.actions.cases import open_case
from cases.actions.doors import Refused
from cases.actions.interventions import Done, log_group, log_intervention
from cases.models import Audience, Entry, Intervention
from cases.queries.interventions import group_of, offered
from tests.factories import AgencyFactory, MembershipFactory, PupilFactory, enrol


def child_of(world, **names):
    """A child at the school of the north team."""
    pupil = PupilFactory(**names)
    enrol(world.school, pupil)
    return pupil


def visit(world, **changes) -> Done:
    """A home visit of today."""
    done = Done(
        on=world.acting("nurse").on, outcome="The mother was at home.", audience=Audience.AGENCIES,
        contact="visit", minutes=30, people="Mother", next_step="Ring on Friday",
    )  # fmt: skip
    return replace(done, **changes)


def involve(world, pupil, name, *, scope=1):
    """An agency's own involvement, by name."""
    return Involvement.objects.create(
        pupil=pupil, agency=world.people[name].agency, basis="consent", scope=scope,
        began_on=world.acting(name).on,
    )  # fmt: skip


def test_an_agency_with_no_case_but_an_involvement_logs_for_a_child(world) -> None:
    pupil = child_of(world)
    involve(world, pupil, "police_officer")
    row = log_intervention(pupil=pupil, done=visit(world), by=world.acting("police_officer"))
    assert (row.case, row.agency, row.entry.kind) == (None, world.agencies.police, "contact")
    assert row.entry.link == f"/interventions/{row.pk}/"


def test_what_is_logged_stands_in_the_live_case(world) -> None:
    pupil = child_of(world)
    case, _ = open_case(pupil=pupil, school=world.school, reason="Away.", by=world.acting("team_manager"))
    row = log_intervention(pupil=pupil, done=visit(world), by=world.acting("welfare_officer"))
    assert row.case == case
    assert Entry.objects.visible_to(world.acting("team_manager")).filter(pk=row.entry_id).exists()


def test_nobody_logs_for_a_child_who_is_not_theirs(world) -> None:
    with pytest.raises(NotAllowed):
        log_intervention(pupil=child_of(world), done=visit(world), by=world.acting("nurse"))


def test_the_same_words_twice_are_logged_once(world) -> None:
    pupil = child_of(world)
    rows = {
        log_intervention(pupil=pupil, done=visit(world), by=world.acting("welfare_officer")).pk
        for _ in range(2)
    }
    assert len(rows) == 1
    assert Entry.objects.filter(pupil=pupil).count() == 1


def test_a_wrong_one_is_corrected_by_a_further_one_and_never_changed(world) -> None:
    pupil, by = child_of(world), world.acting("welfare_officer")
    wrong = log_intervention(pupil=pupil, done=visit(world), by=by)
    right = log_intervention(pupil=pupil, done=visit(world, people="Aunt"), by=by, corrects=wrong)
    assert (right.corrects, right.entry.corrects) == (wrong, wrong.entry)
    with pytest.raises(InternalError), transaction.atomic():
        Intervention.objects.filter(pk=wrong.pk).update(outcome="Other words.")
    with pytest.raises(InternalError), transaction.atomic():
        Intervention.objects.filter(pk=right.pk).delete()


def test_a_day_ahead_and_an_audience_of_nobody_are_refused(world) -> None:
    pupil, by = child_of(world), world.acting("welfare_officer")
    with pytest.raises(Refused, match="or earlier"):
        log_intervention(pupil=pupil, done=visit(world, on=by.on + timedelta(days=1)), by=by)
    with pytest.raises(Refused, match="Name at least one"):
        log_intervention(pupil=pupil, done=visit(world, audience=Audience.NAMED), by=by)
    involve(world, pupil, "police_officer")
    police, done = world.acting("police_officer"), visit(world, audience=Audience.LEGAL)
    with pytest.raises(Refused, match="legal records"):
        log_intervention(pupil=pupil, done=done, by=police)


def test_each_agency_logs_from_its_own_list(world) -> None:
    pupil, by = child_of(world), world.acting("welfare_officer")
    foreign = InterventionType.objects.get(kind=AgencyKind.YOUTH_OFFENDING, name="Volunteer mentoring")
    with pytest.raises(Refused, match="not on the list of North team"):
        log_intervention(pupil=pupil, done=visit(world, contact="", type=foreign), by=by)


@pytest.mark.parametrize(("year_group", "allowed"), [("8", False), ("9", True), ("10", True)])
def test_connexions_starts_in_year_nine(world, year_group, allowed) -> None:
    pupil = PupilFactory()
    enrol(world.school, pupil, year_group=year_group)
    agency = AgencyFactory(authority=world.authority, kind=AgencyKind.CONNEXIONS, name="Connexions")
    world.people["adviser"] = MembershipFactory(agency=agency, role_name="partner")
    involve(world, pupil, "adviser", scope=2)
    by = world.acting("adviser")
    done = visit(
        world, contact="", type=InterventionType.objects.get(kind="connexions", name="Careers guidance")
    )
    assert (done.type in [each.type for each in offered(by, [year_group])[1]]) is allowed
    if allowed:
        assert log_intervention(pupil=pupil, done=done, by=by).type == done.type
    else:
        with pytest.raises(Refused, match="from year 9"):
            log_intervention(pupil=pupil, done=done, by=by)


def test_a_contact_on_ones_own_list_is_offered_once_and_is_both(world) -> None:
    contacts, own = offered(world.acting("welfare_officer"))
    assert contacts[0].type == InterventionType.objects.get(kind="locality_team", name="Home visit")
    assert "Home visit" not in [each.label for each in own]


def test_a_group_session_is_in_the_record_of_each_child_or_of_none(world) -> None:
    mine, other, by = child_of(world), child_of(world), world.acting("nurse")
    for pupil in (mine, other):
        involve(world, pupil, "nurse", scope=2)
    rows = log_group(
        pupils=[mine, other], done=visit(world, contact="", type=_type("Drop-in session")), by=by
    )
    assert {row.pupil for row in rows} == {mine, other}
    assert len({row.session for row in rows}) == 1
    stranger = child_of(world)
    with pytest.raises(NotAllowed):
        log_group(pupils=[mine, stranger], done=visit(world, outcome="Once more."), by=by)
    assert not Intervention.objects.filter(outcome="Once more.").exists()
    assert set(group_of(by)) == {mine, other}


def _type(name: str) -> InterventionType:
    return InterventionType.objects.get(kind=AgencyKind.SCHOOL_NURSING, name=name)
