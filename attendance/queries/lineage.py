"""History follows the school: which schools came before one and which after, by the register's links."""

from collections import defaultdict

from attendance.models import School, SchoolLink

BEFORE, AFTER = "predecessor", "successor"


def predecessors(school: School) -> tuple[int, ...]:
    """The URNs of the schools whose history is this school's, nearest first, in one query.

    A link counts in either direction: B is a predecessor of A, or A a successor of B.
    An academy conversion gives a new URN; the registers kept under the old one are reached through here.
    """
    before: dict[int, set[int]] = defaultdict(set)
    rows = SchoolLink.objects.filter(school__authority=school.authority_id)
    for urn, linked, kind in rows.values_list("school__urn", "linked_urn", "kind"):
        word = kind.casefold()
        if word.startswith(BEFORE):
            before[urn].add(linked)
        elif word.startswith(AFTER):
            before[linked].add(urn)
    found: list[int] = []
    waiting = [school.urn]
    while waiting:
        for urn in sorted(before[waiting.pop(0)]):
            if urn not in found and urn != school.urn:
                found.append(urn)
                waiting.append(urn)
    return tuple(found)
