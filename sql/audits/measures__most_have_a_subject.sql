-- At least half of the measures have a subject.
-- severity: warn
select count(*) as measures, count(subject_id) as with_subject
from measures
having count(*) > 0 and count(subject_id) < 0.5 * count(*)
