-- A mention lies within the statement it is filed under, in the same field of the same article.
-- severity: block
select
    mentions.claim_id as claim_id,
    mentions.surface as surface,
    mentions.start_char as start_char,
    claims.start_char as claim_start,
    claims.end_char as claim_end
from mentions
inner join claims on claims.claim_id = mentions.claim_id
where
    mentions.article_id <> claims.article_id
    or mentions.start_char < claims.start_char
    or mentions.end_char > claims.end_char
    or (mentions.field = 'title') <> (claims.ordinal = 0)
