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

positions as (
    select copy_id, article_id, title, unnest(generate_series(1, length(title))) as place
    from chosen
),

named as (
    select positions.copy_id as copy_id, positions.place as place
    from positions
    inner join mentions
        on mentions.article_id = positions.article_id
        and mentions.field = 'title'
        and positions.place > mentions.start_char
        and positions.place <= mentions.end_char
),

-- A name or a digit breaks the title, so that what two titles share is how they speak and not of whom.
masked as (
    select
        positions.copy_id as copy_id,
        string_agg(
            case when named.place is null then substr(positions.title, positions.place, 1) else '|' end,
            ''
            order by positions.place
        ) as title
    from positions
    left join (select distinct copy_id, place from named) as named
        on named.copy_id = positions.copy_id and named.place = positions.place
    group by positions.copy_id
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
