-- Comparator and change of a measure hold only the documented words.
-- severity: block
select measure_id, quote, comparator, change
from measures
where comparator not in ('=', '>', '>=', '<', '<=', '~') or change not in ('up', 'down')
