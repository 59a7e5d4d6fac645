"""Giving an agency access to a child, and ending it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from agencies.acting import Acting
from agencies.models import Agency
from agencies.rules.roles import Permission, Scope
from agencies.words import date as in_words
from attendance.actions.doors import locked
from attendance.models import Involvement, Pupil
from attendance.models.involvement import BY_ITSELF, Basis


class InvolvementRefused(Exception):
    """The involvement cannot be given or ended; the message says why and what to do."""


@transaction.atomic
def grant_involvement(
    *,
    pupil: Pupil,
    agency: Agency,
    basis: Basis,
    scope: Scope,
    until: date | None,
    note: str,
    sealed: bool,
    by: Acting,
) -> Involvement:
    """Involve an agency with a child from today until a last day, or until it is ended.

    The same involvement given twice is given once. Raises NotAllowed, and InvolvementRefused where the basis
    follows from the roll, the giver's own involvement opens less, the agency is closed or elsewhere,
    the last day has passed, or the agency is involved on other terms already.
    """
    child = locked(pupil, by, Permission.GRANT_INVOLVEMENT)
    _check(child, agency, basis, scope, until, by)
    held: Involvement | None = (
        Involvement.objects.live(by.on).filter(pupil=child, agency=agency, basis=basis).first()
    )
    if held is None:
        return Involvement.objects.create(
            pupil=child,
            agency=agency,
            basis=basis,
            scope=scope,
            began_on=by.on,
            ended_on=until,
            note=note,
            sealed=sealed,
            granted_by=by.user,
        )
    if (held.scope, held.ended_on, held.note, held.sealed) == (scope, until, note, sealed):
        return held
    raise InvolvementRefused(f"{agency} is involved for this reason already. End that to change it.")


def _check(pupil: Pupil, agency: Agency, basis: Basis, scope: Scope, until: date | None, by: Acting) -> None:
    if basis in BY_ITSELF:
        raise InvolvementRefused(
            "A school and its team are involved by the roll, another team by the case; nobody adds them."
        )
    if agency.authority_id != by.authority_id or not agency.is_open:
        raise InvolvementRefused("Choose an agency of your authority that is open.")
    if until is not None and until < by.on:
        raise InvolvementRefused(f"The last day must be {in_words(by.on)} or later.")
    own = Involvement.objects.live(by.on).filter(pupil=pupil, agency__in=by.reach)
    if scope > (own.aggregate(widest=Max("scope"))["widest"] or 0):
        raise InvolvementRefused("You cannot open more of the record than your own agency sees.")


@transaction.atomic
def end_involvement(*, involvement: Involvement, by: Acting) -> None:
    """End an agency's involvement now: its last day becomes yesterday. Ended already, nothing happens.

    One that began today, or is still to begin, is taken back altogether; the history keeps it. Raises
    NotAllowed, and InvolvementRefused where it follows from the roll or is another agency's and sealed.
    """
    child = locked(involvement.pupil, by, Permission.GRANT_INVOLVEMENT)
    row = Involvement.objects.select_for_update().filter(pk=involvement.pk, pupil=child).first()
    if row is None or (row.ended_on is not None and row.ended_on < by.on):
        return
    if row.basis in BY_ITSELF:
        raise InvolvementRefused("This involvement follows from the roll or the case and ends with it.")
    if row.sealed and row.agency_id not in by.reach:
        raise InvolvementRefused(f"Ask {row.agency} to end its own involvement.")
    if row.began_on >= by.on:
        row.delete()
        return
    row.ended_on = by.on - timedelta(days=1)
    row.save(update_fields=["ended_on"])


@transaction.atomic
def follow_request(
    *,
    pupil: Pupil,
    agency: Agency,
    scope: Scope | None,
    until: date,
    by: Acting,
    note: str = "",
    sealed: bool = False,
) -> None:
    """Let an agency that was asked to help see a child as far as the request stands; no scope: no further than until.

    It begins with the request, widens when that is accepted and ends with it; the same twice changes nothing. The
    caller holds the child's record locked and has checked whose move it is.
    """
    held = Involvement.objects.live(by.on).filter(pupil=pupil, agency=agency, basis=Basis.REQUEST).first()
    if scope is None:
        if held is not None and until < held.began_on:
            held.delete()
        elif held is not None:
            held.ended_on = until
            held.save(update_fields=["ended_on"])
        return
    if held is None:
        held = Involvement(
            pupil=pupil, agency=agency, basis=Basis.REQUEST, began_on=by.on, granted_by=by.user, note=note,
            sealed=sealed,
        )  # fmt: skip
    held.scope, held.ended_on = scope, until
    held.save()


@transaction.atomic
def follow_case(*, pupil: Pupil, team: Agency, by: Acting) -> None:
    """Let a team see a child because it has the child's case, as widely as a team of the child's school would.

    Again changes nothing. The caller holds the case locked and has checked whose act it is.
    """
    Involvement.objects.get_or_create(
        pupil=pupil, agency=team, basis=Basis.CASE, ended_on=None,
        defaults={"scope": Scope.LEGAL, "began_on": by.on, "granted_by": by.user},
    )  # fmt: skip


@transaction.atomic
def leave_case(*, pupil: Pupil, team: Agency, by: Acting) -> None:
    """End what a team sees because it had the child's case; what it sees by the roll goes on with the roll."""
    rows = Involvement.objects.live(by.on).filter(pupil=pupil, agency=team, basis=Basis.CASE)
    rows.filter(began_on__gte=by.on).delete()
    rows.update(ended_on=by.on - timedelta(days=1))
