"""`Idempotency-Key`: a program that got no answer sends the same again, and it is still done once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from agencies.api.authentication import TokenRequest
from agencies.api.errors import OtherContent
from agencies.models import IdempotencyKey

HEADER = "Idempotency-Key"
LONGEST = 100


def once(request: TokenRequest, said: Mapping[str, Any], act: Callable[[], Response]) -> Response:
    """The answer of `act`, or the first answer where this token sent the same with the same key within a day.

    `said` is the validated content, files included. What was refused is not kept, so that it may be sent
    again; two requests at once with one key wait for each other. The caller opens the door before, so that
    rights are those of today and refusals stay on record. Raises ValidationError for a key that is none, and
    OtherContent.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return act()
    if len(key) > LONGEST or not key.isascii() or not key.isprintable():
        raise ValidationError({HEADER: [f"Give up to {LONGEST} letters, figures and signs."]})
    digest, now = _digest(request, said), timezone.now()
    IdempotencyKey.objects.stale(now).filter(token=request.auth.token).delete()
    with transaction.atomic():
        kept, is_first = IdempotencyKey.objects.get_or_create(
            token=request.auth.token, key=key, defaults={"digest": digest, "at": now}
        )
        if not is_first:
            return _again(kept, digest)
        answer = act()
        kept.status, kept.body = answer.status_code, answer.data
        kept.save(update_fields=["status", "body"])
        return answer


def _again(kept: IdempotencyKey, digest: str) -> Response:
    if kept.digest != digest:
        raise OtherContent
    return Response(kept.body, status=kept.status)


def _digest(request: TokenRequest, said: Mapping[str, Any]) -> str:
    """SHA-256 of the address and the content; files count by their bytes, so a form's boundary does not."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for name, value in sorted(said.items()):
        part = hashlib.sha256()
        if isinstance(value, File):
            value.seek(0)
            for chunk in value.chunks():
                part.update(chunk)
            value.seek(0)
        else:
            part.update(json.dumps(value, sort_keys=True, default=str).encode())
        found.update(f"{name} {part.hexdigest()}\n".encode())
    return found.hexdigest()
