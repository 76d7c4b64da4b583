-- Where texts of one story meet: pairs of names, exact numbers and sketches of the title, by week.
-- grain: text_id, key.
-- reads: asked (text_id). A text without a date has no keys: nothing says what it would be news of.
with texts as (
    select text_id, week, title_pairs
    from story_texts
    where week is not null and text_id in (select text_id from asked)
),

marks as (
    select
        story_marks.text_id as text_id,
        story_marks.kind as kind,
        story_marks.mark as mark,
        story_marks.weight as weight,
        row_number() over (
            partition by story_marks.text_id, story_marks.kind
            order by story_marks.weight desc, story_marks.mark
        ) as place
    from story_marks
    inner join texts on texts.text_id = story_marks.text_id
),

name_pairs as (
    select one.text_id as text_id, 'name ' || one.mark || ' ' || other.mark as key
    from marks as one
    inner join marks as other
        on other.text_id = one.text_id and other.kind = one.kind and other.mark > one.mark
    where one.kind = 'name'
        and one.place <= 6
        and other.place <= 6
        and one.weight + other.weight >= 1.4
),

numbers as (
    select text_id, 'number ' || mark as key
    from marks
    where kind = 'number' and place <= 8 and weight >= 1.0
),

title_pairs as (
    select
        text_id,
        cast(md5_number_lower(pair) % 2147483647 as bigint) as number
    from (select text_id, unnest(title_pairs) as pair from texts)
),

-- MinHash: two titles that share half of their pairs share one of ten sketches nineteen times in twenty.
sketches as (
    select
        title_pairs.text_id as text_id,
        bands.band as band,
        min((title_pairs.number * bands.one_factor + bands.one_summand) % 2147483647) as one,
        min((title_pairs.number * bands.other_factor + bands.other_summand) % 2147483647) as other
    from title_pairs
    cross join (
        select
            band,
            2654435 + 7919 * (2 * band + 1) as one_factor,
            104729 * (2 * band + 1) as one_summand,
            2654435 + 7919 * (2 * band + 2) as other_factor,
            104729 * (2 * band + 2) as other_summand
        from (select unnest(generate_series(0, 9)) as band)
    ) as bands
    group by title_pairs.text_id, bands.band
),

keys as (
    select text_id, key from name_pairs
    union all
    select text_id, key from numbers
    union all
    select text_id, 'title ' || band::varchar || ' ' || one::varchar || ' ' || other::varchar as key
    from sketches
)

select keys.text_id as text_id, cast(md5_number_lower(keys.key) >> 1 as bigint) as key, texts.week as week
from keys
inner join texts on texts.text_id = keys.text_id
order by texts.week, keys.text_id
