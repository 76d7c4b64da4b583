-- A statement with its article, the entities it names and the numbers it gives, in one row.
-- grain: claim_id.
-- claim_id: The statement.
-- article_id: Its article.
-- title: Title of the article.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8.
-- story_id: The story the article tells.
-- topics: Topics on whose pages the article stands, sorted.
-- section: Heading the statement stands under; null for titles and prose.
-- ordinal: 0 for the title, then bullets or sentences from 1.
-- text: The statement as printed.
-- lang: en or zh.
-- subject: English name of the entity the statement is about; null where unknown.
-- entities: The entities it names, each once, in order of first mention: entity_id, type, name, surface.
-- measures: Its quantities in order: measure_id, quote, comparator, low, high, unit, change, subject, metric,
--    object, as_of.
-- citations: Numbers of its citation marks.
-- seed_file: Page the text was taken from.
-- start_char: Start in the title (ordinal 0) or the body.
-- end_char: End in the title or the body, exclusive.
select
    claims.claim_id as claim_id,
    claims.article_id as article_id,
    articles.title as title,
    articles.source as source,
    articles.published_at as published_at,
    articles.story_id as story_id,
    (
        select list(topic_articles.topic order by topic_articles.topic)
        from topic_articles
        where topic_articles.article_id = claims.article_id and topic_articles.topic is not null
    ) as topics,
    claims.section as section,
    claims.ordinal as ordinal,
    claims.text as text,
    claims.lang as lang,
    subjects.name as subject,
    (
        select
            list(
                struct_pack(
                    entity_id := entities.entity_id,
                    type := entities.type,
                    name := entities.name,
                    surface := first_mentions.surface
                )
                order by first_mentions.start_char, entities.name
            )
        from (
            select
                mentions.claim_id as claim_id,
                mentions.entity_id as entity_id,
                min(mentions.start_char) as start_char,
                arg_min(mentions.surface, mentions.start_char) as surface
            from mentions
            where mentions.claim_id = claims.claim_id
            group by mentions.claim_id, mentions.entity_id
        ) as first_mentions
        inner join entities on entities.entity_id = first_mentions.entity_id
    ) as entities,
    (
        select
            list(
                struct_pack(
                    measure_id := measures.measure_id,
                    quote := measures.quote,
                    comparator := measures.comparator,
                    low := measures.low,
                    high := measures.high,
                    unit := measures.unit,
                    change := measures.change,
                    subject := subjects.name,
                    metric := measures.metric,
                    object := objects.name,
                    as_of := measures.as_of
                )
                order by measures.start_char
            )
        from measures
        left join entities as subjects on subjects.entity_id = measures.subject_id
        left join entities as objects on objects.entity_id = measures.object_id
        where measures.claim_id = claims.claim_id
    ) as measures,
    claims.citations as citations,
    articles.seed_file as seed_file,
    claims.start_char as start_char,
    claims.end_char as end_char
from claims
inner join articles on articles.article_id = claims.article_id
left join entities as subjects on subjects.entity_id = claims.subject_id
