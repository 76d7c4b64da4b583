-- What each outlet publishes.
-- grain: source.
-- source: Outlet as printed; null gathers the articles that name none.
-- articles: Articles.
-- stories: Stories they tell; rewrites of one story count once.
-- shared_stories: Stories that another outlet tells too.
-- topics: Topics on whose pages they stand.
-- english_articles: Articles with an English body.
-- chinese_articles: Articles with a Chinese body.
-- truncated_articles: Articles whose body breaks off.
-- claims: Statements, titles included.
-- measures: Quantities.
-- countries: Countries and blocs named.
-- first_seen: Earliest publication, UTC+8.
-- last_seen: Latest publication, UTC+8.
-- leading_countries: The five countries or blocs named in most of its articles, most first.
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

story_sources as (
    select story_id, count(distinct coalesce(source, '')) as sources
    from articles
    group by story_id
),

totals as (
    select
        articles.source as source,
        count(*) as articles,
        count(distinct articles.story_id) as stories,
        count(distinct case when story_sources.sources > 1 then articles.story_id end) as shared_stories,
        count(case when articles.body_lang = 'en' then 1 end) as english_articles,
        count(case when articles.body_lang = 'zh' then 1 end) as chinese_articles,
        count(case when articles.is_truncated then 1 end) as truncated_articles,
        cast(sum(coalesce(claim_counts.claims, 0)) as bigint) as claims,
        cast(sum(coalesce(measure_counts.measures, 0)) as bigint) as measures,
        min(articles.published_at) as first_seen,
        max(articles.published_at) as last_seen
    from articles
    inner join story_sources on story_sources.story_id = articles.story_id
    left join claim_counts on claim_counts.article_id = articles.article_id
    left join measure_counts on measure_counts.article_id = articles.article_id
    group by articles.source
),

topic_counts as (
    select
        articles.source as source,
        count(distinct topic_articles.topic) as topics
    from articles
    inner join topic_articles on topic_articles.article_id = articles.article_id
    group by articles.source
),

named as (
    select source, entity_id, country, count(distinct article_id) as articles
    from country_mentions
    group by source, entity_id, country
),

ranked as (
    select
        source,
        country,
        row_number() over (partition by source order by articles desc, country) as place
    from named
),

leaders as (
    select
        source,
        count(*) as countries,
        list(country order by place) filter (where place <= 5) as leading_countries
    from ranked
    group by source
)

select
    totals.source as source,
    totals.articles as articles,
    totals.stories as stories,
    totals.shared_stories as shared_stories,
    coalesce(topic_counts.topics, 0) as topics,
    totals.english_articles as english_articles,
    totals.chinese_articles as chinese_articles,
    totals.truncated_articles as truncated_articles,
    totals.claims as claims,
    totals.measures as measures,
    coalesce(leaders.countries, 0) as countries,
    totals.first_seen as first_seen,
    totals.last_seen as last_seen,
    leaders.leading_countries as leading_countries
from totals
left join topic_counts on topic_counts.source is not distinct from totals.source
left join leaders on leaders.source is not distinct from totals.source
