-- Each topic got a new page within the last $stale_days days.
-- severity: warn
with arrivals as (
    select
        seed_files.topic as topic,
        seed_files.seed_file as seed_file,
        refreshes.started_at as arrived_at
    from seed_files
    inner join first_seen on first_seen.kind = 'page' and first_seen.id = seed_files.sha256
    inner join refreshes on refreshes.refresh_id = first_seen.refresh_id
    where seed_files.status = 'loaded' and seed_files.topic is not null
)

select topic, count(*) as pages, max(arrived_at) as last_new_page_at
from arrivals
group by topic
having date_diff('second', max(arrived_at), cast($now as timestamp)) > 86400 * $stale_days
order by last_new_page_at, topic
