-- The spans of a decoded page cover every character exactly once, from 0 to its length.
-- severity: block
with ordered as (
    select
        seed_file,
        start_char,
        end_char,
        lag(end_char, 1, 0) over (partition by seed_file order by start_char, end_char) as previous_end
    from seed_spans
),

breaks as (
    select seed_file, previous_end as expected_char, start_char as found_char
    from ordered
    where start_char <> previous_end or end_char <= start_char
),

ends as (
    select seed_file, max(end_char) as last_char
    from seed_spans
    group by seed_file
)

select seed_file, expected_char, found_char
from breaks
union all
select
    seed_files.seed_file as seed_file,
    seed_files.char_count as expected_char,
    coalesce(ends.last_char, 0) as found_char
from seed_files
left join ends on ends.seed_file = seed_files.seed_file
where seed_files.char_count <> coalesce(ends.last_char, 0)
union all
select
    ends.seed_file as seed_file,
    null as expected_char,
    ends.last_char as found_char
from ends
inner join seed_files on seed_files.seed_file = ends.seed_file
where seed_files.char_count is null
