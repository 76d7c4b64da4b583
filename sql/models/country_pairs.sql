-- Which countries and blocs are named together in one statement, and how often.
-- grain: entity_id and other_entity_id; each pair once, the name that sorts first stands first.
-- entity_id: The country or bloc whose name sorts first.
-- country: Its English name.
-- iso3: Its ISO 3166-1 alpha-3 code; null for a bloc.
-- other_entity_id: The other country or bloc.
-- other_country: Its English name.
-- other_iso3: Its ISO 3166-1 alpha-3 code; null for a bloc.
-- articles: Articles with a statement that names both.
-- claims: Statements that name both.
-- topics: Topics on whose pages these articles stand.
-- sources: Outlets that name both in one statement.
-- first_seen: Earliest such publication, UTC+8.
-- last_seen: Latest such publication, UTC+8.
with named as (
    select distinct entity_id, country, iso3, claim_id, article_id, source, published_at
    from country_mentions
),

pairs as (
    select
        named.entity_id as entity_id,
        named.country as country,
        named.iso3 as iso3,
        other.entity_id as other_entity_id,
        other.country as other_country,
        other.iso3 as other_iso3,
        named.claim_id as claim_id,
        named.article_id as article_id,
        named.source as source,
        named.published_at as published_at
    from named
    inner join named as other on other.claim_id = named.claim_id
    where named.country < other.country
),

pair_articles as (
    select distinct entity_id, other_entity_id, article_id
    from pairs
),

topic_counts as (
    select
        pair_articles.entity_id as entity_id,
        pair_articles.other_entity_id as other_entity_id,
        count(distinct topic_articles.topic) as topics
    from pair_articles
    inner join topic_articles on topic_articles.article_id = pair_articles.article_id
    group by pair_articles.entity_id, pair_articles.other_entity_id
)

select
    pairs.entity_id as entity_id,
    pairs.country as country,
    pairs.iso3 as iso3,
    pairs.other_entity_id as other_entity_id,
    pairs.other_country as other_country,
    pairs.other_iso3 as other_iso3,
    count(distinct pairs.article_id) as articles,
    count(*) as claims,
    coalesce(any_value(topic_counts.topics), 0) as topics,
    count(distinct pairs.source) as sources,
    min(pairs.published_at) as first_seen,
    max(pairs.published_at) as last_seen
from pairs
left join topic_counts
    on topic_counts.entity_id = pairs.entity_id
    and topic_counts.other_entity_id = pairs.other_entity_id
group by
    pairs.entity_id,
    pairs.country,
    pairs.iso3,
    pairs.other_entity_id,
    pairs.other_country,
    pairs.other_iso3
