-- The quote of a date is exactly the characters its offsets name in the text of its claim.
-- severity: block
select
    dates.claim_id as claim_id,
    dates.article_id as article_id,
    dates.quote as quote,
    dates.start_char as start_char
from dates
inner join claims on claims.claim_id = dates.claim_id
where
    dates.field not in ('title', 'body')
    or dates.start_char < claims.start_char
    or dates.end_char > claims.end_char
    or dates.quote <> substr(
        claims.text,
        dates.start_char - claims.start_char + 1,
        dates.end_char - dates.start_char
    )
