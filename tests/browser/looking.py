"""What a page must be, whoever looks at it: findings as sentences, none for a page that is well."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from config.runner.places import ROOT

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WITH_ADVICE = (*WCAG, "best-practice")
RUN = """tags => axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
}).then(found => found.violations)"""
STRUCTURE = """() => ({
    lang: document.documentElement.lang,
    title: document.title,
    h1: [...document.querySelectorAll("h1")].map(heading => heading.textContent.trim()),
    main: document.querySelectorAll("main").length,
    ids: [...document.querySelectorAll("[id]")].map(element => element.id),
    unlabelled: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
        .filter(field => !field.labels.length && !field.ariaLabel).map(field => field.name || field.id),
    tables: [...document.querySelectorAll("main table:not(:has(caption))")].length,
    unsent: [...document.querySelectorAll("form")].filter(form => !form.querySelector("button, input[type=submit]")
        && !document.querySelector(`button[form="${form.id}"]`)).map(form => form.action),
    bare: [...document.querySelectorAll("form[method=post]:not([action='#form'])")]
        .filter(form => !form.querySelector("[name=csrfmiddlewaretoken]")).map(form => form.action),
})"""
WIDER = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth;
    return !wide ? [] : [...document.querySelectorAll("body *")]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll"))
        .map(each => `${each.tagName.toLowerCase()}.${each.className} ${each.textContent.trim().slice(0, 40)}`)
        .slice(0, 5).concat(["the page is wider than the window"]);
}"""
WORDS = """() => document.querySelector("main").textContent.split(/\\s+/).filter(Boolean)"""


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page, tags: tuple[str, ...] = WITH_ADVICE) -> list[str]:
    """What axe finds at the present width, each with the elements it is about."""
    page.evaluate(_axe())
    return [_told(violation) for violation in page.evaluate(RUN, list(tags))]


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['html'][:160]} ({_why(node)})" for node in violation["nodes"][:4])
    return f"{violation['id']}, {violation['impact']}: {violation['help']}: {places}"


def _why(node: dict[str, Any]) -> str:
    return " ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])[:160]


def faults_of_structure(page: Page) -> list[str]:
    """What is wrong with title, headings, names of fields, tables and forms."""
    held = page.evaluate(STRUCTURE)
    found = []
    if held["lang"] != "en":
        found.append(f"language {held['lang']!r}")
    if len(held["h1"]) != 1 or not held["h1"][0]:
        found.append(f"main headings {held['h1']}")
    name, _, service = held["title"].rpartition(" – ")
    if service != "Attendance casework" or not name.strip():
        found.append(f"title {held['title']!r}")
    if held["main"] != 1:
        found.append(f"{held['main']} main regions")
    if doubled := {each for each in held["ids"] if held["ids"].count(each) > 1}:
        found.append(f"ids used twice: {sorted(doubled)}")
    for what in ("unlabelled", "unsent", "bare"):
        if held[what]:
            found.append(f"{what}: {held[what]}")
    if held["tables"]:
        found.append(f"{held['tables']} tables without a caption")
    return found


def too_wide(page: Page) -> list[str]:
    """What makes the page wider than the window, if it is."""
    return list(page.evaluate(WIDER))


def words_of(page: Page) -> list[str]:
    """The words of the main region, seen or folded away."""
    return list(page.evaluate(WORDS))
