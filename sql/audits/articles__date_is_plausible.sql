-- Articles are dated, between 1990 and next month.
-- severity: warn
select article_id, title, source, published_at
from articles
where
    published_at is null
    or published_at < timestamp '1990-01-01 00:00:00'
    or published_at > (select max(loaded_at) from seed_files) + interval 31 day
