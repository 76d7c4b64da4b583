-- A measure lies within the statement it is filed under, in the same field of the same article.
-- severity: block
select
    measures.measure_id as measure_id,
    measures.quote as quote,
    measures.start_char as start_char,
    claims.start_char as claim_start,
    claims.end_char as claim_end
from measures
inner join claims on claims.claim_id = measures.claim_id
where
    measures.article_id <> claims.article_id
    or measures.start_char < claims.start_char
    or measures.end_char > claims.end_char
    or (measures.field = 'title') <> (claims.ordinal = 0)
