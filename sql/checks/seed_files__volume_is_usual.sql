-- No loaded page holds less than a fifth of the articles that pages of its size usually hold.
-- severity: warn
with rates as (
    select seed_file, topic, char_count, article_count, article_count / char_count as rate
    from seed_files
    where status = 'loaded' and article_count > 0 and char_count > 0
),

usual as (
    select median(rate) as rate
    from rates
)

select rates.seed_file, rates.topic, rates.char_count, rates.article_count
from rates
cross join usual
where rates.rate < usual.rate / 5
order by rates.seed_file
