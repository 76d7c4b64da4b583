-- Every article has at least its title as a claim.
-- severity: block
select articles.article_id as article_id, articles.title as title
from articles
left join claims on claims.article_id = articles.article_id and claims.ordinal = 0
where claims.claim_id is null
