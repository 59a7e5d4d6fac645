"""What a family was told of a notice that is not given in the end."""

from enforcement.models import Notice, NoticeSession, WarningLetter
from enforcement.rules.letters.after import Told
from enforcement.workflow import State, WarningState


def told_before(notice: Notice) -> Told:
    """What the parent was told before: that a notice may follow a warning, or a fresh one a withdrawn notice."""
    whose = {"pupil": notice.pupil_id, "parent": notice.parent_id}
    warnings = WarningLetter.objects.filter(
        **whose, case=notice.case_id, state__in=(WarningState.SERVED, WarningState.FAILED)
    )
    warning = warnings.order_by("-pk").first() if notice.about == "absence" else None
    days = NoticeSession.objects.filter(notice=notice).values("on")
    withdrawn = Notice.objects.filter(
        **whose, state=State.WITHDRAWN, ground="material_error", times_served__gt=0, sessions__on__in=days
    )
    fresh = withdrawn.exclude(fresh__state__in=(State.ISSUED, State.SERVED, State.PAID, State.CHARGED))
    before = fresh.order_by("-pk").first()
    return Told(warned_on=warning.sent_on if warning else None, withdrawn=before.reference if before else "")
