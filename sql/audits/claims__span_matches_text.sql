-- The text of a claim is the characters its offsets name: in the title where ordinal is 0, else in the body.
-- severity: block
select
    claims.claim_id as claim_id,
    claims.ordinal as ordinal,
    claims.text as text,
    substr(
        case when claims.ordinal = 0 then articles.title else articles.body end,
        claims.start_char + 1,
        claims.end_char - claims.start_char
    ) as printed
from claims
inner join articles on articles.article_id = claims.article_id
where claims.text <> substr(
    case when claims.ordinal = 0 then articles.title else articles.body end,
    claims.start_char + 1,
    claims.end_char - claims.start_char
)
