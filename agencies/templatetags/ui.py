"""How days, numbers and small pieces of a page are written. `{% load ui %}`

Tags that stand in every row of a list build their markup here; larger pieces are templates in `components/`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import template
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from agencies import words
from agencies.rules.roles import Permission

register = template.Library()
for write in (words.date, words.moment, words.percent, words.number, words.plural):
    register.simple_tag(write)

COLOURS = frozenset({"grey", "blue", "teal", "green", "yellow", "orange", "red", "purple", "magenta"})


@dataclass(frozen=True)
class Task:
    """A line of a task list: where it leads, how far it is, in which colour, and a hint under it."""

    label: str
    url: str
    status: str
    colour: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Link:
    """A line of a navigation: the page's own line has `current`."""

    label: str
    url: str
    current: bool = False


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A tag: its text says the state, its colour only repeats it. Raises ValueError for an unknown colour."""
    if colour and colour not in COLOURS:
        raise ValueError(f"{colour} is not a tag colour: {', '.join(sorted(COLOURS))}")
    suffix = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', suffix, text)


@register.simple_tag
def row(
    key: str, value: Any, url: str = "", action: str = "Change", empty: str = "Not recorded"
) -> SafeString:
    """A row of a summary list, with a link that changes it where `url` is given."""
    shown = empty if value is None or value == "" else value
    link: Any = ""
    if url:
        link = format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a></dd>',
            url,
            action,
            key.lower(),
        )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if url else " govuk-summary-list__row--no-actions",
        key,
        shown,
        link,
    )


@register.simple_tag
def amount(key: str, value: int | None, empty: str = "Not known") -> SafeString:
    """A row of a summary list that holds a number, its thousands parted by commas."""
    return row(key, words.number(value, empty))


@register.simple_block_tag(end_name="endsummary")
def summary(content: str, kind: str = "") -> SafeString:
    """A summary list around `{% row %}` tags; kind "no-border" for one without lines."""
    suffix = f" govuk-summary-list--{kind}" if kind else ""
    return format_html('<dl class="govuk-summary-list{}">{}</dl>', suffix, content)


@register.simple_block_tag(end_name="endtable")
def table(content: str, caption: str, size: str = "m", hidden: bool = False) -> SafeString:
    """A table with its caption, in a region that scrolls sideways on a phone and takes the focus."""
    style = "govuk-visually-hidden" if hidden else f"govuk-table__caption--{size}"
    return format_html(
        '<div class="scroll" role="region" aria-label="{0}" tabindex="0"><table class="govuk-table">'
        '<caption class="govuk-table__caption {1}"><span class="caption">{0}</span></caption>'
        "{2}</table></div>",
        caption,
        style,
        content,
    )


@register.simple_tag
def headings(*labels: str) -> SafeString:
    """The heading row of a table; a label that starts with # heads a column of numbers."""
    cells = (
        (" govuk-table__header--numeric" if label.startswith("#") else "", label.removeprefix("#"))
        for label in labels
    )
    inner = format_html_join("", '<th scope="col" class="govuk-table__header{}">{}</th>', cells)
    return format_html('<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>', inner)


@register.simple_block_tag(end_name="endinset")
def inset(content: str) -> SafeString:
    """Inset text."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag(end_name="endwarning")
def warning(content: str) -> SafeString:
    """Warning text: what will happen, and to whom."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> {}'
        "</strong></div>",
        content,
    )


