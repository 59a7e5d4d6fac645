"""`python -m tests.bench [name …]`: run the benches, print the table, write build/bench.json.

The exit code is 1 where a figure misses its target. `--small` and `--large` set the sizes in pupils.
"""

import argparse
import importlib
import json
import os
import sys
import time
from pathlib import Path

import django

from tests.bench.results import BUILD, Context, Result

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


def measure(wanted: list[str], context: Context) -> list[Result]:
    """Run benches one after the other, in this process."""
    results: list[Result] = []
    for name in wanted:
        began = time.monotonic()
        results += importlib.import_module(f"tests.bench.bench_{name}").run(context)
        print(f"  {name}: {time.monotonic() - began:.0f} s", flush=True)
    return results


def main(arguments: list[str]) -> int:
    """Measure and write; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(names()) or 'none yet'}")
    parser.add_argument("--small", type=int, default=Context.small)
    parser.add_argument("--large", type=int, default=Context.large)
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(names()):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    context = Context(small=chosen.small, large=chosen.large)
    context.workspace.mkdir(parents=True, exist_ok=True)
    results = measure(chosen.names or names(), context)
    (BUILD / "bench.json").write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    print(table(results))
    return 0 if all(each["ok"] for each in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
