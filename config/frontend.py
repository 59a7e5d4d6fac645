"""Build `static/built/` from the installed front-end packages: `python -m config.frontend`.

The design system is used as its owners allow outside GOV.UK: without the crown, the crest, the logotype and
the GDS Transport typeface. The packages come from npm by lock file and are never copied into the repository.
Source maps are not served, so the comments that point to them go too: the manifest storage would look for the
files.
"""

import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
BUILT = BASE_DIR / "static" / "built"
MODULES = BASE_DIR / "node_modules"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+")
CREST = re.compile(r"url\([^)]*(?:crest|crown|logotype)[^)]*\)")
ASSET = re.compile(r"url\(/assets/images/([^)]+)\)")


class PackageMissing(RuntimeError):
    """A front-end package is not installed."""


@dataclass(frozen=True)
class Package:
    """Where a package's built files lie, the name each is served under, and where its images are."""

    name: str
    source: Path
    files: dict[str, str]
    images: Path | None = None


def packages(modules: Path = MODULES) -> list[Package]:
    """The packages that pages load, each with {file in the package: file served}."""
    govuk = modules / "govuk-frontend" / "dist" / "govuk"
    moj = modules / "@ministryofjustice" / "frontend" / "moj"
    return [
        Package(
            "govuk",
            govuk,
            {"govuk-frontend.min.css": "govuk-frontend.css", "govuk-frontend.min.js": "govuk-frontend.js"},
            govuk / "assets" / "images",
        ),
        Package(
            "moj",
            moj,
            {"moj-frontend.min.css": "moj-frontend.css", "moj-frontend.min.js": "moj-frontend.js"},
            moj / "assets" / "images",
        ),
        Package("htmx", _installed("django_htmx") / "static" / "django_htmx", {"htmx-2.min.js": "htmx.js"}),
    ]


def styles(text: str) -> str:
    """A style sheet without foreign typefaces, crests and source maps, its images beside it in `images/`."""
    text = FONT_FACE.sub("", text).replace("GDS Transport,arial", "arial")
    return ASSET.sub(r"url(images/\1)", CREST.sub("none", without_source_map(text)))


def without_source_map(text: str) -> str:
    """The text without its pointer to a source map; the rest of its line stays: a file may be one line."""
    return SOURCE_MAP.sub("", text)


def build(target: Path = BUILT, modules: Path = MODULES) -> list[Path]:
    """Write every served file under `target`, remove what is no longer made, and return what was written.

    Raises PackageMissing where a package is not installed. A file that is already right is left untouched.
    """
    made: dict[Path, bytes] = {}
    for package in packages(modules):
        made |= _files_of(package, target / package.name)
    written = [path for path, content in made.items() if _write(path, content)]
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_file() and path not in made:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return written


def _files_of(package: Package, folder: Path) -> dict[Path, bytes]:
    """The served files of one package, with the images that its styles name."""
    if not package.source.is_dir():
        raise PackageMissing(f"{package.name} is not installed: run `npm ci --ignore-scripts` first.")
    files: dict[Path, bytes] = {}
    for source, served in package.files.items():
        text = (package.source / source).read_text(encoding="utf-8")
        if not served.endswith(".css"):
            files[folder / served] = without_source_map(text).encode()
            continue
        sheet = styles(text)
        files[folder / served] = sheet.encode()
        for image in sorted(set(re.findall(r"url\(images/([^)]+)\)", sheet))):
            files[folder / "images" / image] = ((package.images or package.source) / image).read_bytes()
    return files


def _write(path: Path, content: bytes) -> bool:
    """Write a file unless it already holds this content; returns whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)
    return True


def _installed(module: str) -> Path:
    """The folder of an installed Python package, without importing it."""
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise PackageMissing(f"{module} is not installed in this environment.")
    return Path(found.origin).parent


def main() -> int:
    """Build, and say in one line what was done."""
    try:
        written = build()
    except PackageMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"Front-end files: {len(written)} written to {BUILT.relative_to(BASE_DIR)}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
