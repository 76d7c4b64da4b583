-- Articles by week of publication, the latest 26 weeks that have any.
with weeks as (
    select cast(date_trunc('week', published_at) as date) as week, count(*) as articles
    from articles
    where published_at is not null
    group by 1
),

latest as (
    select week, articles
    from weeks
    order by week desc
    limit 26
)

select week, articles
from latest
order by week
