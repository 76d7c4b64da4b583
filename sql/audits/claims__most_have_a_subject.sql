-- At least 30 percent of the claims have a subject.
-- severity: warn
select count(*) as claims, count(subject_id) as with_subject
from claims
having count(*) > 0 and count(subject_id) < 0.3 * count(*)
