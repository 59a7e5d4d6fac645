"""How flags and standings are said on a page. `{% load flag_words %}`"""

from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from agencies.templatetags.ui import tag
from agencies.words import percent
from attendance.models import Standing
from attendance.models.flag import FlagState
from attendance.models.register import Tier
from attendance.rules.flags import RULE_BY_KEY
from attendance.rules.school_flags import SCHOOL_RULE_BY_KEY

register = template.Library()
STATE_COLOURS = {"raised": "blue", "seen": "yellow", "acted": "green", "cleared": "grey"}
TIER_COLOURS = {Tier.NONE: "green", Tier.AT_RISK: "yellow", Tier.PERSISTENT: "orange", Tier.SEVERE: "red"}


@register.simple_tag
def rule_title(name: str) -> str:
    """The short name of a rule about children or about a school's registers."""
    return (RULE_BY_KEY.get(name) or SCHOOL_RULE_BY_KEY[name]).title


@register.simple_tag
def rule_sentence(name: str) -> str:
    """What a rule says."""
    return (RULE_BY_KEY.get(name) or SCHOOL_RULE_BY_KEY[name]).sentence


@register.simple_tag
def flag_state(state: str) -> SafeString:
    """A flag's state as a tag."""
    return tag(str(FlagState(state).label), STATE_COLOURS[state])


@register.simple_tag
def tier_tag(tier: int) -> SafeString:
    """A tier of absence as a tag."""
    return tag(str(Tier(tier).label), TIER_COLOURS[Tier(tier)])


@register.simple_tag
def standing_rate(standing: Standing | None) -> str:
    """A pupil's attendance in all their schools this year, exact for the row and rounded for the eye."""
    if standing is None or not standing.pupil_possible:
        return "no rate"
    return percent(Fraction(standing.pupil_possible - standing.pupil_absent, standing.pupil_possible))


@register.simple_tag
def academic_year(year: int) -> str:
    """An academic year as people say it: 2025/26."""
    return f"{year}/{(year + 1) % 100:02d}"
