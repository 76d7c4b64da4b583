-- Which topic shows which article, each pair once however many of the topic's pages show it.
-- grain: topic and article_id.
-- topic: Topic as printed; null where the page names none.
-- article_id: The article.
-- seeds: Pages of the topic that show the article.
select
    article_topics.topic as topic,
    article_topics.article_id as article_id,
    count(distinct article_topics.seed_file) as seeds
from article_topics
group by article_topics.topic, article_topics.article_id
