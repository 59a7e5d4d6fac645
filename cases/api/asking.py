"""Content by way of the pages' own forms, and refusals as answers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from agencies.api.authentication import TokenRequest
from agencies.api.errors import Conflict
from agencies.api.idempotency import once
from agencies.models import User
from cases.actions.doors import Refused

LARGEST_KEY = 2**63 - 1


class NothingAsked(serializers.Serializer):
    """A list that is not narrowed."""


class PersonShape(serializers.Serializer):
    """Somebody who may be chosen."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class WhoseShape(serializers.Serializer):
    """Who wrote something down, and for which agency; empty for what the night wrote."""

    by = serializers.SerializerMethodField(help_text="The person's name.")
    agency = serializers.SerializerMethodField(help_text="The agency's name.")

    def get_by(self, row: Any) -> str:
        """The person's name."""
        return row.by.name if row.by else ""

    def get_agency(self, row: Any) -> str:
        """The agency's name."""
        return row.agency.name if row.agency else ""


class Key(serializers.IntegerField):
    """The number of something that an answer named before."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_KEY, **more)


def people(found: Any) -> list[dict[str, Any]]:
    """People as programs choose them."""
    rows: list[User] = list(found)
    return [{"id": each.pk, "name": each.name} for each in rows]


def given(form: Form, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a bound form of the pages took. Raises ValidationError, by the names that the program used.

    `names` leads from a field of the form to what it is called here.
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    called = {NON_FIELD_ERRORS: "", **(names or {})}
    faults: dict[str, list[str]] = {}
    for name, errors in form.errors.items():
        faults.setdefault(called.get(name, name), []).extend(str(error) for error in errors)
    raise ValidationError(faults)


def made(answer: Mapping[str, Any], *, new: bool = True) -> Response:
    """The answer to what made something; `new` is false where it was there already."""
    return Response(answer, status=status.HTTP_201_CREATED if new else status.HTTP_200_OK)


def act_once(
    request: TokenRequest, said: Mapping[str, Any], act: Callable[[], Mapping[str, Any] | Response]
) -> Response:
    """The answer of an act, done once for a key; what an action refuses is 409."""

    def answer() -> Response:
        try:
            found = act()
            return found if isinstance(found, Response) else Response(found)
        except Refused as refused:
            raise Conflict(str(refused)) from refused

    return once(request, said, answer)
