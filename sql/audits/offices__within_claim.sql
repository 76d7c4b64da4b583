-- The title of an office lies within the statement that gives it.
-- severity: block
select
    offices.claim_id as claim_id,
    offices.office as office,
    offices.start_char as start_char,
    offices.end_char as end_char
from offices
inner join claims on claims.claim_id = offices.claim_id
where
    offices.article_id <> claims.article_id
    or offices.start_char < claims.start_char
    or offices.end_char > claims.end_char
    or offices.start_char >= offices.end_char
