"""What a comparison says, in sentences for people who decide: the answer, how sure it is, and what it does not say."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from agencies.rules.small_numbers import LEAST, is_small
from reporting.rules import definitions
from reporting.rules.comparing import Definition
from reporting.rules.effects import Estimate
from reporting.rules.what_worked import Answer, Balance, Refusal, Why

WARNING: Final = (
    "Pupils are offered help when their absence is high, and absence that is unusually high tends to fall by "
    "itself, help or no help (regression to the mean). A fall after an intervention is therefore no proof that it "
    "worked. Only the difference from similar pupils without it can be."
)
LIMITS: Final = (
    "Similar pupils are alike in what is recorded here: absence until the start, phase, year group and "
    "characteristics. Families who accept help, or whom a worker thinks it will reach, may differ in ways that "
    "nobody recorded, and pupils may have had other help at the same time. Those who never needed it later did "
    "somewhat better than could be known at the start, which makes an intervention look a little less than it is."
)
REFUSED: Final[Mapping[Why, str]] = {
    Why.FEW_PUPILS: "No answer: there are fewer than {pupils} pupils with enough sessions in every window.",
    Why.FEW_SCHOOLS: "No answer: the pupils go to fewer than {schools} schools, "
    "so the intervention cannot be told from what else those schools did.",
    Why.FEW_MATCHED: "No answer: fewer than {matched} in 100 of the pupils have a similar pupil without the "
    "intervention, so what would have become of them cannot be known.",
    Why.UNLIKE: "No answer: the most similar pupils without the intervention are still too unlike "
    "those with it ({unlike}).",
}


def definition_in_words(put: Definition) -> definitions.Definition:
    """What the points gained are, with every number in the question as it was put."""
    return definitions.Definition(
        "what-worked",
        "What worked: points of attendance gained beyond similar pupils",
        "How attendance changed from the window before to the windows during and after the start, less the same "
        "change among similar pupils without it (difference in differences), in percentage points.",
        f"Pupils aged 5 to 15 with whom a kind of intervention, or an agency, began. {definitions.LEFT_OUT}",
        "The present school year and the one before it, in school weeks that have ended.",
        "The schools' own registers as they stand, a pupil's schools added up; support as it was logged.",
        f"{method_in_words(put)} {LIMITS}",
    )


def points(value: float) -> str:
    """Percentage points with one decimal, rounded half up, without a sign: "2.1 percentage points"."""
    shown = _tenths(abs(value))
    return f"{shown} percentage point{'' if shown == Decimal('1.0') else 's'}"


def refusal_in_words(refusal: Refusal, definition: Definition) -> str:
    """Why there is no answer."""
    worst = max(refusal.balance, key=lambda each: abs(each.gap), default=None)
    return REFUSED[refusal.why].format(
        pupils=definition.least_pupils,
        schools=definition.least_schools,
        matched=round(100 * definition.least_matched),
        unlike=_lower(worst.name) if worst else "",
    )


def effect_in_words(effect: Estimate, when: str, confidence: float) -> str:
    """One effect: "After it, attendance was 2.1 percentage points higher than …, between … (98 % interval)"."""
    span = f"{signed(effect.low)} to {signed(effect.high)} ({round(100 * confidence)}% interval)"
    if not effect.is_clear:
        return (
            f"{when}, no difference from similar pupils can be shown: the best estimate is "
            f"{signed(effect.value)} percentage points of attendance, and anything from {span} would fit."
        )
    way = "more" if effect.value > 0 else "less"
    return f"{when}, attendance was {points(effect.value)} {way} than it would have been without it: {span}."


def by_itself_in_words(answer: Answer) -> str:
    """How much similar pupils changed without the intervention, which is what would have happened anyhow."""
    before, _, after = (sessions.attendance for sessions in answer.ours)
    gained, alone = after - before, answer.by_itself[1]
    seen = f"Attendance of pupils with it {_moved(gained)} from the window before to the window after."
    return f"{seen} Attendance of similar pupils without it {_moved(alone)} in the same weeks, by itself."


def numbers_in_words(answer: Answer | Refusal) -> str:
    """Who was counted, who was not and why; very few are only few."""
    n = answer.numbers
    within, complete, matched, similar = map(_few, (n.within, n.complete, n.matched, n.similar))
    return (
        f"{_pupils(n.began)} began it; {within} long enough after the first register and before the last; "
        f"{complete} had enough sessions in every window; {matched} of them, at "
        f"{n.schools:,} school{'' if n.schools == 1 else 's'}, had similar pupils, {similar} in all."
    )


def balance_in_words(balance: Balance) -> str:
    """How alike the groups are in one respect."""
    size = abs(balance.gap)
    if size <= 0.1:
        return "alike"
    return "nearly alike" if size <= 0.25 else "unlike"


def method_in_words(definition: Definition) -> str:
    """How the comparison is made, with every number in its definition."""
    return (
        f"Windows of {definition.weeks} school weeks before, during and after the start. Each pupil is compared with "
        f"up to {definition.neighbours} pupils of the same phase and year group without the intervention, whose "
        f"absence over the {definition.prior} windows before ran alike (within {definition.caliper:g} standard "
        f"deviations) and whose characteristics are nearest. A pupil counts with {definition.least_possible} possible "
        f"sessions or more in each window. No answer is given for fewer than {definition.least_pupils} pupils or "
        f"{definition.least_schools} schools. Intervals are of {round(100 * definition.confidence)}% and allow for "
        f"pupils of one school sharing what happens there."
    )


def chance_in_words(answers: int, definition: Definition) -> str:
    """How many of many comparisons would show something by chance alone."""
    expected = answers * (1 - definition.confidence)
    return (
        f"{answers:,} comparison{' is' if answers == 1 else 's are'} shown. If nothing had any effect, "
        f"about {_tenths(expected)} would still seem to show one by chance."
    )


def signed(value: float) -> str:
    """A figure with one decimal and its sign, a true minus: "+2.1", "−0.4", "0.0"."""
    shown = _tenths(abs(value))
    if not shown:
        return "0.0"
    return f"{'+' if value > 0 else '−'}{shown}"


def _moved(by: float) -> str:
    return f"{'rose' if by > 0 else 'fell'} by {points(by)}" if _tenths(abs(by)) else "stayed as it was"


def _pupils(count: int) -> str:
    return f"{count:,} pupil{'' if count == 1 else 's'}"


def _few(count: int) -> str:
    return f"fewer than {LEAST}" if is_small(count) else f"{count:,}"


def _lower(text: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _tenths(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
