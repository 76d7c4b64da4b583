-- The extractor fails on no more pages than it loads; else it is broken, and not the pages.
-- severity: block
-- scope: everything
with failed as (
    select seed_file, error
    from seed_files
    where error like 'the extractor failed%'
),

loaded as (
    select count(*) as pages
    from seed_files
    where status = 'loaded'
)

select failed.seed_file as seed_file, failed.error as error
from failed
cross join loaded
where (select count(*) from failed) > loaded.pages
