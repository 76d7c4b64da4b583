-- Articles that write one name for an office or a firm where others, or their own title, have another.
-- grain: article_id, entity_id, other_id and role
-- rule: a row is one of two kinds. A person (person_conflicts): `title_and_body`, the body gives someone
--    an office while the Chinese title names another holder of it; `same_weeks`, more stories of the 28
--    days before and after name another holder. A firm (firm_conflicts): `initials`, a firm stands beside
--    one whose name begins with its initials; `operator`, money goes into a mine where others of those
--    weeks name the firm that works it. The article in question is the one that stands alone.
-- conflict_id: Article, entity and other, with `|` between.
-- kind: title_and_body, same_weeks, initials or operator.
-- role: The office, or what a firm is here.
-- article_id: The article.
-- title: Its title.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8.
-- entity_id: Who or what is written.
-- name: Its English name.
-- surface: The name as printed.
-- other_id: Who or what the title, or the other articles, name.
-- other_name: Its English name.
-- other_surface: That name as printed there.
-- other_stories: Stories of these weeks that name the other; 0 for title_and_body.
-- text: The first statement in question.
with conflicts as (
    select
        kind,
        role,
        article_id,
        claim_id,
        entity_id,
        other_id,
        other_surface,
        other_stories
    from person_conflicts
    union all
    select
        kind,
        role,
        article_id,
        claim_id,
        entity_id,
        other_id,
        other_surface,
        other_stories
    from firm_conflicts
),

printed as (
    select mentions.claim_id as claim_id, mentions.entity_id as entity_id, min(mentions.surface) as surface
    from mentions
    inner join (select distinct claim_id from conflicts) as asked on asked.claim_id = mentions.claim_id
    group by mentions.claim_id, mentions.entity_id
)

select
    concat_ws('|', conflicts.article_id, conflicts.entity_id, conflicts.other_id) as conflict_id,
    conflicts.kind as kind,
    conflicts.role as role,
    conflicts.article_id as article_id,
    articles.title as title,
    articles.source as source,
    articles.published_at as published_at,
    conflicts.entity_id as entity_id,
    entities.name as name,
    printed.surface as surface,
    conflicts.other_id as other_id,
    others.name as other_name,
    conflicts.other_surface as other_surface,
    conflicts.other_stories as other_stories,
    claims.text as text
from conflicts
inner join articles on articles.article_id = conflicts.article_id
inner join claims on claims.claim_id = conflicts.claim_id
inner join entities on entities.entity_id = conflicts.entity_id
inner join entities as others on others.entity_id = conflicts.other_id
left join printed on printed.claim_id = conflicts.claim_id and printed.entity_id = conflicts.entity_id
