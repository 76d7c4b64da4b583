-- Which article names which country or bloc of countries, in how many statements and how often.
-- grain: entity_id, article_id.
-- entity_id: The country or bloc.
-- country: Its English name.
-- country_zh: Its Chinese name.
-- iso3: ISO 3166-1 alpha-3 code; null for a bloc.
-- kind: country or bloc.
-- article_id: The article.
-- claims: Its statements that name it.
-- mentions: How often it names it.
-- story_id: The story the article tells.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8; null where the page gives none.
-- week: Monday of the week of publication; null where there is no date.
with counts as (
    select entity_id, article_id, count(*) as claims, cast(sum(mentions) as bigint) as mentions
    from country_claims
    group by entity_id, article_id
)

select
    counts.entity_id as entity_id,
    entities.name as country,
    entities.name_zh as country_zh,
    entities.iso3 as iso3,
    case when entities.type = 'country' then 'country' else 'bloc' end as kind,
    counts.article_id as article_id,
    counts.claims as claims,
    counts.mentions as mentions,
    articles.story_id as story_id,
    articles.source as source,
    articles.published_at as published_at,
    cast(date_trunc('week', articles.published_at) as date) as week
from counts
inner join entities on entities.entity_id = counts.entity_id
inner join articles on articles.article_id = counts.article_id
