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

new_articles as (
    select
        articles.article_id as article_id,
        articles.published_at as published_at,
        articles.source as source,
        articles.title as title
    from articles
    inner join first_seen on first_seen.id = articles.article_id and first_seen.kind = 'article'
    inner join latest on latest.refresh_id = first_seen.refresh_id
),

new_claims as (
    select
        'claim' as kind,
        claims.claim_id as id,
        claims.article_id as article_id,
        new_articles.published_at as published_at,
        new_articles.source as source,
        new_articles.title as title,
        subjects.name as subject,
        claims.text as text,
        cast(null as double) as low_min,
        cast(null as double) as high_max,
        cast(null as varchar) as unit,
        cast(null as varchar) as verdict,
        cast(null as varchar) as previous_verdict
    from claims
    inner join new_articles on new_articles.article_id = claims.article_id
    left join entities as subjects on subjects.entity_id = claims.subject_id
),

new_facts as (
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
    inner join first_seen on first_seen.kind = 'fact' and first_seen.id = fact_verdicts.fact_id
    inner join fact_agreement on fact_agreement.fact_id = fact_verdicts.fact_id
    where fact_verdicts.previous_verdict is not null or first_seen.refresh_id = latest.refresh_id
),

namings as (
    select
        mentions.entity_id as entity_id,
        articles.article_id as article_id,
        articles.published_at as published_at,
        articles.source as source,
        articles.title as title,
        row_number() over (
            partition by mentions.entity_id order by articles.published_at nulls last, articles.article_id
        ) as place
    from mentions
    inner join first_seen on first_seen.id = mentions.entity_id and first_seen.kind = 'entity'
    inner join latest on latest.refresh_id = first_seen.refresh_id
    inner join articles on articles.article_id = mentions.article_id
),

new_entities as (
    select
        'entity' as kind,
        entities.entity_id as id,
        namings.article_id as article_id,
        namings.published_at as published_at,
        namings.source as source,
        namings.title as title,
        entities.name as subject,
        entities.type as text,
        cast(null as double) as low_min,
        cast(null as double) as high_max,
        cast(null as varchar) as unit,
        cast(null as varchar) as verdict,
        cast(null as varchar) as previous_verdict
    from namings
    inner join entities on entities.entity_id = namings.entity_id
    where namings.place = 1
),

new_name_conflicts as (
    select
        'name_conflict' as kind,
        concat_ws('|', name_conflicts.article_id, name_conflicts.entity_id, name_conflicts.other_id) as id,
        articles.article_id as article_id,
        articles.published_at as published_at,
        articles.source as source,
        articles.title as title,
        name_conflicts.surface as subject,
        concat_ws(' ', name_conflicts.role || ': others have', name_conflicts.other_name) as text,
        cast(null as double) as low_min,
        cast(null as double) as high_max,
        cast(null as varchar) as unit,
        cast(null as varchar) as verdict,
        cast(null as varchar) as previous_verdict
    from name_conflicts
    inner join articles on articles.article_id = name_conflicts.article_id
    inner join first_seen
        on first_seen.kind = 'name_conflict'
        and first_seen.id
            = concat_ws('|', name_conflicts.article_id, name_conflicts.entity_id, name_conflicts.other_id)
    inner join latest on latest.refresh_id = first_seen.refresh_id
),

new_date_conflicts as (
    select
        'date_conflict' as kind,
        concat_ws('|', date_conflicts.claim_id, date_conflicts.as_of, date_conflicts.kind) as id,
        articles.article_id as article_id,
        articles.published_at as published_at,
        articles.source as source,
        articles.title as title,
        date_conflicts.quote as subject,
        date_conflicts.text as text,
        cast(null as double) as low_min,
        cast(null as double) as high_max,
        cast(null as varchar) as unit,
        cast(null as varchar) as verdict,
        cast(null as varchar) as previous_verdict
    from date_conflicts
    inner join articles on articles.article_id = date_conflicts.article_id
    inner join first_seen
        on first_seen.kind = 'date_conflict'
        and first_seen.id = concat_ws('|', date_conflicts.claim_id, date_conflicts.as_of, date_conflicts.kind)
    inner join latest on latest.refresh_id = first_seen.refresh_id
)

select
    kind,
    id,
    article_id,
    published_at,
    source,
    title,
    subject,
    text,
    low_min,
    high_max,
    unit,
    verdict,
    previous_verdict
from new_claims
union all
select
    kind,
    id,
    article_id,
    published_at,
    source,
    title,
    subject,
    text,
    low_min,
    high_max,
    unit,
    verdict,
    previous_verdict
from new_facts
union all
select
    kind,
    id,
    article_id,
    published_at,
    source,
    title,
    subject,
    text,
    low_min,
    high_max,
    unit,
    verdict,
    previous_verdict
from new_entities
union all
select
    kind,
    id,
    article_id,
    published_at,
    source,
    title,
    subject,
    text,
    low_min,
    high_max,
    unit,
    verdict,
    previous_verdict
from new_name_conflicts
union all
select
    kind,
    id,
    article_id,
    published_at,
    source,
    title,
    subject,
    text,
    low_min,
    high_max,
    unit,
    verdict,
    previous_verdict
from new_date_conflicts
