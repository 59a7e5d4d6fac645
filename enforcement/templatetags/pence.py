"""How amounts kept in pence are written. `{% load pence %}`"""

from django import template

from enforcement.rules import provision

register = template.Library()


@register.simple_tag
def pounds(pence: int | None, none: str = "Not known") -> str:
    """An amount as people read it: "£80", or "£80.50"."""
    return none if pence is None else provision.pounds(pence)
