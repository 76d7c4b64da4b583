-- A date is a year, a month or a day, and its tense one of three.
-- severity: block
select claim_id, quote, as_of, tense
from dates
where
    not regexp_matches(as_of, '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')
    or tense not in ('recent', 'past', 'future')
