"""`make test`, `make check` and `make bench`."""

import os
import time
from collections.abc import Mapping, Sequence

from config.runner.checks import CHECKS, PRODUCTION, SCHEMA, Check
from config.runner.commands import chromium, show
from config.runner.install import set_up
from config.runner.places import LOCAL, PYTHON, alone
from config.runner.report import CannotRun, say
from config.runner.servers import serving

# Two processes, each with a database of its own; tests in one group (those that start servers) take turns.
SHARED_OUT = ("-n", "2", "--dist", "loadgroup")
# All tests, in two parts: those that start servers or workers have a process to themselves, so that nothing that
# another test did to its process stands between them and their workers.
PARTS = ((*SHARED_OUT, "-m", "not servers"), ("-m", "servers"))


def test(arguments: Sequence[str]) -> int:
    """Run the tests, all or those the arguments name; pytest's exit code."""
    say("Tests")
    with alone("test", wait=True):
        set_up(development=True)
        _say_browser()
        with serving("test", os.environ) as addresses:
            parts = [(*SHARED_OUT, *arguments)] if arguments else PARTS
            variables = {**os.environ, **addresses}
            return max(show([PYTHON, "-m", "pytest", *part], variables) for part in parts)


def check(names: Sequence[str]) -> int:
    """Run every check, or those named, to the end, each with its time; 1 where one failed."""
    say("Checks")
    unknown = set(names) - {each.name for each in CHECKS}
    if unknown:
        raise CannotRun(
            f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(c.name for c in CHECKS)}"
        )
    with alone("test", wait=True):
        set_up(development=True)
        with serving("test", os.environ) as addresses:
            wanted = [each for each in CHECKS if not names or each.name in names]
            failed = [each.name for each in wanted if not _passes(each, {**os.environ, **addresses})]
    say(
        f"{len(wanted) - len(failed)} of {len(wanted)} checks passed"
        + "".join(f"\n  failed: {n}" for n in failed)
    )
    return 1 if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """Measure, as the application runs in production; the bench's exit code."""
    say("Bench")
    with alone("bench", wait=True):
        set_up(development=True)
        with serving("bench", os.environ) as addresses:
            environ = {
                "SECRET_KEY": "for-the-bench-only",
                "DJANGO_DEBUG": "0",
                "MEDIA_ROOT": str(LOCAL / "bench-media"),
            }
            return show([PYTHON, "-m", "tests.bench", *arguments], {**environ, **os.environ, **addresses})


def schema() -> int:
    """Write the committed schema anew; the exit code of the command that describes the interface."""
    with alone("test", wait=True):
        set_up(development=True)
        with serving("test", os.environ) as addresses:
            describe = [str(PYTHON), "manage.py", "spectacular", "--validate", "--fail-on-warn"]
            return show([*describe, "--file", str(SCHEMA)], {**PRODUCTION, **os.environ, **addresses})


def _passes(each: Check, environ: Mapping[str, str]) -> bool:
    began = time.monotonic()
    done = each.run(environ)
    say(f"  {each.name:<12} {'ok' if done.ok else 'FAILED':<7} {time.monotonic() - began:5.1f} s")
    if not done.ok:
        say("\n".join(f"    {line}" for line in done.output.splitlines()))
    return done.ok


def _say_browser() -> None:
    path = chromium()
    if path:
        say(f"  Browser tests: with {path}")
    elif os.environ.get("CASEWORK_REQUIRE_BROWSER") == "1":
        raise CannotRun("Browser tests are required here, but there is no Chromium on the path.")
    else:
        say("  Browser tests are skipped: no Chromium on the path (on Debian: apt-get install chromium)")
