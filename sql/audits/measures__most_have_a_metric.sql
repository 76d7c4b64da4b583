-- At least half of the measures have a metric other than `other`.
-- severity: warn
select count(*) as measures, count(case when metric = 'other' then 1 end) as without_metric
from measures
having count(case when metric = 'other' then 1 end) > 0.5 * count(*)
