"""Long-running children: started in process groups of their own, their lines prefixed, ended together."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from config.runner.places import ROOT
from config.runner.redis import die_with_us
from config.runner.report import CannotRun, say

SECONDS_TO_STOP = 20
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Somebody asked the runner to end: not an error, and not to be caught as one."""


@dataclass
class Child:
    """A process, by the name that stands before its lines."""

    name: str
    process: subprocess.Popen[str]


def on_stop(_signal: int, _frame: FrameType | None) -> None:
    """The first request to stop ends the run; further ones must not cut the clearing up short."""
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stop


def listen_for_stop() -> None:
    """From here on, Ctrl-C, a termination and a closed terminal raise Stop."""
    for each in STOP_SIGNALS:
        signal.signal(each, on_stop)


def start(name: str, command: Sequence[str], environ: Mapping[str, str]) -> Child:
    """Start a child whose group no Ctrl-C reaches, and which ends by itself if the runner is killed."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=die_with_us(),
    )
    return Child(name, process)


def relay(children: Sequence[Child], while_waiting: Callable[[], bool] = lambda: True) -> None:
    """Print the children's lines while `while_waiting` answers yes; raises CannotRun when a child ends."""
    with selectors.DefaultSelector() as selector:
        for child in children:
            assert child.process.stdout is not None
            os.set_blocking(child.process.stdout.fileno(), False)
            selector.register(child.process.stdout, selectors.EVENT_READ, child)
        while while_waiting():
            for key, _events in selector.select(timeout=0.2):
                _print_lines(key.data)
            for child in children:
                if child.process.poll() is not None:
                    _print_lines(child)
                    raise CannotRun(
                        f"The {child.name} ended by itself, with code {child.process.returncode}."
                    )


def end(children: Sequence[Child]) -> None:
    """Ask all groups to end, wait for them, and kill those that do not."""
    for child in children:
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        try:
            child.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"  The {child.name} does not end by itself: it is killed.")
        _signal(child, signal.SIGKILL)
        child.process.wait()


def _print_lines(child: Child) -> None:
    assert child.process.stdout is not None
    while line := child.process.stdout.readline():
        say(f"{child.name:>6} | {line.rstrip()}")


def _signal(child: Child, number: signal.Signals) -> None:
    """Signal the child's whole group; a group that is gone needs none."""
    try:
        os.killpg(child.process.pid, number)
    except ProcessLookupError:
        return
