"""What the law leaves open, in words. `{% load open_points %}`"""

from datetime import date
from typing import Any

from django import template

from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.rules.answers import RESTS_ON

register = template.Library()


@register.simple_tag
def said(value: object) -> str:
    """An answer as people say it: Yes, No, a number, a day."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return in_words(value) if isinstance(value, date) else str(value)


@register.inclusion_tag("attendance/settings/rests_on.html", takes_context=True)
def rests_on(context: template.Context, rule: str) -> dict[str, Any]:
    """The open points that a flag rule rests on, with the way to what the council decided; empty for most."""
    acting = context.get("acting")
    may_read = acting is not None and acting.may(Permission.VIEW_STATISTICS)
    return {"points": RESTS_ON.get(rule, ()), "may_read": may_read}
