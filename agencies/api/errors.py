"""Errors as `{"message", "fields"}`, the same for every endpoint."""

from typing import Any

from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a known error; None leaves an unknown one to Django, which answers 500 without details."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, ValidationError):
        response.data = {"message": "Some of what was sent cannot be used.", "fields": exception.detail}
    else:
        detail = exception.detail if isinstance(exception, APIException) else response.data.get("detail", "")
        response.data = {"message": str(detail), "fields": {}}
    return response
