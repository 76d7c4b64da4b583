-- What tells the story of a text from others: the names it is about and the numbers it gives.
-- grain: text_id, kind, mark.
-- reads: asked (text_id); weights (type, subtype, name, weight): what a name says, by its most special row.
with texts as (
    select text_id, week, article_id
    from story_texts
    where text_id in (select text_id from asked)
),

claim_counts as (
    select texts.text_id as text_id, count(*) as claims
    from texts
    inner join claims on claims.article_id = texts.article_id and claims.ordinal > 0
    group by texts.text_id
),

named as (
    select
        texts.text_id as text_id,
        mentions.entity_id as entity_id,
        max(case when mentions.field = 'title' then 1 else 0 end) as in_title,
        count(distinct case when mentions.field = 'body' then mentions.claim_id end) as claims
    from texts
    inner join mentions on mentions.article_id = texts.article_id
    group by texts.text_id, mentions.entity_id
),

names as (
    select
        named.text_id as text_id,
        named.entity_id as mark,
        entities.type as type,
        named.in_title = 1 as in_title,
        coalesce(own.weight, of_subtype.weight, of_type.weight) * case
            when named.in_title = 1 then 1.0 else sqrt(named.claims / claim_counts.claims)
        end as weight
    from named
    inner join entities on entities.entity_id = named.entity_id
    inner join weights as of_type
        on of_type.type = entities.type and of_type.subtype is null and of_type.name is null
    left join weights as of_subtype
        on of_subtype.type = entities.type
        and of_subtype.subtype = entities.subtype
        and of_subtype.name is null
    left join weights as own on own.type = entities.type and own.name = entities.name
    left join claim_counts on claim_counts.text_id = named.text_id
),

quantities as (
    select distinct
        texts.text_id as text_id,
        measures.low as low,
        measures.high as high,
        measures.unit as unit,
        -- Significant digits: 28 million has two, 244.82 billion five.
        1 + length(
            rtrim(regexp_extract(format('{:.5e}', abs(measures.high)), '\.([0-9]+)e', 1), '0')
        ) as digits
    from texts
    inner join measures on measures.article_id = texts.article_id
),

-- A share, a count or a time is soon the same by chance; a weight or a sum of money less so.
numbers as (
    select
        text_id,
        printf('%.10g %.10g %s', low, high, unit) as mark,
        least(
            case
                when unit in ('year', 'month', 'week', 'day', 'hour', 'minute', 'count', 'times')
                    then 0.3 * (digits - 1)
                when unit in ('percent', 'percentage_point', 'basis_point') then 0.3 * digits
                else 0.8 + 0.4 * digits
            end,
            2.0
        ) as weight
    from quantities
),

marks as (
    select text_id, 'name' as kind, mark, type, in_title, weight
    from names
    union all
    select text_id, 'number' as kind, mark, null as type, false as in_title, weight
    from numbers
)

select
    marks.text_id as text_id,
    texts.week as week,
    marks.kind as kind,
    marks.mark as mark,
    marks.type as type,
    marks.in_title as in_title,
    round(marks.weight, 6) as weight
from marks
inner join texts on texts.text_id = marks.text_id
where marks.weight > 0
order by texts.week, marks.text_id