@register.simple_block_tag(end_name="enddetails")
def details(content: str, label: str, is_open: bool = False) -> SafeString:
    """Text that opens under its label, with or without JavaScript."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if is_open else "",
        label,
        content,
    )


@register.simple_block_tag(end_name="endnothing")
def nothing(content: str, title: str) -> SafeString:
    """What stands where a list is empty: that it is, and what to do next."""
    return format_html('<div class="nothing"><p class="govuk-body-l">{}</p>{}</div>', title, content)


@register.simple_block_tag(end_name="endnotification")
def notification(content: str, title: str = "Important", kind: str = "") -> SafeString:
    """A notification banner; kind "success" for what has just been done."""
    key = slugify(title) or "banner"
    return format_html(
        '<div class="govuk-notification-banner{0}" role="{1}" aria-labelledby="banner-{2}"'
        ' data-module="govuk-notification-banner"><div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title" id="banner-{2}">{3}</h2></div>'
        '<div class="govuk-notification-banner__content">{4}</div></div>',
        f" govuk-notification-banner--{kind}" if kind else "",
        "alert" if kind == "success" else "region",
        key,
        title,
        content,
    )


@register.simple_tag
def back(url: str, label: str = "Back") -> SafeString:
    """A link back."""
    link = '<nav aria-label="Back"><a class="govuk-back-link" href="{}">{}</a></nav>'
    return format_html(link, url, label)


@register.inclusion_tag("components/breadcrumbs.html")
def crumbs(*labels_and_urls: str) -> dict[str, Any]:
    """Breadcrumbs from pairs: `{% crumbs "Schools" schools_url school.name school_url %}`."""
    pairs = zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True)
    return {"trail": [Link(label, url) for label, url in pairs]}


@register.inclusion_tag("components/navigation.html")
def sections(links: Sequence[Any], label: str) -> dict[str, Any]:
    """The sub-pages of a record: objects with label, url and current."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any, noun: str = "result") -> dict[str, Any]:
    """Where in a list this page is and the way to the next: `page` is an `agencies.paging.Page`."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    rest = f"&{query.urlencode()}" if query else ""
    return {
        "page": page,
        "noun": noun if page.count == 1 and not page.is_capped else _several(noun),
        "rest": rest,
    }


def _several(noun: str) -> str:
    """The plural of a noun of lists: entries, notices."""
    return f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: template.Context, url: str, of_sums: bool = False) -> dict[str, Any]:
    """What this page shows as files, as it is narrowed here.

    A list of people is for whoever may take lists away; a page `of_sums` for everybody who reads it.
    """
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    rest = f"&{query.urlencode()}" if query else ""
    return {"url": url, "rest": rest, "may": of_sums or request.acting.may(Permission.EXPORT)}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, url: str = "", refresh: bool = False) -> dict[str, Any]:
    """How far a long work is. With `url` a link looks again; with `refresh` the page does so by itself."""
    return {
        "done": done,
        "total": total,
        "label": label,
        "url": url,
        "refresh": refresh and bool(url),
        "key": slugify(label),
        "percentage": min(done * 100 // total, 100) if total else 0,
    }


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Task], key: str = "task") -> dict[str, Any]:
    """Tasks with their states; `key` keeps ids apart where a page has two lists."""
    return {"tasks": list(tasks), "key": key}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of these forms, or sets of forms, under its field's label, each leading to its input."""
    lines: list[tuple[str, str]] = []
    for form in chain.from_iterable(each if isinstance(each, BaseFormSet) else (each,) for each in forms):
        lines += [("", error) for error in form.non_field_errors()]
        lines += [
            (field.first_id, f"{field.label}: {error}")
            for field in form.visible_fields()
            for error in field.errors
        ]
        lines += [("", error) for field in form.hidden_fields() for error in field.errors]
    return {"lines": lines}


@register.simple_block_tag(end_name="endfilters", takes_context=True)
def filters(
    context: template.Context, content: str, label: str = "Filter", opened: bool = False
) -> SafeString:
    """A filter panel: fields sent in the address, so that a filtered list can be shared and bookmarked."""
    return format_html(
        '<details class="filters"{0}><summary class="filters__title">{1}</summary>'
        '<form method="get" action="{2}" role="search" aria-label="{1}" novalidate>{3}'
        '<div class="govuk-button-group"><button class="govuk-button">Apply filters</button>'
        '<a class="govuk-link" href="{2}">Clear filters</a></div></form></details>',
        SafeString(" open") if opened else "",
        label,
        context["request"].path,
        content,
    )
