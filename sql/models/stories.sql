-- One event and the articles that tell it, across titles, outlets and languages.
-- grain: story_id.
-- story_id: The story.
-- title: Title of the earliest article.
-- articles: Articles that tell it.
-- sources: Outlets that tell it.
-- languages: Languages of the bodies, in order of their codes.
-- topics: Topics on whose pages it stands.
-- first_seen: Earliest publication, UTC+8.
-- last_seen: Latest publication, UTC+8.
-- spread_hours: Hours from the first to the last publication; null where no article has a date.
-- article_ids: Its articles, earliest first.
with placed as (
    select
        article_id,
        story_id,
        title,
        source,
        body_lang,
        published_at,
        row_number() over (
            partition by story_id order by published_at nulls last, article_id
        ) as place
    from articles
),

topic_counts as (
    select
        articles.story_id as story_id,
        count(distinct topic_articles.topic) as topics
    from articles
    inner join topic_articles on topic_articles.article_id = articles.article_id
    group by articles.story_id
)

select
    placed.story_id as story_id,
    max(case when placed.place = 1 then placed.title end) as title,
    count(*) as articles,
    count(distinct placed.source) as sources,
    list(distinct placed.body_lang order by placed.body_lang) as languages,
    coalesce(max(topic_counts.topics), 0) as topics,
    min(placed.published_at) as first_seen,
    max(placed.published_at) as last_seen,
    round(date_diff('minute', min(placed.published_at), max(placed.published_at)) / 60.0, 1) as spread_hours,
    list(placed.article_id order by placed.place) as article_ids
from placed
left join topic_counts on topic_counts.story_id = placed.story_id
group by placed.story_id
