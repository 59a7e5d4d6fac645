"""Named exceptions, the one wrapper around django-guardian.

Guardian holds only which persons are named for a restricted row, in a table with a direct foreign key for each
model. Its defaults would open every row to anybody with a model-level permission, and to superusers; both are off.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.db import models
from guardian.shortcuts import assign_perm, get_objects_for_user, get_users_with_perms, remove_perm
from guardian.utils import get_user_obj_perms_model

from agencies.models import User


def _permission(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.open_restricted_{model._meta.model_name}"


def named_for(user: User, model: type[models.Model]) -> tuple[int, ...]:
    """The keys of a model's restricted rows for which a person is named."""
    rows = get_objects_for_user(
        user, _permission(model), model, use_groups=False, with_superuser=False, accept_global_perms=False
    )
    return tuple(rows.values_list("pk", flat=True))


def name_person(user: User, row: models.Model) -> None:
    """Name a person for a restricted row; again does nothing."""
    assign_perm(_permission(type(row)), user, row)


def unname_person(user: User, row: models.Model) -> None:
    """Take a person's name off a restricted row; again does nothing."""
    remove_perm(_permission(type(row)), user, row)


def named_people(row: models.Model) -> models.QuerySet[User]:
    """The people named for a restricted row, by name."""
    codename = _permission(type(row)).partition(".")[2]
    found = get_users_with_perms(
        row, only_with_perms_in=[codename], with_superusers=False, with_group_users=False
    )
    return User.objects.filter(pk__in=found).order_by("name")


def who_is_named(model: type[models.Model], keys: Iterable[int]) -> set[tuple[int, int]]:
    """Who is named for which of some rows of a model, as (person, row); one query, none where no row is asked for."""
    wanted = list(keys)
    if not wanted:
        return set()
    held: Any = get_user_obj_perms_model(cast(Any, model))
    rows = held.objects.filter(content_object__in=wanted)
    codename = _permission(model).partition(".")[2]
    return set(rows.filter(permission__codename=codename).values_list("user", "content_object"))
