-- At least 80 percent of the characters of the bodies stand in a claim.
-- severity: warn
-- scope: what came
with claimed as (
    select sum(end_char - start_char) as chars
    from claims
    where ordinal > 0
),

written as (
    select sum(length(body)) as chars
    from articles
)

select written.chars as body_chars, claimed.chars as claimed_chars
from written
cross join claimed
where coalesce(claimed.chars, 0) < 0.8 * written.chars
