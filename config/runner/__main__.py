"""The commands: `python3 -m config.runner run | test | check | bench | manage | schema | lock | stop`."""

import argparse
import sys

from config.runner import serve, verify
from config.runner.lock import lock
from config.runner.report import CannotRun, say

HELP = {
    "run": "set everything up and serve the demonstration authority",
    "stop": "end a `run` of this checkout",
    "test": "run the tests; arguments go to pytest",
    "check": "style, types, imports, migrations, templates, schema, deployment; arguments name some of them",
    "bench": "measure; arguments name some of the benches",
    "manage": "run one of the application's own commands on the data of `run`",
    "schema": "write docs/openapi.yaml from the code",
    "lock": "write the lock files anew",
}


def main(arguments: list[str]) -> int:
    """Run one command; its exit code, 2 where something stands in the way."""
    parser = argparse.ArgumentParser(prog="python3 -m config.runner", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_text in HELP.items():
        commands.add_parser(name, help=help_text, add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    try:
        return _start(chosen.command, rest)
    except CannotRun as refusal:
        say(f"\n{refusal}")
        return 2


def _start(command: str, rest: list[str]) -> int:
    match command:
        case "test":
            return verify.test(rest)
        case "check":
            return verify.check(rest)
        case "bench":
            return verify.bench(rest)
        case "manage":
            return serve.manage_here(rest)
        case "schema":
            return verify.schema()
        case "run":
            serve.run()
        case "stop":
            serve.stop()
        case "lock":
            lock()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
