-- Countries by statements that name them, the first twelve.
select country, claims
from country_rollup
order by claims desc, country
limit 12
