"""What stands in the addresses of care, sweeps and views: a part of `things`."""

from collections.abc import Callable

from tests.permissions.thing import Thing
from tests.permissions.world import Aviary

THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {}
