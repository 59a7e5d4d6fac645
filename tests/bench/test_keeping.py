"""What benches find is kept as each ends, and put together in the form that build/bench.json promises."""

import json

import pytest

from tests.bench import __main__ as bench
from tests.bench import results
from tests.bench.results import Context, Result, at_least, at_most


@pytest.fixture(autouse=True)
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "BUILD", tmp_path)
    monkeypatch.setattr(Context, "workspace", tmp_path / "bench")
    Context.workspace.mkdir()
    return tmp_path


def test_a_stopped_run_keeps_what_was_measured_before(build, monkeypatch):
    def run(name: str, context: Context) -> list[Result]:
        if name == "second":
            raise KeyboardInterrupt
        return [at_most(name, 1.23456, 2)]

    class Bench:
        def __init__(self, name: str) -> None:
            self.name = name.removeprefix("tests.bench.bench_")

        def run(self, context: Context) -> list[Result]:
            return run(self.name, context)

    monkeypatch.setattr(bench.importlib, "import_module", Bench)
    monkeypatch.setattr(bench, "names", lambda: ["first", "second"])
    with pytest.raises(KeyboardInterrupt):
        bench.measure(["first", "second"], Context())
    assert json.loads((build / "bench.json").read_text()) == [
        {"name": "first", "value": 1.2346, "unit": "×", "target": "≤ 2", "ok": True}
    ]
    assert results.kept(["first"])
    assert not results.kept(["second"])


def test_a_bench_measured_anew_replaces_its_own_figures_alone(build):
    results.keep("first", [at_most("one", 3, 2)])
    results.keep("second", [at_least("two", 3, 2)])
    results.forget(["first"])
    assert [each["name"] for each in results.write(["first", "second"])] == ["two"]
    results.keep("first", [at_most("one", 1, 2, "ms")])
    found = results.write(["first", "second"])
    assert [(each["name"], each["ok"]) for each in found] == [("one", True), ("two", True)]
    assert json.loads((build / "bench.json").read_text()) == found


def test_a_name_that_is_no_bench_is_refused(capsys):
    with pytest.raises(SystemExit):
        bench.arguments_of(["nights"])
    assert "no such bench: nights" in capsys.readouterr().err
