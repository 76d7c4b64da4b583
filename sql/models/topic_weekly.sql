-- What was published on each topic, week by week.
-- grain: topic and week.
-- topic: Topic as printed; null where the pages name none.
-- topic_en: English name of the topic; null where the lexicon has none.
-- week: Monday of the week; null gathers the articles without a date, so that the sums are whole.
-- articles: Articles published.
-- stories: Stories they tell; rewrites of one story count once.
-- sources: Outlets.
-- claims: Statements in these articles, titles included.
-- measures: Quantities in these articles.
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

dated as (
    select
        topic_articles.topic as topic,
        cast(date_trunc('week', articles.published_at) as date) as week,
        articles.story_id as story_id,
        articles.source as source,
        coalesce(claim_counts.claims, 0) as claims,
        coalesce(measure_counts.measures, 0) as measures
    from topic_articles
    inner join articles on articles.article_id = topic_articles.article_id
    left join claim_counts on claim_counts.article_id = topic_articles.article_id
    left join measure_counts on measure_counts.article_id = topic_articles.article_id
)

select
    dated.topic as topic,
    topics.topic_en as topic_en,
    dated.week as week,
    count(*) as articles,
    count(distinct dated.story_id) as stories,
    count(distinct dated.source) as sources,
    cast(sum(dated.claims) as bigint) as claims,
    cast(sum(dated.measures) as bigint) as measures
from dated
left join topics on topics.topic = dated.topic
group by dated.topic, topics.topic_en, dated.week
