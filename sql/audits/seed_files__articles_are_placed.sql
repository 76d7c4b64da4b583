-- A page shows as many articles as the ledger says, and a quarantined one none.
-- severity: block
with placed as (
    select seed_file, count(*) as articles
    from article_topics
    group by seed_file
)

select
    seed_files.seed_file as seed_file,
    seed_files.article_count as article_count,
    coalesce(placed.articles, 0) as placed
from seed_files
left join placed on placed.seed_file = seed_files.seed_file
where seed_files.article_count <> coalesce(placed.articles, 0)
