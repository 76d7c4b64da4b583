-- Where a country or a bloc of countries is named, with its article's outlet, date and week.
-- grain: claim_id, entity_id and start_char, as in mentions.
-- entity_id: The country or bloc.
-- country: Its English name.
-- country_zh: Its Chinese name.
-- iso3: ISO 3166-1 alpha-3 code; null for a bloc.
-- kind: country or bloc.
-- claim_id: The statement that names it.
-- article_id: The article of the statement.
-- start_char: Where in the title or body the name starts.
-- story_id: The story the article tells.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8; null where the page gives none.
-- week: Monday of the week of publication; null where there is no date.
select
    entities.entity_id as entity_id,
    entities.name as country,
    entities.name_zh as country_zh,
    entities.iso3 as iso3,
    case when entities.type = 'country' then 'country' else 'bloc' end as kind,
    mentions.claim_id as claim_id,
    mentions.article_id as article_id,
    mentions.start_char as start_char,
    articles.story_id as story_id,
    articles.source as source,
    articles.published_at as published_at,
    cast(date_trunc('week', articles.published_at) as date) as week
from mentions
inner join entities on entities.entity_id = mentions.entity_id
inner join articles on articles.article_id = mentions.article_id
where entities.type = 'country' or (entities.type = 'organization' and entities.subtype = 'bloc')
