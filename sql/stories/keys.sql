-- Where texts of one story meet: pairs of names, exact numbers and sketches of the title, by week.
-- grain: copy_id, key.
-- reads: asked (copy_id). A text without a date has no keys: nothing says what it would be news of.
with texts as (
    select copy_id, cast(floor(epoch(published_at) / 604800) as integer) as week, title_pairs
    from story_texts
    where published_at is not null and copy_id in (select copy_id from asked)
),

marks as (
    select
        story_marks.copy_id as copy_id,
        story_marks.kind as kind,
        story_marks.mark as mark,
        story_marks.weight as weight,
        row_number() over (
            partition by story_marks.copy_id, story_marks.kind
            order by story_marks.weight desc, story_marks.mark
        ) as place
    from story_marks
    inner join texts on texts.copy_id = story_marks.copy_id
),

name_pairs as (
    select one.copy_id as copy_id, 'name ' || one.mark || ' ' || other.mark as key
    from marks as one
    inner join marks as other
        on other.copy_id = one.copy_id and other.kind = one.kind and other.mark > one.mark
    where one.kind = 'name'
        and one.place <= 6
        and other.place <= 6
        and one.weight + other.weight >= 1.4
),

numbers as (
    select copy_id, 'number ' || mark as key
    from marks
    where kind = 'number' and place <= 8 and weight >= 1.0
),

title_pairs as (
    select
        copy_id,
        cast(md5_number_lower(pair) % 2147483647 as bigint) as number
    from (select copy_id, unnest(title_pairs) as pair from texts)
),

-- MinHash: two titles that share half of their pairs share one of ten sketches nineteen times in twenty.
least_numbers as (
    select
        title_pairs.copy_id as copy_id,
        rounds.round as round,
        min(
            (title_pairs.number * (2654435 + 7919 * rounds.round) + 104729 * rounds.round) % 2147483647
        ) as number
    from title_pairs
    cross join (select unnest(generate_series(1, 20)) as round) as rounds
    group by title_pairs.copy_id, rounds.round
),

sketches as (
    select
        copy_id,
        'title ' || (round // 2)::varchar || ' ' || string_agg(number::varchar, ' ' order by round) as key
    from (select copy_id, round - 1 as round, number from least_numbers)
    group by copy_id, round // 2
),

keys as (
    select copy_id, key from name_pairs
    union all
    select copy_id, key from numbers
    union all
    select copy_id, key from sketches
)

select keys.copy_id as copy_id, cast(md5_number_lower(keys.key) >> 1 as bigint) as key, texts.week as week
from keys
inner join texts on texts.copy_id = keys.copy_id
