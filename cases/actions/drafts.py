"""Keeping what somebody is still writing, and taking each sheet once."""

import hashlib
import json
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from cases.actions.doors import Refused
from cases.models import Draft, FormKey

MOST = 400_000  # characters: eight of the longest notes
Values = Mapping[str, list[str]]


class SentBefore(Refused):
    """The sheet was handed in before with other words; nothing was written."""


@transaction.atomic
def keep_draft(*, form: str, values: Values, by: Acting, key: UUID | None = None) -> bool:
    """Keep the unsent words of a form in place of those kept before; False where its sheet was handed in already.

    What nobody came back to for a month goes. Raises Refused where it is too long to be kept.
    """
    now, mine = timezone.now(), Draft.objects.visible_to(by)
    if sum(len(each) for held in values.values() for each in held) > MOST:
        raise Refused("This is too long to be kept as a draft.")
    if key is not None and FormKey.objects.visible_to(by).filter(key=key).exists():
        return False
    mine.stale(now).delete()
    FormKey.objects.visible_to(by).stale(now).delete()
    Draft.objects.update_or_create(
        membership=by.membership, form=form, defaults={"values": dict(values), "at": now}
    )
    return True


def drop_draft(*, form: str, by: Acting) -> None:
    """Throw away the unsent words of a form."""
    Draft.objects.visible_to(by).filter(form=form).delete()


@transaction.atomic
def hand_in(*, form: str, key: UUID, values: Values, by: Acting, act: Callable[[], str]) -> str:
    """Do what a sheet asks for, once, and drop its draft: the path to which `act` led, then or the first time.

    Two at once with one key wait for each other. What `act` refused is taken back with the key. Raises SentBefore
    where the sheet was handed in before with other words, and what `act` raises.
    """
    digest = hashlib.sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()
    kept, is_first = FormKey.objects.get_or_create(
        membership=by.membership, key=key, defaults={"digest": digest, "at": timezone.now()}
    )
    if not is_first and kept.digest != digest:
        raise SentBefore(
            "You saved this form before, and that stands. What you changed since is below: "
            "save again to add it as a further one."
        )
    if is_first:
        kept.path = act()
        kept.save(update_fields=["path"])
    drop_draft(form=form, by=by)
    return kept.path
