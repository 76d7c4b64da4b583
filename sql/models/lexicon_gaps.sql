-- Names found in the text that no lexicon row knows, the most seen first in line for a row.
-- grain: entity_id.
-- entity_id: The discovered entity.
-- name: Its name as discovered.
-- name_zh: Its Chinese name, where it was found in Chinese.
-- type: country, organization, person, place, material or product, as far as its form tells.
-- subtype: Finer kind; null where unknown.
-- mentions: Times it is named.
-- articles: Articles that name it.
-- sources: Outlets that name it.
-- first_seen: Earliest publication that names it, UTC+8.
-- last_seen: Latest publication that names it, UTC+8.
-- surfaces: Every form it is printed in, sorted.
-- example: The earliest statement that names it.
with placed as (
    select
        mentions.entity_id as entity_id,
        mentions.article_id as article_id,
        mentions.surface as surface,
        articles.source as source,
        articles.published_at as published_at,
        claims.text as text,
        row_number() over (
            partition by mentions.entity_id
            order by
                articles.published_at nulls last,
                mentions.article_id,
                claims.ordinal,
                mentions.start_char
        ) as place
    from mentions
    inner join entities on entities.entity_id = mentions.entity_id
    inner join articles on articles.article_id = mentions.article_id
    inner join claims on claims.claim_id = mentions.claim_id
    where entities.origin = 'discovered'
)

select
    entities.entity_id as entity_id,
    entities.name as name,
    entities.name_zh as name_zh,
    entities.type as type,
    entities.subtype as subtype,
    count(*) as mentions,
    count(distinct placed.article_id) as articles,
    count(distinct placed.source) as sources,
    min(placed.published_at) as first_seen,
    max(placed.published_at) as last_seen,
    list(distinct placed.surface order by placed.surface) as surfaces,
    max(case when placed.place = 1 then placed.text end) as example
from placed
inner join entities on entities.entity_id = placed.entity_id
group by entities.entity_id, entities.name, entities.name_zh, entities.type, entities.subtype
order by mentions desc, entities.name, entities.entity_id
