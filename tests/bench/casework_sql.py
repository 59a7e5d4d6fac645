"""Statements that give every fourth child of the crowd a case, and a case its share of two million entries."""

CASES = """
insert into cases_case (ref, pupil_id, school_id, team_id, officer_id, state, opened_on, opened_by_id, allocated_on,
    closed_on, paused_from, paused_until, outcome, version)
select 'B' || lpad(n::text, 9, '0'), pupil_id, school_id, team_id,
    case when state = 'referred' then null else officers[1 + n %% cardinality(officers)] end, state,
    %(on)s::date - 60 - n %% 120, officers[1],
    case when state <> 'referred' then %(on)s::date - 50 end,
    case when state = 'closed' then %(on)s::date - n %% 40 end,
    case when state = 'paused' then 'supported' else '' end,
    case when state = 'paused' then %(on)s::date + n %% 40 end, '', 1
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
# A plan for every case that has come so far, its review spread over the weeks around the day.
PLANS = """
insert into cases_plan (case_id, kind, aim, began_on, review_on, version, by_id)
select id, 'attendance', 'At school every day.', allocated_on, %(on)s::date - 20 + (id %% 90)::int, 1, officer_id
from cases_case where state in ('supported', 'enforcing', 'closing')
"""
# Four actions of each plan: of the officer, of the team, of the school, of the child; every third is done.
ACTIONS = """
insert into cases_planaction (case_id, pupil_id, agency_id, by_id, at, audience, what, owner, owner_agency_id,
    owner_person_id, help, due_on, done_on, done_by_id, outcome, dropped, link)
select c.id, c.pupil_id, c.team_id, c.officer_id, %(on)s::timestamptz, 'school', 'Do the next step, number ' || k,
    case when k = 4 then 'child' else 'agency' end,
    case when k < 3 then c.team_id when k = 3 then s.agency_id end, case when k = 1 then c.officer_id end, '',
    %(on)s::date - 30 + (c.id * 7 %% 80)::int, case when (c.id + k) %% 3 = 0 then %(on)s::date - 1 end,
    case when (c.id + k) %% 3 = 0 then c.officer_id end, '', false, ''
from cases_case c join attendance_school s on s.id = c.school_id cross join generate_series(1, 4) k
where c.state in ('supported', 'enforcing', 'closing')
"""
# A request to each partner that works with a child of a case, open ones and ones that are over.
REQUESTS = """
insert into cases_agencyrequest (ref, pupil_id, case_id, agency_id, by_id, at, audience, to_id, what, scope, sent_on,
    answer_by, until, state, answer, answered_on, ended_on)
select 'R' || lpad(i.id::text, 9, '0'), c.pupil_id, c.id, c.team_id, coalesce(c.officer_id, c.opened_by_id),
    %(on)s::timestamptz, 'agencies', i.agency_id, 'Please see the child.', 2, %(on)s::date - 30,
    %(on)s::date - 16 + (i.id %% 30)::int, %(on)s::date + (i.id %% 100)::int,
    (array['accepted', 'sent', 'done', 'waiting', 'accepted', 'done'])[1 + i.id %% 6], '', null, null
from cases_case c join (
    select distinct on (v.pupil_id, v.agency_id) v.id, v.pupil_id, v.agency_id from attendance_involvement v
    join agencies_agency a on a.id = v.agency_id
    where a.kind not in ('school', 'locality_team', 'local_authority') and (v.ended_on is null or v.ended_on > %(on)s)
) i on i.pupil_id = c.pupil_id
"""
RECHECKS = """
insert into cases_recheck (case_id, closed_on, due_on, officer_id, result, note)
select id, closed_on, closed_on + 42, officer_id, '', '' from cases_case where state = 'closed'
"""
# One child in sixty is referred and waits for the team, a few of them with a question to the school.
REFERRALS = """
insert into cases_referral (ref, pupil_id, school_id, agency_id, by_id, at, state, worry, safeguarding, child_views,
    parent_views, submitted_on, due_on, stopped_on, basis, declined_because, decision, version)
select 'F' || lpad(e.id::text, 9, '0'), e.pupil_id, e.school_id, s.agency_id, (select min(id) from agencies_user),
    %(on)s::timestamptz, case when e.id %% 7 = 0 then 'queried' else 'submitted' end, 'Away on Mondays.', '', '', '',
    %(on)s::date - 1 - (e.id %% 20)::int, %(on)s::date + 10 - (e.id %% 20)::int,
    case when e.id %% 7 = 0 then %(on)s::date - 1 end, '{}', '', '', 1
from attendance_enrolment e join attendance_school s on s.id = e.school_id
where e.pupil_id %% 60 = 1 and s.team_id is not null
"""
ALL = (CASES, ENTRIES, PLANS, ACTIONS, REQUESTS, RECHECKS, REFERRALS)
LONG = """
insert into cases_entry (case_id, pupil_id, kind, "on", at, text, link, audience, agency_id, by_id)
select c.id, c.pupil_id, 'note', %(on)s::date - k / 100, %(on)s::timestamptz, 'A long story, part ' || k, '',
    (array['school', 'agencies', 'agency'])[1 + k %% 3], c.team_id, c.opened_by_id
from cases_case c cross join generate_series(1, 10000) k where c.ref = any(%(refs)s)
"""
