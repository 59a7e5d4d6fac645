"""Errors as `{"message", "fields"}`, the same for every endpoint."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

NOT_FOUND = "There is nothing under this address, or it is not yours to see."


class Conflict(APIException):
    """What was asked cannot be done as things stand; the message says why."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class OtherContent(APIException):
    """The key was used before, with other content."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was used before with other content. Use a new one."
    default_code = "other_content"


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a known error; None leaves an unknown one to Django, which gives 500 without details."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, ValidationError):
        fields = exception.detail if isinstance(exception.detail, dict) else {"": exception.detail}
        response.data = {"message": "Some of what was sent cannot be used.", "fields": fields}
    elif response.status_code == status.HTTP_404_NOT_FOUND:
        response.data = {"message": NOT_FOUND, "fields": {}}
    else:
        detail = exception.detail if isinstance(exception, APIException) else response.data.get("detail", "")
        response.data = {"message": str(detail), "fields": {}}
    return response
