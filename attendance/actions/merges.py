"""Merging two records of one child, or keeping two children apart, and taking either back exactly.

Every table that points at a child is followed, whichever app it belongs to: what moved is kept by table and
key in `PupilMerge.moved`, so that undoing moves the same rows back. A row that the remaining record already
has, such as the same flag, stays where it is.
"""

from collections.abc import Iterator
from typing import Any

import pghistory.models
import pgtrigger
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.doors import locked
from attendance.actions.restrictions import set_restricted
from attendance.models import Enrolment, FormerUpn, Pupil, PupilMerge, PupilName, PupilsApart
from attendance.models.pupil import UpnState
from attendance.queries.merges import conflicts, decided_apart

# A change of a mark is never altered; whose it is may be put right, here alone.
MARK_CHANGES_STAND = "attendance.MarkChange:mark_change_stands"
KEPT_OF_THE_PUPIL = ("upn", "upn_state", "restricted")
WORTH = {UpnState.PERMANENT: 3, UpnState.TEMPORARY: 2, UpnState.INVALID: 1, UpnState.NONE: 0}


class MergeRefused(Exception):
    """The records cannot be merged, or the merge not undone; the message says why and what to do."""


@transaction.atomic
def merge_pupils(
    *, pupil: Pupil, absorbed: Pupil, reason: str, by: Acting, entered_twice: bool = False
) -> PupilMerge:
    """Make `absorbed` part of `pupil`: its enrolments, marks, flags, family, involvements move over.

    Its names become aliases and its number a former one, unless it is the better of the two. An enrolment
    that overlaps one at the same school was `entered_twice`: it stays behind with its marks. Raises
    NotAllowed, and MergeRefused where enrolments overlap and nobody says so, or where somebody found them to be
    two children.
    """
    one, other = _both(pupil, absorbed, by)
    if decided_apart(one, other):
        raise MergeRefused("Somebody found these to be two children. Take that back first.")
    found = conflicts(one, other)
    if found and not entered_twice:
        raise MergeRefused(" ".join(conflict.sentence for conflict in found))
    left = [conflict.enrolment.pk for conflict in found]
    before = {name: getattr(one, name) for name in KEPT_OF_THE_PUPIL}
    moved: dict[str, Any] = {"before": before, "rows": {}, "aliases": []}
    aliases = PupilName.objects.filter(pupil=other, is_alias=False)
    moved["aliases"] = list(aliases.values_list("pk", flat=True))
    aliases.update(is_alias=True)
    with pgtrigger.ignore(MARK_CHANGES_STAND):
        for model, field in pointing_at_pupils():
            moved["rows"][f"{model._meta.label_lower}.{field}"] = list(_move(model, field, other, one, left))
    other.merged_into = one
    other.save(update_fields=["merged_into"])
    moved["former"] = _take_number(one, other)
    one.save(update_fields=["upn", "upn_state"])
    set_restricted(one, restricted=one.restricted or other.restricted)
    moved["after"] = {name: getattr(one, name) for name in KEPT_OF_THE_PUPIL}
    return PupilMerge.objects.create(pupil=one, absorbed=other, moved=moved, reason=reason, by=by.user)


@transaction.atomic
def undo_merge(*, merge: PupilMerge, by: Acting) -> None:
    """Take a merge back: every row that moved goes back, and the number and the names are as they were.

    What was added to the remaining record since stays with it. Undone already, nothing happens. Raises
    NotAllowed, and MergeRefused where a later merge or a later change of the number stands in the way.
    """
    one = locked(merge.pupil, by, Permission.MATCH_PUPILS)
    row = PupilMerge.objects.select_for_update().get(pk=merge.pk)
    if row.undone_at is not None:
        return
    other = Pupil.objects.select_for_update().get(pk=row.absorbed_id)
    later = PupilMerge.objects.filter(pupil=one, undone_at__isnull=True, pk__gt=row.pk)
    if later.exists():
        raise MergeRefused("Undo the later merge into this record first.")
    if any(getattr(one, name) != row.moved["after"][name] for name in KEPT_OF_THE_PUPIL):
        raise MergeRefused("The number or the restriction was changed after the merge. Put that back first.")
    FormerUpn.objects.filter(pk__in=row.moved["former"]).delete()
    before = row.moved["before"]
    one.upn, one.upn_state = before["upn"], before["upn_state"]
    one.save(update_fields=["upn", "upn_state"])
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    with pgtrigger.ignore(MARK_CHANGES_STAND):
        for place, keys in row.moved["rows"].items():
            label, _, field = place.rpartition(".")
            apps.get_model(label)._base_manager.filter(pk__in=keys, **{field: one}).update(**{field: other})
    PupilName.objects.filter(pk__in=row.moved["aliases"]).update(is_alias=False)
    set_restricted(one, restricted=before["restricted"])
    row.undone_by, row.undone_at = by.user, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])


