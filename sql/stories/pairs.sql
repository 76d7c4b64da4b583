-- Pairs of texts that are worth comparing: they share a key and were published within a week of each other.
-- grain: copy_id, other_id (copy_id < other_id).
-- reads: batch (copy_id), every pair has at least one of these; done (copy_id), whose pairs are known.
-- A text may meet others under its keys in its own week, the one before and the one after.
with mine as (
    select
        story_keys.copy_id as copy_id,
        story_keys.key as key,
        story_keys.week as own_week,
        story_keys.week + shift.weeks as week
    from story_keys
    cross join (select unnest([-1, 0, 1]) as weeks) as shift
    where story_keys.copy_id in (select copy_id from batch)
),

near as (
    select story_keys.copy_id as copy_id, story_keys.key as key, story_keys.week as week
    from story_keys
    inner join (select distinct key, week from mine) as places
        on places.key = story_keys.key and places.week = story_keys.week
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
        least(one.copy_id, other.copy_id) as copy_id,
        greatest(one.copy_id, other.copy_id) as other_id
    from mine as one
    inner join near as other on other.key = one.key and other.week = one.week
    left join loud as loud_home on loud_home.key = one.key and loud_home.week = one.own_week
    left join loud as loud_there on loud_there.key = one.key and loud_there.week = one.week
    where one.copy_id <> other.copy_id
        and loud_home.key is null
        and loud_there.key is null
        and other.copy_id not in (select copy_id from done)
)

select
    met.copy_id as copy_id,
    met.other_id as other_id,
    abs(epoch(one.published_at) - epoch(other.published_at)) / 86400 as days
from met
inner join story_texts as one on one.copy_id = met.copy_id
inner join story_texts as other on other.copy_id = met.other_id
where abs(epoch(one.published_at) - epoch(other.published_at)) <= 7 * 86400
