-- How much each topic speaks of each country or bloc.
-- grain: topic and entity_id.
-- topic: Topic as printed; null where the pages name none.
-- topic_en: English name of the topic; null where the lexicon has none.
-- entity_id: The country or bloc.
-- country: English name.
-- iso3: ISO 3166-1 alpha-3 code; null for a bloc.
-- kind: country or bloc.
-- articles: Articles of the topic that name it.
-- article_share: These articles as percent of the topic's articles.
-- claims: Statements of these articles that name it.
-- mentions: Times they name it.
-- measures: Quantities in the topic's articles whose subject it is.
-- sources: Outlets that name it.
-- first_seen: Earliest publication, UTC+8.
-- last_seen: Latest publication, UTC+8.
with topic_totals as (
    select topic, count(*) as articles
    from topic_articles
    group by topic
),

measure_counts as (
    select
        topic_articles.topic as topic,
        measures.subject_id as entity_id,
        count(*) as measures
    from topic_articles
    inner join measures on measures.article_id = topic_articles.article_id
    group by topic_articles.topic, measures.subject_id
),

totals as (
    select
        topic_articles.topic as topic,
        country_articles.entity_id as entity_id,
        country_articles.country as country,
        country_articles.iso3 as iso3,
        country_articles.kind as kind,
        count(*) as articles,
        cast(sum(country_articles.claims) as bigint) as claims,
        cast(sum(country_articles.mentions) as bigint) as mentions,
        count(distinct country_articles.source) as sources,
        min(country_articles.published_at) as first_seen,
        max(country_articles.published_at) as last_seen
    from topic_articles
    inner join country_articles on country_articles.article_id = topic_articles.article_id
    group by
        topic_articles.topic,
        country_articles.entity_id,
        country_articles.country,
        country_articles.iso3,
        country_articles.kind
)

select
    totals.topic as topic,
    topics.topic_en as topic_en,
    totals.entity_id as entity_id,
    totals.country as country,
    totals.iso3 as iso3,
    totals.kind as kind,
    totals.articles as articles,
    round(100.0 * totals.articles / topic_totals.articles, 1) as article_share,
    totals.claims as claims,
    totals.mentions as mentions,
    coalesce(measure_counts.measures, 0) as measures,
    totals.sources as sources,
    totals.first_seen as first_seen,
    totals.last_seen as last_seen
from totals
inner join topic_totals on topic_totals.topic is not distinct from totals.topic
left join topics on topics.topic = totals.topic
left join measure_counts
    on measure_counts.topic is not distinct from totals.topic
    and measure_counts.entity_id = totals.entity_id
