"""The proof of what a row held: django-pghistory on the tables with legal weight.

Statement triggers in the database also see bulk writes, raw SQL and other programs. Every insert, change and
deletion is kept, append-only; `append_only` does the same for a table that is itself a record.
"""

from collections.abc import Callable
from typing import Any

import pghistory
import pgtrigger


def remembered_except(*fields: str) -> Callable[[type[Any]], type[Any]]:
    """Keep the history of a model's rows, but for fields that are secrets or noise."""
    track: Callable[[type[Any]], type[Any]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(fields) or None,
        level=pgtrigger.Statement,
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
    )
    return track


def remembered(model: type[Any]) -> type[Any]:
    """Keep the whole history of a model's rows."""
    return remembered_except()(model)


def append_only(name: str) -> pgtrigger.Protect:
    """A trigger that refuses to change or delete a row once written."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


_changes: Callable[..., Any] = pgtrigger.UpdateOf


def stands(name: str, *columns: str) -> list[pgtrigger.Trigger]:
    """Triggers that refuse to delete a row or change these columns; whose record it is in a merge may put right."""
    return [
        pgtrigger.Protect(name=f"{name}_stays", operation=pgtrigger.Delete),
        pgtrigger.Protect(name=f"{name}_stands", operation=_changes(*columns)),
    ]
