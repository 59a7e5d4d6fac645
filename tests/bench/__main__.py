"""`python -m tests.bench [name …]`: run the benches, print the table, write build/bench.json.

What each bench found is kept as soon as it ends, and build/bench.json is put together from that: a run that was
stopped loses only the bench it was in, and `--go-on` measures what is missing. The exit code is 1 where a figure
misses its target. `--small` and `--large` set the sizes in pupils, `--requests` how often each page is asked for.
"""

import argparse
import importlib
import os
import signal
import sys
import time
from pathlib import Path

import django

from tests.bench.results import Context, Result, forget, keep, kept, write

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The benches there are, in the order in which they run."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def table(results: list[Result]) -> str:
    """The results as aligned lines."""
    rows = [
        (
            each["name"],
            f"{each['value']:,.4g} {each['unit']}",
            each["target"],
            "ok" if each["ok"] else "MISSED",
        )
        for each in results
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def measure(wanted: list[str], context: Context) -> None:
    """Run benches one after the other, in this process; each one's results are kept when it ends."""
    for name in wanted:
        began = time.monotonic()
        keep(name, importlib.import_module(f"tests.bench.bench_{name}").run(context))
        write(names())
        took, load = time.monotonic() - began, os.getloadavg()[0]
        print(f"  {name}: {took:.0f} s, load of the machine at the end {load:.1f}", flush=True)


def arguments_of(given: list[str]) -> argparse.Namespace:
    """What was asked for; ends the process with a message where that is no bench."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(names()) or 'none yet'}")
    parser.add_argument("--small", type=int, default=Context.small)
    parser.add_argument("--large", type=int, default=Context.large)
    parser.add_argument("--requests", type=int, default=Context.requests)
    parser.add_argument("--go-on", action="store_true", help="leave out what a stopped run has measured")
    chosen = parser.parse_args(given)
    if unknown := set(chosen.names) - set(names()):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    return chosen


def main(arguments: list[str]) -> int:
    """Measure and write; the exit code."""
    chosen = arguments_of(arguments)
    # Ended from outside, it still stops its workers and drops its databases.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    context = Context(small=chosen.small, large=chosen.large, requests=chosen.requests)
    context.workspace.mkdir(parents=True, exist_ok=True)
    wanted = chosen.names or names()
    if chosen.go_on:
        wanted = [name for name in wanted if not kept([name])]
    else:
        forget(wanted)
    measure(wanted, context)
    results = write(names())
    print(table(results))
    return 0 if all(each["ok"] for each in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
