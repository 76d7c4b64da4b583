-- The lower end of a measure is a finite number not above its upper end.
-- severity: block
select measure_id, quote, low, high
from measures
where not (low <= high) or isnan(low) or isnan(high) or isinf(low) or isinf(high)
