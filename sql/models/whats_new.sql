-- What the latest refresh brought: statements, facts, verdicts that changed, names, conflicts.
-- grain: kind and id.
-- rule: `claim`, a statement of an article first seen in the latest published refresh; `fact`, a fact
--    that fact_agreement did not list before; `verdict`, a fact whose verdict changed in it; `entity`, a
--    name first seen in it; `name_conflict` and `date_conflict`, a row of those views first seen in it.
--    An article that comes back or is read again by a newer extractor is not new.
-- kind: claim, fact, verdict, entity, name_conflict or date_conflict.
-- id: claim_id, fact_id, entity_id, or the key of the conflict.
-- article_id: The article; for an entity the first that names it; null for facts.
-- published_at: Publication of that article, for facts of the last that states it, UTC+8.
-- source: Outlet of that article; null for facts.
-- title: Title of that article; null for facts.
-- subject: Entity the statement or fact is about, the new name, or what a conflict has in print; null
--    where there is none.
-- text: The statement; what a fact measures; type of an entity; what others have in a conflict.
-- low_min: Smallest number that states the fact.
-- high_max: Largest number that states the fact.
-- unit: Unit of the two.
-- verdict: Verdict on a fact.
-- previous_verdict: The one before it.
with latest as (
    select refresh_id
    from (
        select refresh_id, row_number() over (order by started_at desc, finished_at desc) as place
        from refreshes
        where published
    ) as ranked
    where place = 1
),

new as (
    select first_seen.kind as kind, first_seen.id as id
    from first_seen
    inner join latest on latest.refresh_id = first_seen.refresh_id
),

new_claims as (
    select
        'claim' as kind,
        claims.claim_id as id,
        claims.article_id as article_id,
        subjects.name as subject,
        claims.text as text
    from claims
    inner join new on new.kind = 'article' and new.id = claims.article_id
    left join entities as subjects on subjects.entity_id = claims.subject_id
),

namings as (
    select
        mentions.entity_id as entity_id,
        mentions.article_id as article_id,
        row_number() over (
            partition by mentions.entity_id order by articles.published_at nulls last, articles.article_id
        ) as place
    from mentions
    inner join new on new.kind = 'entity' and new.id = mentions.entity_id
    inner join articles on articles.article_id = mentions.article_id
),

new_entities as (
    select
        'entity' as kind,
        entities.entity_id as id,
        namings.article_id as article_id,
        entities.name as subject,
        entities.type as text
    from namings
    inner join entities on entities.entity_id = namings.entity_id
    where namings.place = 1
),

new_name_conflicts as (
    select
        new.kind as kind,
        new.id as id,
        name_conflicts.article_id as article_id,
        name_conflicts.surface as subject,
        concat_ws(' ', name_conflicts.role || ': others have', name_conflicts.other_name) as text
    from name_conflicts
    inner join new on new.kind = 'name_conflict' and new.id = name_conflicts.conflict_id
),

new_date_conflicts as (
    select
        new.kind as kind,
        new.id as id,
        date_conflicts.article_id as article_id,
        date_conflicts.quote as subject,
        date_conflicts.text as text
    from date_conflicts
    inner join new on new.kind = 'date_conflict' and new.id = date_conflicts.conflict_id
),

in_articles as (
    select kind, id, article_id, subject, text
    from new_claims
    union all
    select kind, id, article_id, subject, text
    from new_entities
    union all
    select kind, id, article_id, subject, text
    from new_name_conflicts
    union all
    select kind, id, article_id, subject, text
    from new_date_conflicts
)

select
    in_articles.kind as kind,
    in_articles.id as id,
    in_articles.article_id as article_id,
    articles.published_at as published_at,
    articles.source as source,
    articles.title as title,
    in_articles.subject as subject,
    in_articles.text as text,
    cast(null as double) as low_min,
    cast(null as double) as high_max,
    cast(null as varchar) as unit,
    cast(null as varchar) as verdict,
    cast(null as varchar) as previous_verdict
from in_articles
inner join articles on articles.article_id = in_articles.article_id
union all
select
    case when fact_verdicts.previous_verdict is null then 'fact' else 'verdict' end as kind,
    fact_agreement.fact_id as id,
    cast(null as varchar) as article_id,
    fact_agreement.last_published as published_at,
    cast(null as varchar) as source,
    cast(null as varchar) as title,
    fact_agreement.subject as subject,
    concat_ws(
        ' ',
        fact_agreement.metric,
        'of ' || fact_agreement.object,
        '(' || fact_agreement.qualifier || ')'
    ) as text,
    fact_agreement.low_min as low_min,
    fact_agreement.high_max as high_max,
    fact_agreement.unit as unit,
    fact_verdicts.verdict as verdict,
    fact_verdicts.previous_verdict as previous_verdict
from fact_verdicts
inner join latest on latest.refresh_id = fact_verdicts.verdict_refresh_id
inner join fact_agreement on fact_agreement.fact_id = fact_verdicts.fact_id
left join new on new.kind = 'fact' and new.id = fact_verdicts.fact_id
where fact_verdicts.previous_verdict is not null or new.id is not null
