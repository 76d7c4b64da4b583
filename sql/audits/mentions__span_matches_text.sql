-- The surface of a mention is exactly the characters its offsets name in the title or body.
-- severity: block
select
    mentions.claim_id as claim_id,
    mentions.entity_id as entity_id,
    mentions.surface as surface,
    substr(
        case mentions.field when 'title' then articles.title else articles.body end,
        mentions.start_char + 1,
        mentions.end_char - mentions.start_char
    ) as printed
from mentions
inner join articles on articles.article_id = mentions.article_id
where
    mentions.field not in ('title', 'body')
    or mentions.surface <> substr(
        case mentions.field when 'title' then articles.title else articles.body end,
        mentions.start_char + 1,
        mentions.end_char - mentions.start_char
    )
