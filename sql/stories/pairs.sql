-- Pairs of texts that are worth comparing: they share a key and were published within a week of each other.
-- grain: text_id, other_id (text_id < other_id).
-- reads: batch (text_id), every pair has at least one of these; done (text_id), whose pairs are known;
--    $first_week, $last_week, those of the batch.
-- A text may meet others under its keys in its own week, the one before and the one after.
with mine as (
    select
        story_keys.text_id as text_id,
        story_keys.key as key,
        story_keys.week as own_week,
        story_keys.week + shift.weeks as week
    from story_keys
    cross join (select unnest([-1, 0, 1]) as weeks) as shift
    where story_keys.week between $first_week and $last_week
        and story_keys.text_id in (select text_id from batch)
),

near as (
    select story_keys.text_id as text_id, story_keys.key as key, story_keys.week as week
    from story_keys
    inner join (select distinct key, week from mine) as places
        on places.key = story_keys.key and places.week = story_keys.week
    where story_keys.week between $first_week - 1 and $last_week + 1
),

-- A key of very many texts of a week tells no story from another.
loud as (
    select key, week
    from near
    group by key, week
    having count(*) > $texts_per_key
),

met as (
    select distinct
        least(one.text_id, other.text_id) as text_id,
        greatest(one.text_id, other.text_id) as other_id
    from mine as one
    inner join near as other on other.key = one.key and other.week = one.week
    left join loud as loud_home on loud_home.key = one.key and loud_home.week = one.own_week
    left join loud as loud_there on loud_there.key = one.key and loud_there.week = one.week
    where one.text_id <> other.text_id
        and loud_home.key is null
        and loud_there.key is null
        and other.text_id not in (select text_id from done)
),

texts as (
    select text_id, epoch(published_at) as second
    from story_texts
    where week between $first_week - 1 and $last_week + 1
)

select
    met.text_id as text_id,
    met.other_id as other_id,
    abs(one.second - other.second) / 86400 as days
from met
inner join texts as one on one.text_id = met.text_id
inner join texts as other on other.text_id = met.other_id
where abs(one.second - other.second) <= 7 * 86400
