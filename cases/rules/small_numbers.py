"""Small numbers held back, so that no figure says something about one child."""

from collections.abc import Sequence

LEAST = 5


def held_back(counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts of one whole, with those from 1 to 4 held back as None.

    Where only one would be held back, it could be worked out from the total: the smallest of the others is then
    held back as well. Nought tells of nobody and stays.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < LEAST}
    if len(hidden) == 1:
        others = [(count, at) for at, count in enumerate(counts) if count and at not in hidden]
        hidden |= {at for _, at in sorted(others)[:1]}
    return tuple(None if at in hidden else count for at, count in enumerate(counts))
