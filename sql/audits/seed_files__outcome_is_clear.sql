-- Every page is loaded, or quarantined with a reason.
-- severity: block
select seed_file, status, error
from seed_files
where status not in ('loaded', 'quarantined') or (status = 'quarantined' and error is null)
