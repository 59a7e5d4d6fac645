"""Budgets of the house: a size about to be passed is a question ("is this two things?")."""

import ast
import re
from statistics import median, quantiles

import pytest

from tests.architecture.sources import LOCKS, ROOT, SOURCE, Module, length, modules, parse, tracked

FILE_MAX, FILE_P95 = 500, 300
FUNCTION_MAX, FUNCTION_P95, FUNCTION_MEDIAN = 60, 35, 12
CLASS_MAX = 150
FORBIDDEN_NAMES = {
    "utils", "helpers", "common", "core", "services", "signals", "managers", "mixins", "constants",
}  # fmt: skip
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b|raise NotImplemented[E]rror")
MACHINE = re.compile(r"(?<![\w./])/(?:work|root|home/\w+|Users)/\w")
REGISTRIES = re.compile(
    r"--(?:extra-)?index-url|https?://[\w.-]*(?:pypi|pythonhosted|npmjs|yarnpkg)[\w.-]*|\"resolved\":"
)
SIGNAL_MODULES = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
RECEIVERS_OF_THE_FRAMEWORK = {"receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}


def p95(sizes: list[int]) -> float:
    return quantiles(sizes, n=20)[-1]


def names(found: list[tuple[str, int]], limit: int) -> list[str]:
    return [f"{name}: {size}" for name, size in found if size > limit]


def inner_imports(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno}"
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def save_overrides(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno}"
        for each in module.classes()
        for node in each.body
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]


def signals(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and (
            node.module in SIGNAL_MODULES or RECEIVERS_OF_THE_FRAMEWORK & {alias.name for alias in node.names}
        )
    ]


def broad_catches(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]


def unexplained(module: Module) -> list[str]:
    """Silenced checks without a reason after them, or in a comment on the line above."""
    pattern = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>[^#\n]*(?:#.*)?)$")
    lines = module.text.splitlines()
    return [
        f"{module.path}:{number}"
        for number, (above, line) in enumerate(zip(["", *lines], lines, strict=False), 1)
        if (match := pattern.search(line))
        and len(re.findall(r"[a-z]{2,}", match["rest"])) < 3
        and not above.strip().startswith("#")
    ]


def test_files_are_short() -> None:
    sizes = [(module.path, module.lines) for module in modules(*SOURCE)]
    assert names(sizes, FILE_MAX) == []
    assert p95([size for _, size in sizes]) <= FILE_P95


def test_test_files_are_short_too() -> None:
    assert names([(module.path, module.lines) for module in modules("tests")], FILE_MAX) == []


def test_functions_are_short() -> None:
    sizes = [
        (f"{module.path}:{each.name}", length(each))
        for module in modules(*SOURCE)
        for each in module.functions()
    ]
    assert names(sizes, FUNCTION_MAX) == []
    assert p95([size for _, size in sizes]) <= FUNCTION_P95
    assert median(size for _, size in sizes) <= FUNCTION_MEDIAN


def test_classes_are_short() -> None:
    sizes = [
        (f"{module.path}:{each.name}", length(each))
        for module in modules(*SOURCE)
        for each in module.classes()
    ]
    assert names(sizes, CLASS_MAX) == []


@pytest.mark.parametrize("rule", [inner_imports, save_overrides, signals, broad_catches, unexplained])
def test_the_source_keeps_the_rule(rule) -> None:
    assert [place for module in modules(*SOURCE) for place in rule(module)] == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (inner_imports, "def f():\n    import os\n"),
        (save_overrides, "class A:\n    def save(self):\n        return 1\n"),
        (signals, "from django.dispatch import receiver\n"),
        (signals, "from django.db.models.signals import post_save\n"),
        (broad_catches, "try:\n    f()\nexcept Exception:\n    raise\n"),
        (broad_catches, "try:\n    f()\nexcept:\n    raise\n"),
        (unexplained, "import os  # noqa: F401\n"),
        (unexplained, "x = f()  # type: ignore[arg-type]\n"),
    ],
)
def test_a_planted_breach_is_found(rule, planted) -> None:
    assert len(rule(parse("planted.py", planted))) == 1


def test_a_silenced_check_with_its_reason_passes() -> None:
    line = "class UnknownCode(LookupError): ...  # noqa: N818 - callers read it as words\n"
    assert unexplained(parse("explained.py", line)) == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {path: set(path.removesuffix(".py").split("/")) for path in tracked() if path.endswith(".py")}
    assert [path for path, words in parts.items() if words & FORBIDDEN_NAMES] == []


def texts() -> list[tuple[str, int, str]]:
    """Every line of every text file under version control: (path, number, line)."""
    found = []
    for path in tracked():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        found += [(path, number, line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def test_nothing_is_left_unfinished() -> None:
    assert [f"{p}:{n}" for p, n, line in texts() if p not in LOCKS and UNFINISHED.search(line)] == []


def test_no_path_of_a_machine() -> None:
    assert [f"{p}:{n}" for p, n, line in texts() if MACHINE.search(line)] == []


def test_no_address_of_a_package_registry() -> None:
    assert [
        f"{p}:{n}" for p, n, line in texts() if not p.startswith("tests/") and REGISTRIES.search(line)
    ] == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE.search("see {}work/main/x".format("/"))
    assert not MACHINE.search("{ROOT}/home/page and /var/tmp")
    assert REGISTRIES.search('"resolved": "x"')
    assert UNFINISHED.search("# {}DO later".format("TO"))
