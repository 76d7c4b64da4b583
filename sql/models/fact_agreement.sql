-- The same fact as different articles state it, with a verdict and every statement as evidence.
-- grain: fact_id.
-- rule: numbers about the same subject, metric, object, qualifier and unit are one fact (see
--    measure_ranges for units and tolerance); levels and changes, and what is and what is forecast, are
--    kept apart. A fact is listed from two articles or two different numbers on. The same number told
--    again by the same story is a copy: it stands in the evidence and is not counted. Verdict: `agree`
--    where all ranges overlap; `drift` where they do not, but numbers of one date agree among themselves
--    and an undated number fits some date; `conflict` otherwise.
-- fact_id: Hash of subject, metric, object, qualifier, unit, is_change and is_forecast.
-- subject_id: Entity the fact is about.
-- subject: Its English name.
-- metric: What is measured.
-- object_id: Second entity, or null.
-- object: Its English name, or null.
-- qualifier: What keeps it apart from other facts of the metric (suspended, capacity), or null.
-- unit: Unit of the numbers; masses are in tonnes.
-- is_change: True where the numbers are rises and falls, false where they are levels.
-- is_forecast: True where the numbers speak of a year after that of their articles.
-- low_min: Smallest lower end.
-- high_max: Largest upper end.
-- measures: Numbers that state the fact, copies of a story counted once.
-- articles: Articles that state it.
-- stories: Stories that state it.
-- sources: Outlets that state it.
-- first_published: Earliest statement, UTC+8.
-- last_published: Latest statement, UTC+8.
-- verdict: agree, drift or conflict.
-- evidence: Every statement, earliest first: article_id, measure_id, published_at, source, title, quote,
--    claim, comparator, low, high, as_of, story_id, is_copy.
with stated as (
    select
        measure_ranges.measure_id as measure_id,
        measure_ranges.article_id as article_id,
        measure_ranges.story_id as story_id,
        measure_ranges.fact_id as fact_id,
        measure_ranges.subject_id as subject_id,
        measure_ranges.metric as metric,
        measure_ranges.object_id as object_id,
        measure_ranges.qualifier as qualifier,
        measure_ranges.unit as unit,
        measure_ranges.is_change as is_change,
        measure_ranges.is_forecast as is_forecast,
        measure_ranges.as_of as as_of,
        measure_ranges.comparator as comparator,
        measure_ranges.value_low as value_low,
        measure_ranges.value_high as value_high,
        measure_ranges.lower_bound as lower_bound,
        measure_ranges.upper_bound as upper_bound,
        coalesce(measure_ranges.as_of, '') as date_key,
        row_number() over (
            partition by
                measure_ranges.fact_id,
                measure_ranges.story_id,
                measure_ranges.comparator,
                measure_ranges.value_low,
                measure_ranges.value_high,
                measure_ranges.as_of
            order by articles.published_at nulls last, measure_ranges.measure_id
        ) > 1 as is_copy,
        articles.source as source,
        articles.title as title,
        articles.published_at as published_at,
        measures.quote as quote,
        measures.field as field,
        measures.start_char as start_char,
        claims.text as claim
    from measure_ranges
    inner join measures on measures.measure_id = measure_ranges.measure_id
    inner join articles on articles.article_id = measure_ranges.article_id
    inner join claims on claims.claim_id = measure_ranges.claim_id
),

dates as (
    select
        fact_id,
        date_key,
        max(lower_bound) as lower_bound,
        min(upper_bound) as upper_bound
    from stated
    group by fact_id, date_key
),

misfits as (
    select
        stated.fact_id as fact_id,
        stated.measure_id as measure_id
    from stated
    inner join dates on dates.fact_id = stated.fact_id
    where stated.date_key = '' and dates.date_key <> ''
    group by stated.fact_id, stated.measure_id
    having max(case
        when stated.lower_bound <= dates.upper_bound and dates.lower_bound <= stated.upper_bound then 1
        else 0
    end) = 0
),

undated_disputes as (
    -- Undated numbers that contradict each other are one thing over time where each of them fits a date.
    select undated.fact_id as fact_id
    from dates as undated
    left join dates as dated on dated.fact_id = undated.fact_id and dated.date_key <> ''
    where
        undated.date_key = ''
        and undated.lower_bound > undated.upper_bound
        and dated.fact_id is null
),

disputed as (
    select fact_id
    from dates
    where date_key <> '' and lower_bound > upper_bound
    union
    select fact_id
    from undated_disputes
    union
    select fact_id
    from misfits
),

facts as (
    select
        fact_id,
        subject_id,
        metric,
        object_id,
        qualifier,
        unit,
        is_change,
        is_forecast,
        min(value_low) as low_min,
        max(value_high) as high_max,
        count(case when not is_copy then 1 end) as measures,
        count(distinct article_id) as articles,
        count(distinct story_id) as stories,
        count(distinct source) as sources,
        min(published_at) as first_published,
        max(published_at) as last_published,
        max(lower_bound) <= min(upper_bound) as is_overlapping,
        list(
            struct_pack(
                article_id := article_id,
                measure_id := measure_id,
                published_at := published_at,
                source := source,
                title := title,
                quote := quote,
                claim := claim,
                comparator := comparator,
                low := value_low,
                high := value_high,
                as_of := as_of,
                story_id := story_id,
                is_copy := is_copy
            )
            order by published_at nulls last, article_id, field desc, start_char
        ) as evidence
    from stated
    group by fact_id, subject_id, metric, object_id, qualifier, unit, is_change, is_forecast
    having count(distinct article_id) > 1 or count(case when not is_copy then 1 end) > 1
)

select
    facts.fact_id as fact_id,
    facts.subject_id as subject_id,
    subjects.name as subject,
    facts.metric as metric,
    facts.object_id as object_id,
    objects.name as object,
    facts.qualifier as qualifier,
    facts.unit as unit,
    facts.is_change as is_change,
    facts.is_forecast as is_forecast,
    facts.low_min as low_min,
    facts.high_max as high_max,
    facts.measures as measures,
    facts.articles as articles,
    facts.stories as stories,
    facts.sources as sources,
    facts.first_published as first_published,
    facts.last_published as last_published,
    case
        when facts.is_overlapping then 'agree'
        when disputed.fact_id is null then 'drift'
        else 'conflict'
    end as verdict,
    facts.evidence as evidence
from facts
inner join entities as subjects on subjects.entity_id = facts.subject_id
left join entities as objects on objects.entity_id = facts.object_id
left join disputed on disputed.fact_id = facts.fact_id
