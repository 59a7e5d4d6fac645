"""Statements that fill the tables of children from `bench_school`, `bench_partner` and `bench_line`, in order."""

TEMPLATE_TABLE = """
create temp table bench_line (row int, year int, marks text, attended int, authorised int, unauthorised int,
    late int, no_reason int, missing int, primary key (row, year)) on commit drop
"""
_CHILDREN = """
create temp table bench_child on commit drop as
select n, s.*, floor(random() * 1e6)::int as draw,
    (case phase when 'primary' then (n - s.first) * 7 / s.size else 7 + (n - s.first) * 5 / s.size end) as level,
    (%(surnames)s::text[])[1 + floor(random() * cardinality(%(surnames)s::text[]))]
        || case when random() < 0.2
           then '-' || (%(surnames)s::text[])[1 + floor(random() * cardinality(%(surnames)s::text[]))]
           else '' end as surname,
    (%(forenames)s::text[])[1 + floor(random() * cardinality(%(forenames)s::text[]))] as forename
from bench_school s cross join lateral generate_series(s.first, s.first + s.size - 1) n
"""
_PUPILS = """
insert into attendance_pupil (ref, upn, upn_state, surname, forename, middle_names, known_as, born_on, sex,
    ethnicity, first_language, restricted)
select 'M' || lpad(n::text, 9, '0'), 'A' || lpad(n::text, 12, '0'), 'permanent', surname, forename, '', '',
    make_date(%(year)s - 5 - level, 9, 1) + draw %% 365, case when draw %% 2 = 0 then 'F' else 'M' end, '', '',
    draw %% 500 = 0
from bench_child order by n
"""
_KEYS = """
alter table bench_child add pupil_id bigint, add enrolment_id bigint;
update bench_child c set pupil_id = p.id from attendance_pupil p where p.ref = 'M' || lpad(c.n::text, 9, '0')
"""
_NAMES = """
insert into attendance_pupilname (pupil_id, surname, forename, is_alias, hidden)
select pupil_id, surname, forename, false, draw %% 500 = 0 from bench_child order by n
"""
_ENROLMENTS = """
insert into attendance_enrolment (pupil_id, school_id, registration, year_group, form, boarder, began_on, left_because)
select pupil_id, school_id, 'C', case level when 0 then 'R' else level::text end, level || 'A', false, %(began)s, ''
from bench_child order by n;
update bench_child c set enrolment_id = e.id from attendance_enrolment e where e.pupil_id = c.pupil_id;
create unique index on bench_child (n); analyze bench_child
"""
_ROLL = """
insert into attendance_involvement (pupil_id, agency_id, basis, scope, began_on, sealed, note)
select pupil_id, held.agency, held.basis, held.scope, %(began)s, false, ''
from bench_child, lateral (values (agency_id, 'enrolled', 2), (team_id, 'area', 3)) held (agency, basis, scope)
order by n
"""
# A child may have several partners; the same one has them twice only if the first has ended.
_PARTNERS = """
insert into attendance_involvement (pupil_id, agency_id, basis, scope, began_on, ended_on, sealed, note)
select distinct on (c.pupil_id, p.agency_id) c.pupil_id, p.agency_id, 'request',
    case kind when 'police' then 1 else 2 end,
    %(began)s + drawn.k %% 365, case when drawn.k %% 3 = 0 then %(on)s::date + 100 end, drawn.k %% 20 = 0, ''
from (
    select k, floor(random() * (select count(*) from bench_child))::int as n, random() as at
    from generate_series(1, %(partners)s * 102 / 100) k
) drawn
join bench_child c using (n)
join bench_partner p on p.authority_id = c.authority_id and drawn.at >= p.low and drawn.at < p.high
"""
_LAPSED = """
insert into attendance_involvement (pupil_id, agency_id, basis, scope, began_on, ended_on, sealed, note)
select c.pupil_id, p.agency_id, 'consent', 2, %(began)s, %(lapsed)s, false, ''
from bench_child c join bench_partner p
    on p.authority_id = c.authority_id and draw / 1e6 >= p.low and draw / 1e6 < p.high
where c.n %% 12 = 0
"""
_REGISTERS = """
insert into attendance_register (enrolment_id, pupil_id, school_id, year, marks)
select enrolment_id, pupil_id, school_id, year, marks
from bench_child c join bench_line on row = c.draw %% %(templates)s
order by year, n
"""
_STANDINGS = """
insert into attendance_standing (enrolment_id, pupil_id, school_id, year, "on", possible, attended, authorised,
    unauthorised, late, no_reason, missing, recent_possible, recent_absent, before_possible, before_absent,
    pupil_possible, pupil_absent, tier, on_roll)
select enrolment_id, pupil_id, school_id, year, %(on)s, possible, attended, authorised, unauthorised, late,
    no_reason, missing, 40, 2, 40, 1, possible, absent,
    case when absent * 2 >= possible then 3 when absent * 10 >= possible then 2 when absent * 20 >= possible then 1
    else 0 end, true
from bench_child c
join bench_line on row = c.draw %% %(templates)s
cross join lateral (values (attended + authorised + unauthorised, authorised + unauthorised)) s (possible, absent)
order by year, n
"""
# What the flags of a year are about, in their usual shares; open ones are this year's, as many cleared the last.
_FLAGS = """
insert into attendance_flag (pupil_id, school_id, rule, severity, key, year, state, began_on, reached_on, raised_on,
    cleared_on, times, sessions, detail)
select pupil_id, school_id, kind.rule, kind.severity, chosen.year || ':' || rank, chosen.year,
    case when chosen.year < %(year)s
        then 'cleared' when at < 0.6 then 'raised' when at < 0.8 then 'seen' else 'acted' end,
    day - 10, day, day, case when chosen.year < %(year)s then day + 30 end, 1, 10 + rank %% 40, '{}'
from (
    select pupil_id, school_id, year, random() as at, random() as pick, row_number() over (partition by year) as rank,
        make_date(year, 9, 1) + floor(random() * %(days)s)::int as day
    from (select * from attendance_standing where tier > 0 or no_reason > 0 order by random()) s
) chosen
join (values ('severe', 5, 0, 0.03), ('continuous', 5, 0.03, 0.05), ('looked-after-25', 5, 0.05, 0.055),
    ('looked-after-10', 4, 0.055, 0.07), ('persistent', 4, 0.07, 0.36), ('penalty-threshold', 3, 0.36, 0.46),
    ('sharp-fall', 3, 0.46, 0.56), ('at-risk', 2, 0.56, 0.76), ('weekday-pattern', 2, 0.76, 0.82),
    ('lates', 1, 0.82, 0.9), ('unexplained', 1, 0.9, 1)) kind (rule, severity, low, high)
    on pick >= low and pick < high
where rank <= %(flags)s;
insert into attendance_flagmove (flag_id, "on", at, state, note)
select id, raised_on, raised_on, 'raised', '' from attendance_flag
"""
_SCHOOL_FLAGS = """
insert into attendance_schoolflag (school_id, rule, key, year, state, began_on, reached_on, raised_on, times, sessions,
    detail)
select school_id, rule, '1', %(year)s, 'raised', %(lapsed)s, %(lapsed)s, %(lapsed)s, 1, 10, '{}'
from bench_school cross join (values ('late-file'), ('missing-registers')) r (rule) where first %% 3 = 0
"""
_CHANGES = """
insert into attendance_markchange (register_id, pupil_id, position, old, new, reason, at)
select id, pupil_id, 80 + id %% 60, 'N', 'I', '', %(on)s::timestamptz
from attendance_register where year = %(year)s and id %% 2 = 0
"""
# A file of each school for each of twenty weeks, and rows that fit no child.
_FILES = """
insert into attendance_registerimport (ref, agency_id, by_id, received_at, file, second_file, staged_file, digest,
    size, layout, mapping, state, problem, remedy, counts)
select 'F' || lpad((s.first * 20 + week)::text, 9, '0'), agency_id, (select min(id) from agencies_user),
    %(on)s::timestamptz - week * interval '7 days', '', '', '', '', 1000, 'own', '{}', 'applied', '', '', '{}'
from bench_school s cross join generate_series(1, 20) week;
insert into attendance_importpart (batch_id, school_id, first_on, last_on, rows, state, attempts, counts, problem,
    applied_at)
select i.id, s.school_id, received_at::date - 7, received_at::date, 1, 'applied', 1, '{}', '', received_at
from attendance_registerimport i join bench_school s using (agency_id);
insert into attendance_unmatchedrow (batch_id, school_id, line, upn, own_number, surname, forename, year_group, form,
    year, first, marks, settled_as)
select i.id, s.school_id, 1, '', '', 'Nobody', 'Known', '', '', %(year)s, 70, '/', ''
from attendance_registerimport i join bench_school s using (agency_id) where i.id %% 10 = 0
"""
_NIGHTS = """
insert into attendance_jobrun (job, "on", chunk, state, attempts, counts, error)
select 'review', %(on)s::date - day, 'chunk ' || chunk, 'done', 1, '{}', ''
from generate_series(1, 80) day, generate_series(1, 60) chunk
"""
STATEMENTS = (
    _CHILDREN,
    _PUPILS,
    _KEYS,
    _NAMES,
    _ENROLMENTS,
    _ROLL,
    _PARTNERS,
    _LAPSED,
    _REGISTERS,
    _STANDINGS,
    _FLAGS,
    _SCHOOL_FLAGS,
    _CHANGES,
    _FILES,
    _NIGHTS,
)
