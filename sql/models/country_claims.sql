-- Which statement names which country or bloc of countries, and how often.
-- grain: entity_id, claim_id.
-- entity_id: The country or bloc.
-- claim_id: The statement.
-- article_id: Its article.
-- mentions: How often it names it.
with countries as (
    select entity_id
    from entities
    where type = 'country' or (type = 'organization' and subtype = 'bloc')
)

select
    mentions.entity_id as entity_id,
    mentions.claim_id as claim_id,
    mentions.article_id as article_id,
    count(*) as mentions
from mentions
inner join countries on countries.entity_id = mentions.entity_id
group by mentions.entity_id, mentions.claim_id, mentions.article_id
