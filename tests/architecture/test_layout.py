"""The top level holds exactly what the design names, and each app what belongs to it."""

from tests.architecture.sources import APPS, ROOT, tracked

DIRECTORIES = {*APPS, ".ci", "config", "docs", "static", "templates", "tests"}
FILES = {
    ".dockerignore", ".gitignore", "Dockerfile", "Makefile", "README.md", "docker-compose.yml", "manage.py",
    "package-lock.json", "package.json", "pyproject.toml",
    "requirements-dev.txt", "requirements-node.txt", "requirements.txt",
}  # fmt: skip


def test_the_top_level_is_exactly_as_designed() -> None:
    assert {path.split("/")[0] for path in tracked() if "/" in path} == DIRECTORIES
    assert {path for path in tracked() if "/" not in path} == FILES


def test_every_app_says_what_belongs_in_it() -> None:
    for app in APPS:
        assert (ROOT / app / "apps.py").read_text().startswith('"""'), app


def test_tests_stand_where_their_source_stands() -> None:
    """tests/<app>/… mirrors <app>/…; the other directories are kinds of test that belong to no app."""
    kinds = {*APPS, "architecture", "bench", "browser", "config", "factories", "journeys", "permissions"}
    assert {
        path.split("/")[1] for path in tracked() if path.startswith("tests/") and path.count("/") > 1
    } <= kinds


def test_nothing_built_or_installed_is_under_version_control() -> None:
    outside = (".local/", ".venv/", "build/", "node_modules/", "static/built/")
    assert [path for path in tracked() if path.startswith(outside)] == []
