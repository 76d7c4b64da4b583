-- What is said about each country and each bloc of countries, over all topics.
-- grain: entity_id.
-- rule: company is counted by statement: what leads is what the most statements name together with the
--    country.
-- entity_id: The country or bloc.
-- country: English name.
-- country_zh: Chinese name.
-- iso3: ISO 3166-1 alpha-3 code; null for a bloc.
-- kind: country or bloc.
-- articles: Articles that name it in title or body.
-- stories: Stories these articles tell; rewrites of one story count once.
-- claims: Statements that name it.
-- mentions: Times it is named.
-- measures: Quantities whose subject it is.
-- topics: Topics on whose pages these articles stand.
-- sources: Outlets that name it.
-- first_seen: Earliest publication that names it, UTC+8.
-- last_seen: Latest publication that names it, UTC+8.
-- leading_materials: The five materials named most with it, most first.
-- leading_organizations: The five organisations named most with it, most first; blocs apart.
-- co_mentioned_countries: The five countries or blocs named most with it, most first.
with totals as (
    select
        entity_id,
        country,
        country_zh,
        iso3,
        kind,
        count(*) as articles,
        count(distinct story_id) as stories,
        cast(sum(claims) as bigint) as claims,
        cast(sum(mentions) as bigint) as mentions,
        count(distinct source) as sources,
        min(published_at) as first_seen,
        max(published_at) as last_seen
    from country_articles
    group by entity_id, country, country_zh, iso3, kind
),

topic_counts as (
    select
        country_articles.entity_id as entity_id,
        count(distinct topic_articles.topic) as topics
    from country_articles
    inner join topic_articles on topic_articles.article_id = country_articles.article_id
    group by country_articles.entity_id
),

measure_counts as (
    select subject_id as entity_id, count(*) as measures
    from measures
    group by subject_id
),

claim_entities as (
    select mentions.claim_id as claim_id, mentions.entity_id as entity_id
    from mentions
    inner join entities on entities.entity_id = mentions.entity_id
    where entities.type in ('country', 'material', 'organization')
    group by mentions.claim_id, mentions.entity_id
),

pairs as (
    select
        country_claims.entity_id as entity_id,
        claim_entities.entity_id as other_id,
        count(*) as claims
    from country_claims
    inner join claim_entities on claim_entities.claim_id = country_claims.claim_id
    where claim_entities.entity_id <> country_claims.entity_id
    group by country_claims.entity_id, claim_entities.entity_id
),

company as (
    select
        pairs.entity_id as entity_id,
        case when entities.subtype = 'bloc' then 'country' else entities.type end as kind,
        entities.name as name,
        pairs.claims as claims
    from pairs
    inner join entities on entities.entity_id = pairs.other_id
),

ranked as (
    select
        entity_id,
        kind,
        name,
        row_number() over (partition by entity_id, kind order by claims desc, name) as place
    from company
),

leaders as (
    select
        entity_id,
        list(name order by place) filter (where kind = 'material') as leading_materials,
        list(name order by place) filter (where kind = 'organization') as leading_organizations,
        list(name order by place) filter (where kind = 'country') as co_mentioned_countries
    from ranked
    where place <= 5
    group by entity_id
)

select
    totals.entity_id as entity_id,
    totals.country as country,
    totals.country_zh as country_zh,
    totals.iso3 as iso3,
    totals.kind as kind,
    totals.articles as articles,
    totals.stories as stories,
    totals.claims as claims,
    totals.mentions as mentions,
    coalesce(measure_counts.measures, 0) as measures,
    coalesce(topic_counts.topics, 0) as topics,
    totals.sources as sources,
    totals.first_seen as first_seen,
    totals.last_seen as last_seen,
    leaders.leading_materials as leading_materials,
    leaders.leading_organizations as leading_organizations,
    leaders.co_mentioned_countries as co_mentioned_countries
from totals
left join topic_counts on topic_counts.entity_id = totals.entity_id
left join measure_counts on measure_counts.entity_id = totals.entity_id
left join leaders on leaders.entity_id = totals.entity_id
