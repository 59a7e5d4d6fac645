"""Every address that the URLconf knows, with the names of its arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

OURS = ("agencies.", "attendance.", "cases.", "config.", "enforcement.", "reporting.")


@dataclass(frozen=True)
class Route:
    """One pattern: its name (with its namespaces) or, lacking one, the pattern itself."""

    name: str
    pattern: str
    arguments: frozenset[str]
    view: Any
    has_name: bool

    def address(self, **arguments: Any) -> str:
        """The address for these arguments."""
        return reverse(self.name, kwargs=arguments) if self.has_name else f"/{self.pattern}"

    @property
    def is_ours(self) -> bool:
        """Whether the view is of one of our apps rather than of a library."""
        return self.module.startswith(OURS)

    @property
    def module(self) -> str:
        """Where the view is defined."""
        return getattr(self.view, "view_class", getattr(self.view, "cls", self.view)).__module__


def routes() -> list[Route]:
    """Every route of the URLconf in force."""
    return list(_walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "", ()))


def _walk(patterns: list[Any], before: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for each in patterns:
        whole = before + str(each.pattern).removeprefix("^")
        if not isinstance(each, URLPattern):
            within = (*spaces, each.namespace) if each.namespace else spaces
            yield from _walk(each.url_patterns, whole, within)
            continue
        # An argument may stand in the part of the address that several patterns share.
        named = re.findall(r"\?P<(\w+)>|<(?:\w+:)?(\w+)>", whole)
        name = ":".join((*spaces, each.name)) if each.name else whole
        yield Route(
            name, whole, frozenset(one or other for one, other in named), each.callback, bool(each.name)
        )
