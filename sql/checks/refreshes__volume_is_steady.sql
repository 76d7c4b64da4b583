-- The last refresh lost less than $shrink_percent percent of the articles and of the statements.
-- severity: warn
with numbered as (
    select
        refresh_id,
        started_at,
        seeds_removed,
        articles,
        claims,
        lag(articles) over (order by started_at, finished_at) as articles_before,
        lag(claims) over (order by started_at, finished_at) as claims_before,
        row_number() over (order by started_at desc, finished_at desc) as place
    from refreshes
    where published
)

select refresh_id, started_at, seeds_removed, articles_before, articles, claims_before, claims
from numbered
where place = 1
    and (
        articles < articles_before * (1 - $shrink_percent / 100.0)
        or claims < claims_before * (1 - $shrink_percent / 100.0)
    )
