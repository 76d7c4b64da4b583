-- The claims of an article are numbered from 0, the title, without a gap.
-- severity: block
select article_id, min(ordinal) as first_ordinal, max(ordinal) as last_ordinal, count(*) as claims
from claims
group by article_id
having min(ordinal) <> 0 or max(ordinal) <> count(*) - 1