@transaction.atomic
def keep_apart(*, pupil: Pupil, other: Pupil, reason: str, by: Acting) -> PupilsApart:
    """Note that two records are of two children, so that nobody is asked again; said already, nothing happens.

    Raises NotAllowed, and MergeRefused where both are the same record.
    """
    found = _both(pupil, other, by)
    older, younger = sorted(found, key=lambda each: each.pk)
    said = {"reason": reason, "by": by.user}
    row, _ = PupilsApart.objects.get_or_create(pupil=older, other=younger, undone_at=None, defaults=said)
    return row


@transaction.atomic
def undo_apart(*, apart: PupilsApart, by: Acting) -> None:
    """Take back that two records are of two children; again does nothing. Raises NotAllowed."""
    _both(apart.pupil, apart.other, by)
    row = PupilsApart.objects.select_for_update().get(pk=apart.pk)
    if row.undone_at is None:
        row.undone_by, row.undone_at = by.user, timezone.now()
        row.save(update_fields=["undone_by", "undone_at"])


def pointing_at_pupils() -> Iterator[tuple[type[models.Model], str]]:
    """Every table with a key of a child, and the field, but for decisions about two records and the history."""
    for relation in Pupil._meta.related_objects:
        model = relation.related_model
        if model in (Pupil, PupilMerge, PupilsApart) or issubclass(model, pghistory.models.Event):
            continue
        yield model, relation.field.name


def _both(pupil: Pupil, absorbed: Pupil, by: Acting) -> tuple[Pupil, Pupil]:
    """Both records, locked in the order of their keys so that two merges cannot wait for each other."""
    if pupil.pk == absorbed.pk:
        raise MergeRefused("These are the same record.")
    held = {each.pk: each for each in (pupil, absorbed)}
    rows = {key: locked(held[key], by, Permission.MATCH_PUPILS) for key in sorted(held)}
    return rows[pupil.pk], rows[absorbed.pk]


def _staying(model: type[models.Model], left: list[int]) -> models.Q:
    """The rows that belong to enrolments that are left behind."""
    names = {each.name for each in model._meta.get_fields()}
    if model is Enrolment:
        return models.Q(pk__in=left)
    if "enrolment" in names:
        return models.Q(enrolment__in=left)
    return models.Q(register__enrolment__in=left) if "register" in names else models.Q(pk__in=[])


def _move(
    model: type[models.Model], field: str, source: Pupil, target: Pupil, left: list[int]
) -> Iterator[int]:
    """Give a table's rows to another child; the keys of those that moved. One it already has stays."""
    rows = model._base_manager.filter(**{field: source}).exclude(_staying(model, left))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(**{field: target})
    except IntegrityError:
        yield from (key for key in keys if _moves_alone(model, field, key, target))
    else:
        yield from keys


def _moves_alone(model: type[models.Model], field: str, key: int, target: Pupil) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**{field: target})
    except IntegrityError:
        return False
    return True


def _take_number(one: Pupil, other: Pupil) -> list[int]:
    """Keep the better of two numbers and make the other a former one; keys of the rows that this adds."""
    former = other.upn
    if WORTH[UpnState(other.upn_state)] > WORTH[UpnState(one.upn_state)]:
        former, one.upn, one.upn_state = one.upn, other.upn, other.upn_state
    if not former or former == one.upn:
        return []
    row, made = FormerUpn.objects.get_or_create(pupil=one, upn=former)
    return [row.pk] if made else []
