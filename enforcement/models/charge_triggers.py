"""What the database itself never lets be charged, whoever writes it and by whatever route."""

import pgtrigger

# An offence and the order that it rests on belong together; what rests on sessions rests on no order.
OFFENCES_OF_ABSENCE = "('s444(1)', 's444(1A)')"

# Whoever writes a charge: considered first where the law asks it, with sessions, and never past the hard clock.
MAY_BE_CHARGED = pgtrigger.Trigger(
    name="charged_within_the_law",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "charged_on", "consideration_id"),
    func=f"""
        IF NEW.state <> 'charged' THEN RETURN NEW; END IF;
        IF NEW.offence <> 'sch3p18' AND NOT EXISTS (
            SELECT FROM enforcement_supervisionconsideration c WHERE c.id = NEW.consideration_id
               AND c.pupil_id = NEW.pupil_id AND c.on <= NEW.charged_on)
        THEN RAISE EXCEPTION 'no supervision order was considered before the charge' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.offence IN {OFFENCES_OF_ABSENCE} AND
           COALESCE((SELECT max(s.on) + interval '6 months' FROM enforcement_chargedsession s
                      WHERE s.prosecution_id = NEW.id), '-infinity') < NEW.charged_on
        THEN RAISE EXCEPTION 'no session charged is within six months' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# A charge about an order: served on this parent, in force on every day charged, in time, and no day twice.
ABOUT_AN_ORDER = pgtrigger.Trigger(
    name="charged_about_an_order",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "charged_on"),
    func=f"""
        IF NEW.state <> 'charged' OR NEW.offence IN {OFFENCES_OF_ABSENCE} THEN RETURN NEW; END IF;
        IF COALESCE((SELECT max(b.on) + interval '6 months' FROM enforcement_chargedfailure f
                       JOIN enforcement_breach b ON b.id = f.breach_id WHERE f.prosecution_id = NEW.id),
                    '-infinity') < NEW.charged_on
        THEN RAISE EXCEPTION 'no failure charged is within six months' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM enforcement_chargedfailure f
              JOIN enforcement_breach b ON b.id = f.breach_id
              LEFT JOIN enforcement_attendanceorder a ON a.id = NEW.attendance_order_id
               AND a.id = b.attendance_id AND a.parent_id = NEW.parent_id AND a.pupil_id = NEW.pupil_id
              LEFT JOIN enforcement_supervisionorder s ON s.id = NEW.supervision_order_id
               AND s.id = b.supervision_id AND s.pupil_id = NEW.pupil_id
             WHERE f.prosecution_id = NEW.id
               AND NOT COALESCE(b.on <= NEW.charged_on AND b.on > COALESCE(a.served_on, s.served_on)
                            AND b.on <= COALESCE(a.ended_on, LEAST(s.expires_on, s.ended_on), 'infinity'), false))
        THEN RAISE EXCEPTION 'the order was not in force and served on every day charged'
             USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# What a court was told stays as it was told.
CHARGE_STANDS = pgtrigger.Trigger(
    name="charge_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__charged_on__isnull=False),
    func="""
        IF TG_OP = 'DELETE'
           OR (OLD.offence, OLD.charged_on, OLD.consideration_id, OLD.decision_id, OLD.parent_id,
               OLD.attendance_order_id, OLD.supervision_order_id)
           IS DISTINCT FROM (NEW.offence, NEW.charged_on, NEW.consideration_id, NEW.decision_id, NEW.parent_id,
               NEW.attendance_order_id, NEW.supervision_order_id)
        THEN RAISE EXCEPTION 'a charge that was laid is not changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# What is charged is used from the charge on, however it ends.
USE_WHAT_IS_CHARGED = pgtrigger.Trigger(
    name="sessions_follow_their_charge",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("state"),
    func="""
        UPDATE enforcement_chargedsession SET is_live = NEW.state NOT IN ('draft', 'dropped')
         WHERE prosecution_id = NEW.id;
        UPDATE enforcement_chargedfailure SET is_live = NEW.state NOT IN ('draft', 'dropped')
         WHERE prosecution_id = NEW.id;
        RETURN NULL;
    """,
)


def _as_its_charge(name: str, more: str = "") -> pgtrigger.Trigger:
    """What is charged is written while its prosecution is a draft, and is live with it; `more` adds to that."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_live", "prosecution_id"),
        func=f"""
        SELECT p.state NOT IN ('draft', 'dropped') INTO NEW.is_live
          FROM enforcement_prosecution p WHERE p.id = NEW.prosecution_id;
        IF TG_OP = 'INSERT' AND NEW.is_live
        THEN RAISE EXCEPTION 'a charge that was laid is not changed' USING ERRCODE = 'check_violation';
        END IF;{more}
        RETURN NEW;
    """,
    )


def _stays_once_charged(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__is_live=True),
        func="RAISE EXCEPTION 'a charge that was laid is not changed' USING ERRCODE = 'check_violation';",
    )


# A failure is charged while its prosecution is a draft.
FOLLOW_CHARGE_OF_FAILURE = _as_its_charge("failure_as_its_charge")
KEEP_CHARGED_FAILURE = _stays_once_charged("charged_failure_stays")
# A session is so too, is used once, and never after a notice for it was paid.
FOLLOW_CHARGE = _as_its_charge(
    "session_as_its_charge",
    """
        IF NEW.is_live AND EXISTS (
            SELECT FROM enforcement_noticesession n JOIN enforcement_notice held ON held.id = n.notice_id
             WHERE held.state = 'paid' AND n.parent_id = NEW.parent_id AND n.pupil_id = NEW.pupil_id
               AND n.on = NEW.on AND n.session = NEW.session)
        THEN RAISE EXCEPTION 'a notice for this session was paid' USING ERRCODE = 'check_violation';
        END IF;""",
)
KEEP_CHARGE = _stays_once_charged("charged_session_stays")
