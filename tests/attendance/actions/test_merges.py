"""Merging two records of one child, and taking the merge back."""

from datetime import date

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies.named import name_person
from attendance.actions.merges import (
    MergeRefused,
    keep_apart,
    merge_pupils,
    pointing_at_pupils,
    undo_apart,
    undo_merge,
)
from attendance.forms.merges import TWO_CHILDREN
from attendance.models import (
    Enrolment,
    FormerUpn,
    MarkChange,
    Pupil,
    PupilMerge,
    PupilName,
    PupilsApart,
    Register,
)
from attendance.queries.merges import Evidence, apart_decisions, decided_apart, likely_pairs
from tests.attendance.children import child
from tests.factories import FlagFactory, InvolvementFactory, PupilFactory, enrol
from tests.personas import signed_in


@pytest.fixture
def manager(world):
    return world.acting("team_manager")


@pytest.fixture
def pair(world):
    """A child whose record was begun a second time under a temporary number, after a move away and back."""
    one = child(world)
    Enrolment.objects.filter(pupil=one).update(ended_on=date(2026, 5, 1))
    other = child(world, forename="Anne", upn="A99840000000A", upn_state="temporary")
    Enrolment.objects.filter(pupil=other).update(began_on=date(2026, 5, 2))
    return one, other


def everything() -> dict[str, list[str]]:
    """Every row of every table that points at a child, and the children themselves."""
    models = {model for model, _ in pointing_at_pupils()} | {Pupil}
    return {
        model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in sorted(models, key=lambda model: model._meta.label)
    }


def test_a_merge_moves_everything_and_its_undoing_moves_it_back_exactly(pair, manager):
    one, other = pair
    before = everything()
    merge = merge_pupils(pupil=one, absorbed=other, reason="The school said so", by=manager)
    for model in (Register, MarkChange, Enrolment):
        assert not model._base_manager.filter(pupil=other).exists()
    assert set(PupilName.objects.filter(pupil=one, is_alias=False).values_list("forename", flat=True)) == {
        "Ann"
    }
    assert PupilName.objects.filter(pupil=one, is_alias=True, forename="Anne", surname="Smith").exists()
    assert FormerUpn.objects.filter(pupil=one, upn="A99840000000A").exists()
    assert not Pupil.objects.visible_to(manager).filter(pk=other.pk).exists()
    undo_merge(merge=merge, by=manager)
    assert everything() == before


def test_rows_that_both_have_stay_and_the_round_trip_is_still_exact(pair, manager, world):
    one, other = pair
    for each in pair:
        FlagFactory(pupil=each, school=world.school, key="the same sessions")
        InvolvementFactory(pupil=each, agency=world.agencies.nursing)
        FormerUpn.objects.create(pupil=each, upn="C99840000000C")
    before = everything()
    merge = merge_pupils(pupil=one, absorbed=other, reason="The school said so", by=manager)
    assert one.flags.filter(key="the same sessions").count() == 1
    undo_merge(merge=merge, by=manager)
    assert everything() == before


def test_the_better_number_stays_and_the_other_becomes_a_former_one(pair, manager):
    one, other = pair
    merge_pupils(pupil=other, absorbed=one, reason="The school said so", by=manager)
    other.refresh_from_db()
    assert (other.upn, other.upn_state) == ("A998400000001", "permanent")
    assert FormerUpn.objects.filter(pupil=other, upn="A99840000000A").exists()


def test_overlapping_enrolments_at_one_school_are_explained(world, manager):
    one, other = child(world), child(world, upn="A998400000002")
    with pytest.raises(MergeRefused, match="Both are on the roll of Northgate High School at once"):
        merge_pupils(pupil=one, absorbed=other, reason="x", by=manager)


def test_an_enrolment_entered_twice_stays_behind_with_its_marks(world, manager):
    one, other = child(world), child(world, upn="A998400000002")
    before = everything()
    merge = merge_pupils(pupil=one, absorbed=other, reason="x", by=manager, entered_twice=True)
    assert Register.objects.filter(pupil=other).count() == Register.objects.filter(pupil=one).count() == 1
    assert not other.contacts.exists()
    undo_merge(merge=merge, by=manager)
    assert everything() == before


def test_a_restricted_record_keeps_the_merged_one_restricted(pair, manager):
    one, other = pair
    Pupil.objects.filter(pk=other.pk).update(restricted=True)
    name_person(manager.user, other)
    merge_pupils(pupil=one, absorbed=other, reason="x", by=manager)
    one.refresh_from_db()
    assert one.restricted
    assert not PupilName.objects.filter(pupil=one, hidden=False).exists()


