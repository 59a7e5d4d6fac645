"""The register of a pupil's year as a table. `{% load register_grid %}{% register_grid grid %}`"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from attendance.grid import Cell, YearGrid

register = template.Library()


@register.inclusion_tag("components/register_grid.html")
def register_grid(grid: YearGrid) -> dict[str, Any]:
    """A row a week, a cell a session; each code with its meaning, and a key."""
    return {"grid": grid, "key": f"register-{slugify(grid.title)}"}


@register.simple_tag
def mark(cell: Cell | None) -> SafeString:
    """One cell: the code with its meaning; a mark that replaced another links to the change."""
    if cell is None or cell.kind == "off":
        return SafeString('<td class="mark mark--off"></td>')
    code = format_html('<abbr title="{}">{}</abbr>', cell.words, cell.code)
    if not cell.change_url:
        return format_html('<td class="mark mark--{}">{}</td>', cell.kind, code)
    return format_html(
        '<td class="mark mark--{} mark--changed"><a href="{}">{}<span class="govuk-visually-hidden"> changed,'
        " {} {} {}</span></a></td>",
        cell.kind,
        cell.change_url,
        code,
        cell.day.day,
        f"{cell.day:%B}",
        "afternoon" if cell.session else "morning",
    )
