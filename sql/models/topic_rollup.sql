-- What the warehouse holds about each topic.
-- grain: topic.
-- rule: an article that stands on pages of two topics counts in both; adding up topics therefore counts it
--    twice.
-- topic: Topic as printed; null gathers the pages that name none.
-- topic_en: English name of the topic; null where the lexicon has none.
-- seeds: Saved pages of the topic.
-- articles: Articles on its pages, each once.
-- stories: Stories these articles tell; rewrites of one story count once.
-- sources: Outlets.
-- claims: Statements in these articles, titles included.
-- measures: Quantities in these articles.
-- entities: Entities named in these articles.
-- first_seen: Earliest publication, UTC+8.
-- last_seen: Latest publication, UTC+8.
-- leading_countries: The five countries or blocs named in most articles, most first.
-- leading_materials: The five materials named in most articles, most first.
-- leading_organizations: The five organisations named in most articles, most first; blocs apart.
with claim_counts as (
    select article_id, count(*) as claims
    from claims
    group by article_id
),

measure_counts as (
    select article_id, count(*) as measures
    from measures
    group by article_id
),

seed_counts as (
    select topic, count(*) as seeds
    from seed_files
    where status = 'loaded'
    group by topic
),

article_counts as (
    select
        topic_articles.topic as topic,
        count(*) as articles,
        count(distinct articles.story_id) as stories,
        count(distinct articles.source) as sources,
        cast(sum(coalesce(claim_counts.claims, 0)) as bigint) as claims,
        cast(sum(coalesce(measure_counts.measures, 0)) as bigint) as measures,
        min(articles.published_at) as first_seen,
        max(articles.published_at) as last_seen
    from topic_articles
    inner join articles on articles.article_id = topic_articles.article_id
    left join claim_counts on claim_counts.article_id = topic_articles.article_id
    left join measure_counts on measure_counts.article_id = topic_articles.article_id
    group by topic_articles.topic
),

article_entities as (
    select article_id, entity_id
    from mentions
    group by article_id, entity_id
),

named_entities as (
    select topic_articles.topic as topic, article_entities.entity_id as entity_id, count(*) as articles
    from topic_articles
    inner join article_entities on article_entities.article_id = topic_articles.article_id
    group by topic_articles.topic, article_entities.entity_id
),

named as (
    select
        named_entities.topic as topic,
        entities.name as name,
        case when entities.subtype = 'bloc' then 'country' else entities.type end as kind,
        named_entities.articles as articles
    from named_entities
    inner join entities on entities.entity_id = named_entities.entity_id
),

ranked as (
    select
        topic,
        name,
        kind,
        row_number() over (partition by topic, kind order by articles desc, name) as place
    from named
),

leaders as (
    select
        topic,
        list(name order by place) filter (where kind = 'country') as leading_countries,
        list(name order by place) filter (where kind = 'material') as leading_materials,
        list(name order by place) filter (where kind = 'organization') as leading_organizations
    from ranked
    where place <= 5
    group by topic
),

entity_counts as (
    select topic, count(*) as entities
    from named
    group by topic
)

select
    seed_counts.topic as topic,
    topics.topic_en as topic_en,
    seed_counts.seeds as seeds,
    coalesce(article_counts.articles, 0) as articles,
    coalesce(article_counts.stories, 0) as stories,
    coalesce(article_counts.sources, 0) as sources,
    coalesce(article_counts.claims, 0) as claims,
    coalesce(article_counts.measures, 0) as measures,
    coalesce(entity_counts.entities, 0) as entities,
    article_counts.first_seen as first_seen,
    article_counts.last_seen as last_seen,
    leaders.leading_countries as leading_countries,
    leaders.leading_materials as leading_materials,
    leaders.leading_organizations as leading_organizations
from seed_counts
left join topics on topics.topic = seed_counts.topic
left join article_counts on article_counts.topic is not distinct from seed_counts.topic
left join entity_counts on entity_counts.topic is not distinct from seed_counts.topic
left join leaders on leaders.topic is not distinct from seed_counts.topic
