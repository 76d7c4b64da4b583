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
-- examples: The first statement that names it in each of up to three articles, the earliest first.
-- lexicon_file: The file of pipelines/lexicon that takes its row.
-- suggested_row: The row as far as it is known; a cell left empty before the first name is to be filled in.
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
        ) as place,
        row_number() over (
            partition by mentions.entity_id, mentions.article_id
            order by claims.ordinal, mentions.start_char
        ) as place_in_article
    from mentions
    inner join entities on entities.entity_id = mentions.entity_id
    inner join articles on articles.article_id = mentions.article_id
    inner join claims on claims.claim_id = mentions.claim_id
    where entities.origin = 'discovered'
),

seen as (
    select
        entity_id,
        count(*) as mentions,
        count(distinct article_id) as articles,
        count(distinct source) as sources,
        min(published_at) as first_seen,
        max(published_at) as last_seen,
        list(distinct surface order by surface) as surfaces,
        max(case when place = 1 then text end) as example
    from placed
    group by entity_id
),

told as (
    select
        entity_id,
        text,
        row_number() over (partition by entity_id order by place) as place
    from placed
    where place_in_article = 1
),

examples as (
    select entity_id, list(text order by place) as examples
    from told
    where place <= 3
    group by entity_id
),

other_names as (
    select distinct
        placed.entity_id as entity_id,
        placed.surface as surface,
        regexp_matches(placed.surface, '[一-鿿]') as is_chinese
    from placed
    inner join entities on entities.entity_id = placed.entity_id
    where placed.surface <> entities.name
),

aliases as (
    select
        entity_id,
        string_agg(case when not is_chinese then surface end, '|' order by surface) as aliases_en,
        string_agg(case when is_chinese then surface end, '|' order by surface) as aliases_zh
    from other_names
    group by entity_id
),

cells as (
    select
        entities.entity_id as entity_id,
        coalesce(entities.subtype, '') as subtype,
        case when entities.name = entities.name_zh then '' else entities.name end as name,
        coalesce(entities.name_zh, '') as name_zh,
        coalesce(aliases.aliases_en, '') as aliases_en,
        coalesce(aliases.aliases_zh, '') as aliases_zh
    from entities
    left join aliases on aliases.entity_id = entities.entity_id
    where entities.origin = 'discovered'
),

named as (
    select
        entity_id,
        subtype,
        case when name like '%,%' then '"' || name || '"' else name end
        || ','
        || name_zh
        || ','
        || case when aliases_en like '%,%' then '"' || aliases_en || '"' else aliases_en end
        || ','
        || aliases_zh as names
    from cells
)

select
    entities.entity_id as entity_id,
    entities.name as name,
    entities.name_zh as name_zh,
    entities.type as type,
    entities.subtype as subtype,
    seen.mentions as mentions,
    seen.articles as articles,
    seen.sources as sources,
    seen.first_seen as first_seen,
    seen.last_seen as last_seen,
    seen.surfaces as surfaces,
    seen.example as example,
    examples.examples as examples,
    case entities.type
        when 'country' then 'countries.csv'
        when 'person' then 'people.csv'
        else entities.type || 's.csv'
    end as lexicon_file,
    case
        when entities.type = 'person' then named.names || ','
        when entities.type in ('organization', 'place') then named.subtype || ',' || named.names || ','
        when entities.type in ('material', 'product') then named.subtype || ',' || named.names
    end as suggested_row
from seen
inner join entities on entities.entity_id = seen.entity_id
inner join examples on examples.entity_id = seen.entity_id
inner join named on named.entity_id = seen.entity_id
order by seen.articles desc, seen.mentions desc, entities.name, entities.entity_id