def test_an_undo_waits_for_later_merges_and_happens_once(pair, manager, world):
    one, other = pair
    third = enrol(world.other_school, PupilFactory()).pupil
    InvolvementFactory(pupil=third, agency=world.agencies.north, scope=3)
    first = merge_pupils(pupil=one, absorbed=other, reason="x", by=manager)
    second = merge_pupils(pupil=one, absorbed=third, reason="x", by=manager)
    with pytest.raises(MergeRefused, match="later merge"):
        undo_merge(merge=first, by=manager)
    for merge in (second, first, first):
        undo_merge(merge=merge, by=manager)
    assert PupilMerge.objects.filter(undone_at=None).count() == 0


def test_a_merge_needs_the_right_for_both_records(pair, world):
    one, other = pair
    with pytest.raises(PermissionDenied):
        merge_pupils(pupil=one, absorbed=other, reason="x", by=world.acting("welfare_officer"))
    stranger = enrol(world.other_school, PupilFactory()).pupil
    with pytest.raises(PermissionDenied):
        merge_pupils(pupil=one, absorbed=stranger, reason="x", by=world.acting("team_manager"))


def test_pairs_are_found_by_number_birth_and_school_among_children_one_may_see(world, manager):
    def put(forename, surname, born_on, **fields):
        return enrol(
            world.school, PupilFactory(forename=forename, surname=surname, born_on=born_on, **fields)
        ).pupil

    number = put("Ann", "Smith", "2011-01-01", upn="A998400000001", upn_state="permanent")
    FormerUpn.objects.create(pupil=put("Mia", "Brown", "2012-02-02"), upn=number.upn)
    put("Catherine", "Clark", "2011-03-03"), put("Katherine", "Clarke", "2011-03-03")
    put("Eva", "Green", "2011-04-04"), put("Eva", "Green", "2011-04-05")
    put("Leo", "Hall", "2011-05-05"), put("Leo", "Hall", "2011-05-05", restricted=True)
    assert [pair.evidence for pair in likely_pairs(manager)] == [
        Evidence.NUMBER,
        Evidence.BIRTH,
        Evidence.SCHOOL,
    ]
    assert likely_pairs(world.acting("welfare_officer")) == []


def shown(by, one: Pupil, other: Pupil) -> bool:
    """Whether two records are among those to compare."""
    return (one.pk, other.pk) in {(pair.one.pk, pair.other.pk) for pair in likely_pairs(by)}


def test_two_children_are_not_shown_again_until_that_is_taken_back(pair, manager):
    one, other = pair
    Pupil.objects.filter(pk=other.pk).update(born_on=one.born_on)
    assert shown(manager, one, other)
    apart = keep_apart(pupil=other, other=one, reason="Cousins", by=manager)
    again = keep_apart(pupil=one, other=other, reason="Pressed twice", by=manager)
    assert (again.pk, again.reason, again.by, (again.pupil, again.other)) == (
        apart.pk, "Cousins", manager.user, (one, other),
    )  # fmt: skip
    assert not shown(manager, one, other)
    with pytest.raises(MergeRefused, match="two children"):
        merge_pupils(pupil=other, absorbed=one, reason="x", by=manager)
    undo_apart(apart=apart, by=manager)
    undone_at = PupilsApart.objects.get().undone_at
    undo_apart(apart=apart, by=manager)
    assert PupilsApart.objects.get().undone_at == undone_at
    assert decided_apart(one, other) is None
    assert shown(manager, one, other)
    merge_pupils(pupil=one, absorbed=other, reason="One after all", by=manager)


def test_two_children_are_said_and_told_only_by_those_who_may_match_both(pair, manager, world):
    one, other = pair
    with pytest.raises(PermissionDenied):
        keep_apart(pupil=one, other=other, reason="x", by=world.acting("welfare_officer"))
    apart = keep_apart(pupil=one, other=other, reason="Cousins", by=manager)
    assert list(apart_decisions(manager)) == [apart]
    Pupil.objects.filter(pk=other.pk).update(restricted=True)
    assert list(apart_decisions(manager)) == []
    with pytest.raises(PermissionDenied):
        undo_apart(apart=apart, by=manager)


def test_a_pair_is_kept_apart_and_taken_back_on_the_page(pair, world):
    one, other = pair
    client = signed_in(world.people["team_manager"])
    page = reverse("duplicate-compare", args=[one.ref, other.ref])
    given = {"stays": TWO_CHILDREN, "reason": "Cousins", "entered_twice": ""}
    assert b"Choose whether they are one child" in client.post(page, {"reason": "x"}).content
    listed = client.post(page, given, follow=True).content.decode()
    assert "Found to be two children" in listed
    assert "Cousins" in listed
    assert "Take this back" in client.get(page).content.decode()
    apart = PupilsApart.objects.get()
    listed = client.post(reverse("apart-undo", args=[apart.pk]), follow=True).content.decode()
    assert "Cousins" not in listed
