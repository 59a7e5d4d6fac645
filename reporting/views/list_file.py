"""What the lists behind numbers of reports share: who asks for which, and their rows as cells of a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.http import Http404

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from agencies.tables import Value

A = TypeVar("A")
L = TypeVar("L")
R = TypeVar("R")
# Rows of which the children and schools are read together.
AT_ONCE = 2_000


def list_behind(
    request: CaseworkRequest,
    ask: Callable[..., A],
    listed: Callable[[A, Mapping[str, str], Permission], L | None],
    to: Permission,
) -> tuple[A, L]:
    """What is asked for, and the list behind its number. Raises Http404 for a number that has no list."""
    given = request.GET.dict()
    asked = ask(request.acting, given, of_list=True)
    found = listed(asked, given, to)
    if found is None:
        raise Http404
    return asked, found


def cells_of(
    rows: Sequence[R],
    lines: Callable[[Sequence[R]], Iterable[Any]],
    cells: Callable[[Any], tuple[Value, ...]],
) -> Iterator[tuple[Value, ...]]:
    """The cells of each row: `lines` reads what stands in the lines of some rows, `cells` takes them from one."""
    for start in range(0, len(rows), AT_ONCE):
        yield from map(cells, lines(rows[start : start + AT_ONCE]))


def left_out_of(number: int) -> tuple[str, ...]:
    """The note that a number of a list's rows is in no file of the person's, where there are any."""
    return (f"{number:,} of the number are left out: no list of them is yours to take.",) if number else ()
