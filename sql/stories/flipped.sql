-- Texts of keys that were told by few texts of a week before and are by too many now, or the other way round.
-- grain: text_id.
-- reads: changed_texts (text_id), whose keys are new; old_keys (key, week), those they had before.
with moved as (
    select key, week, sum(came) as came, sum(went) as went
    from (
        select key, week, 1 as came, 0 as went
        from story_keys
        where text_id in (select text_id from changed_texts)
        union all
        select key, week, 0 as came, 1 as went from old_keys
    )
    group by key, week
),

held as (
    select text_id, key, week
    from story_keys
    where key in (select key from moved)
),

counts as (
    select key, week, count(*) as texts
    from held
    group by key, week
),

flipped as (
    select moved.key as key, moved.week as week
    from moved
    inner join counts on counts.key = moved.key and counts.week = moved.week
    where (counts.texts > $texts_per_key) <> (counts.texts - moved.came + moved.went > $texts_per_key)
)

select distinct held.text_id as text_id
from held
inner join flipped on flipped.key = held.key and flipped.week = held.week
