-- The quote of a measure is exactly the characters its offsets name in the text of its claim.
-- severity: block
select
    measures.measure_id as measure_id,
    measures.article_id as article_id,
    measures.quote as quote,
    substr(
        claims.text,
        measures.start_char - claims.start_char + 1,
        measures.end_char - measures.start_char
    ) as printed
from measures
inner join claims on claims.claim_id = measures.claim_id
where
    measures.field not in ('title', 'body')
    or measures.quote <> substr(
        claims.text,
        measures.start_char - claims.start_char + 1,
        measures.end_char - measures.start_char
    )
