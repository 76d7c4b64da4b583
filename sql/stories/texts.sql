-- The texts to compare: of the copies of one text the earliest article, and what its title says beside names.
-- grain: copy_id.
-- reads: asked (copy_id, text_id), the texts whose articles changed.
with ranked as (
    select
        articles.copy_id as copy_id,
        articles.article_id as article_id,
        articles.published_at as published_at,
        lower(articles.title) as title,
        row_number() over (
            partition by articles.copy_id order by articles.published_at nulls last, articles.article_id
        ) as place
    from articles
    where articles.copy_id in (select copy_id from asked)
),

chosen as (
    select copy_id, article_id, published_at, title
    from ranked
    where place = 1
),

spans as (
    select
        chosen.copy_id as copy_id,
        chosen.title as title,
        mentions.start_char as start_char,
        mentions.end_char as end_char
    from chosen
    inner join mentions on mentions.article_id = chosen.article_id and mentions.field = 'title'
    union all
    select copy_id, title, length(title) as start_char, length(title) as end_char
    from chosen
),

ordered as (
    select
        copy_id,
        title,
        start_char,
        end_char,
        coalesce(
            max(end_char) over (
                partition by copy_id
                order by start_char, end_char
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as previous_end
    from spans
),

-- A name breaks the title, so that what two titles share is how they speak and not of whom.
masked as (
    select
        copy_id,
        string_agg(
            substr(title, previous_end + 1, greatest(start_char - previous_end, 0)),
            '|'
            order by start_char, end_char
        ) as title
    from ordered
    group by copy_id
),

words as (
    select copy_id, regexp_extract_all(title, '\p{Han}|[a-z]+|[^\s]') as word
    from masked
),

pairs as (
    select
        copy_id,
        list_distinct(
            list_filter(
                list_transform(
                    generate_series(1, len(word) - 1),
                    lambda place: word[place] || ' ' || word[place + 1]
                ),
                lambda pair: regexp_full_match(pair, '(\p{Han}|[a-z]+) (\p{Han}|[a-z]+)')
            )
        ) as title_pairs
    from words
)

select
    chosen.copy_id as copy_id,
    asked.text_id as text_id,
    chosen.article_id as article_id,
    chosen.published_at as published_at,
    cast(floor(epoch(chosen.published_at) / 604800) as integer) as week,
    coalesce(list_sort(pairs.title_pairs), []) as title_pairs,
    list_sort(list_distinct(regexp_extract_all(chosen.title, '[0-9]+(?:\.[0-9]+)?'))) as title_numbers
from chosen
inner join asked on asked.copy_id = chosen.copy_id
left join pairs on pairs.copy_id = chosen.copy_id
order by chosen.published_at, chosen.copy_id
