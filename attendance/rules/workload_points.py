"""What a case weighs in an officer's workload, each with its default: the authority's own dated answers.

Weights are in tenths of an ordinary case, one that is supported under a plan. The defaults are our choice: the
strategy (January 2007) asks that work is shared fairly in a locality team and names no number.
"""

from attendance.rules.open_point import OpenPoint

OURS = "Our choice; the strategy asks for a fair share of the work and names no number."


def _weight(key: str, which: str, default: int) -> OpenPoint[int]:
    return OpenPoint(
        f"workload_{key}",
        f"How much does {which} weigh in an officer's workload, in tenths of a case supported under a plan?",
        default,
        OURS,
        least=1,
        greatest=100,
    )


WORKLOAD_ASSESSING = _weight("assessing", "a case that is being assessed", 15)
WORKLOAD_SUPPORTED = _weight("supported", "a case that is supported under a plan", 10)
WORKLOAD_ENFORCING = _weight("enforcing", "a case in which enforcement is considered", 20)
WORKLOAD_CLOSING = _weight("closing", "a case that is settled and watched", 4)
WORKLOAD_PAUSED = _weight("paused", "a paused case", 2)
WORKLOAD_HELD = _weight("held", "a notice, court step or order that is open on a case, on top of it,", 5)

WORKLOAD_POINTS: tuple[OpenPoint[int], ...] = (
    WORKLOAD_ASSESSING,
    WORKLOAD_SUPPORTED,
    WORKLOAD_ENFORCING,
    WORKLOAD_CLOSING,
    WORKLOAD_PAUSED,
    WORKLOAD_HELD,
)
