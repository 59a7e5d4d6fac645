"""Parts of groups, such as those with a notice of the persistently absent: which of them are withheld.

One table, one sum: the parts of all groups add up to a total that is shown. So the promise of `small_numbers` can be
kept without an integer program. A hidden part lies between one and its group; what is left for it is the sum of the
hidden parts less the least, or the most, that the others can be. Further parts are hidden, the smallest first, until
every small number, and every small remainder of a group, could be as low as one and could be five or more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agencies.rules.small_numbers import LEAST, is_small


@dataclass(frozen=True)
class Share:
    """A group: how many it has, None where that is withheld, and how many of these the part has."""

    whole: int | None
    part: int


def withheld_parts(shares: Mapping[str, Share]) -> frozenset[str]:
    """The groups whose part must not be shown. All of them where the total is small
    or where nothing helps."""
    total = sum(each.part for each in shares.values())
    if is_small(total):
        return frozenset(shares)
    hidden = {name for name, each in shares.items() if _must_hide(each)}
    others = sorted((each.part, name) for name, each in shares.items() if each.part and name not in hidden)
    while not _is_safe(shares, hidden):
        if not others:
            return frozenset(shares)
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _must_hide(share: Share) -> bool:
    if share.whole is None:
        return True
    return is_small(share.part) or (bool(share.part) and is_small(share.whole - share.part))


def _is_safe(shares: Mapping[str, Share], hidden: Collection[str]) -> bool:
    """Noughts of groups that are shown are shown, so a hidden part is one or more unless its group is hidden too."""
    total = sum(shares[name].part for name in hidden)
    ranges = {name: (int(shares[name].whole is not None), _most(shares[name], total)) for name in hidden}
    least, most = (sum(each[end] for each in ranges.values()) for end in (0, 1))
    for name in hidden:
        share, (low, high) = shares[name], ranges[name]
        low, high = max(low, total - (most - high)), min(high, total - (least - low))
        if is_small(share.part) and not (low <= 1 and high >= LEAST):
            return False
        if share.whole is None or not is_small(share.whole - share.part):
            continue
        if not (share.whole - low >= LEAST and share.whole - high <= 1):
            return False
    return True


def _most(share: Share, total: int) -> int:
    return total if share.whole is None else share.whole
