-- The quote of a measure is exactly the characters its offsets name in the title or body.
-- severity: block
select
    measures.measure_id as measure_id,
    measures.article_id as article_id,
    measures.quote as quote,
    substr(
        case measures.field when 'title' then articles.title else articles.body end,
        measures.start_char + 1,
        measures.end_char - measures.start_char
    ) as printed
from measures
inner join articles on articles.article_id = measures.article_id
where
    measures.field not in ('title', 'body')
    or measures.quote <> substr(
        case measures.field when 'title' then articles.title else articles.body end,
        measures.start_char + 1,
        measures.end_char - measures.start_char
    )
