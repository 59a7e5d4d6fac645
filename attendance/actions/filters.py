"""Keeping and dropping one's own filters."""

from agencies.acting import Acting
from attendance.models import SavedFilter


def save_filter(*, by: Acting, name: str, choices: dict[str, str]) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it."""
    saved, _ = SavedFilter.objects.update_or_create(
        membership=by.membership, name=name, defaults={"choices": choices}
    )
    return saved


def forget_filter(*, saved: SavedFilter) -> None:
    """Remove a filter; the caller found it among the person's own."""
    saved.delete()
