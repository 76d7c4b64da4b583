-- The surface of a mention is exactly the characters its offsets name in the text of its claim.
-- severity: block
select
    mentions.claim_id as claim_id,
    mentions.entity_id as entity_id,
    mentions.surface as surface,
    substr(
        claims.text,
        mentions.start_char - claims.start_char + 1,
        mentions.end_char - mentions.start_char
    ) as printed
from mentions
inner join claims on claims.claim_id = mentions.claim_id
where
    mentions.field not in ('title', 'body')
    or mentions.surface <> substr(
        claims.text,
        mentions.start_char - claims.start_char + 1,
        mentions.end_char - mentions.start_char
    )
