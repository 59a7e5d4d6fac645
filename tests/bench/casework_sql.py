"""Statements that give every fourth child of the crowd a case, and a case its share of two million entries."""

CASES = """
insert into cases_case (ref, pupil_id, school_id, team_id, officer_id, state, opened_on, opened_by_id, allocated_on,
    closed_on, outcome, version)
select 'B' || lpad(n::text, 9, '0'), pupil_id, school_id, team_id,
    case when state = 'referred' then null else officers[1 + n %% cardinality(officers)] end, state,
    %(on)s::date - 60 - n %% 120, officers[1],
    case when state <> 'referred' then %(on)s::date - 50 end,
    case when state = 'closed' then %(on)s::date - n %% 40 end, '', 1
from (
    select row_number() over (order by e.id)::int as n, e.pupil_id, e.school_id, s.team_id, held.officers,
        (array['supported', 'assessing', 'supported', 'closed', 'enforcing', 'supported', 'referred', 'closing',
               'paused', 'assessing'])[1 + e.id / 4 %% 10] as state
    from attendance_enrolment e
    join attendance_school s on s.id = e.school_id
    join (
        select agency_id, array_agg(user_id order by id) as officers from agencies_membership
        where role_name = 'welfare_officer' group by agency_id
    ) held on held.agency_id = s.team_id
    where e.pupil_id %% 4 = 0
) chosen
"""
# 33 entries on average, of every kind of author and for every audience.
ENTRIES = """
insert into cases_entry (case_id, pupil_id, kind, "on", at, text, link, audience, agency_id, by_id)
select c.id, c.pupil_id, (array['note', 'contact', 'case', 'meeting', 'plan'])[1 + k %% 5], %(on)s::date - k,
    %(on)s::timestamptz, 'Rang the family and agreed the next step; entry ' || k || ' of this case.', '',
    (array['school', 'agencies', 'agencies', 'agency', 'school', 'legal'])[1 + k %% 6], c.team_id,
    coalesce(c.officer_id, c.opened_by_id)
from cases_case c cross join lateral generate_series(1, 13 + (c.id %% 41)::int) k
"""
LONG = """
insert into cases_entry (case_id, pupil_id, kind, "on", at, text, link, audience, agency_id, by_id)
select c.id, c.pupil_id, 'note', %(on)s::date - k / 100, %(on)s::timestamptz, 'A long story, part ' || k, '',
    (array['school', 'agencies', 'agency'])[1 + k %% 3], c.team_id, c.opened_by_id
from cases_case c cross join generate_series(1, 10000) k where c.ref = any(%(refs)s)
"""
