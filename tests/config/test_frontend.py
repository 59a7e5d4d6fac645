"""The served front-end files: no foreign typeface, no crown, nothing fetched from elsewhere."""

import re

import pytest

from config import frontend

pytestmark = pytest.mark.skipif(
    not (frontend.MODULES / "govuk-frontend").is_dir(),
    reason="the front-end packages are not installed: npm ci --ignore-scripts",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("built")
    frontend.build(target)
    return target


def files(folder, *suffixes):
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in suffixes]


def test_the_pages_files_are_all_made(built):
    for name in (
        "govuk/govuk-frontend.css",
        "govuk/govuk-frontend.js",
        "moj/moj-frontend.css",
        "moj/moj-frontend.js",
        "htmx/htmx.js",
    ):
        assert (built / name).stat().st_size > 10_000, name


def test_no_typeface_is_served_or_named(built):
    assert files(built, ".woff", ".woff2", ".ttf", ".otf", ".eot") == []
    for sheet in files(built, ".css"):
        text = sheet.read_text()
        assert "@font-face" not in text
        assert "GDS Transport" not in text
        assert "font-family:arial" in text


def test_no_crown_crest_or_logotype_is_served_or_named(built):
    marks = re.compile(r"crown\.|crest|logotype|opengraph", re.IGNORECASE)
    assert [path for path in built.rglob("*") if marks.search(path.name)] == []
    for sheet in files(built, ".css"):
        assert re.findall(r"url\([^)]*(?:crown|crest|logotype)[^)]*\)", sheet.read_text()) == []


def test_style_sheets_fetch_only_files_that_lie_beside_them(built):
    for sheet in files(built, ".css"):
        text = sheet.read_text()
        assert "@import" not in text
        for address in re.findall(r"url\(([^)]+)\)", text):
            assert (sheet.parent / address).is_file(), f"{sheet.name} names {address}"


def test_scripts_import_nothing_and_load_nothing_from_elsewhere(built):
    for script in files(built, ".js"):
        text = script.read_text()
        assert re.search(r"\bimport\s*[\"'{*]", text) is None
        hosts = set(re.findall(r"https?://([\w.-]+)", text))
        assert hosts <= {"www.w3.org"}, f"{script.name} names {hosts}"


def test_source_maps_are_neither_served_nor_named(built):
    assert files(built, ".map") == []
    for path in files(built, ".css", ".js"):
        assert "sourceMappingURL" not in path.read_text()


def test_a_script_on_one_line_keeps_its_code():
    text = 'run("//example");//# sourceMappingURL=all.min.js.map'
    assert frontend.without_source_map(text) == 'run("//example");'


def test_a_second_build_writes_nothing(built):
    assert frontend.build(built) == []


def test_a_file_that_is_no_longer_made_is_removed(built):
    stale = built / "old" / "stale.css"
    stale.parent.mkdir()
    stale.write_text("p{}")
    frontend.build(built)
    assert not stale.parent.exists()


def test_a_missing_package_is_named_with_the_remedy(tmp_path):
    with pytest.raises(frontend.PackageMissing, match="govuk is not installed: run `npm ci"):
        frontend.build(tmp_path / "built", tmp_path / "node_modules")
