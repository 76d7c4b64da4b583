-- No page, and no line of a page, is quarantined.
-- severity: warn
select seed_file, status, error
from seed_files
where status = 'quarantined' or error is not null
