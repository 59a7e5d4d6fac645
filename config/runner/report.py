"""What the runner says while it works: a line per step, with the time it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class CannotRun(RuntimeError):
    """Something stands in the way that only a person can change; the message says what and how."""


def say(line: str = "") -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step, and say how long it took once it is done."""
    began = time.monotonic()
    if sys.stdout.isatty():
        print(f"  {name} …", end="\r", flush=True)
    else:
        say(f"  {name} …")
    yield
    say(f"  {name}: {time.monotonic() - began:.1f} s")
