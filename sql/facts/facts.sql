-- The facts that two articles or more state, with the verdict on them and every statement as evidence.
-- grain: fact_id.
-- reads: measure_ranges, measures: of the subjects and metrics in question.
-- rule: numbers about the same subject, metric, object, qualifier and unit are one fact (see
--    measure_ranges for units and tolerance); levels and changes, and what is and what is forecast, are
--    kept apart. A fact is listed where two articles or more state it. The same number told again by the
--    same story is a copy: it stands in the evidence and is not counted. An article does not contradict
--    itself: what it gives for one date is a range from the least to the greatest. Where the articles of
--    a fact lie more than a year apart, an undated number speaks of its article's year. Verdict: `agree`
--    where all these ranges overlap; `drift` where they do not, but those of each date agree among
--    themselves and an undated one fits some date; `conflict` otherwise.
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
        case
            when measure_ranges.as_of is not null then measure_ranges.as_of
            when max(articles.published_at) over (partition by measure_ranges.fact_id)
                > min(articles.published_at) over (partition by measure_ranges.fact_id) + interval 366 day
                then coalesce(strftime(articles.published_at, '%Y'), '')
            else ''
        end as date_key,
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

said as (
    -- An article does not contradict itself: its numbers for one date reach from the least to the greatest.
    select
        fact_id,
        article_id,
        date_key,
        min(lower_bound) as lower_bound,
        max(upper_bound) as upper_bound
    from stated
    group by fact_id, article_id, date_key
),

dates as (
    select
        fact_id,
        date_key,
        max(lower_bound) as lower_bound,
        min(upper_bound) as upper_bound
    from said
    group by fact_id, date_key
),

dated as (
    select fact_id, count(*) as dates
    from dates
    where date_key <> ''
    group by fact_id
),

misfits as (
    select undated.fact_id as fact_id, undated.article_id as article_id
    from said as undated
    inner join said as other on other.fact_id = undated.fact_id and other.date_key <> ''
    where undated.date_key = ''
    group by undated.fact_id, undated.article_id
    having max(case
        when other.article_id = undated.article_id then 1
        when undated.lower_bound <= other.upper_bound and other.lower_bound <= undated.upper_bound then 1
        else 0
    end) = 0
),

disputed as (
    -- Undated numbers that contradict each other may be one thing over time where each fits some date.
    select dates.fact_id as fact_id
    from dates
    left join dated on dated.fact_id = dates.fact_id
    where dates.lower_bound > dates.upper_bound and (dates.date_key <> '' or dated.fact_id is null)
    union
    select fact_id
    from misfits
),

overlapping as (
    select fact_id, max(lower_bound) <= min(upper_bound) as is_overlapping
    from dates
    group by fact_id
),

listed as (
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
    having count(distinct article_id) > 1
)

select
    listed.fact_id as fact_id,
    listed.subject_id as subject_id,
    listed.metric as metric,
    listed.object_id as object_id,
    listed.qualifier as qualifier,
    listed.unit as unit,
    listed.is_change as is_change,
    listed.is_forecast as is_forecast,
    listed.low_min as low_min,
    listed.high_max as high_max,
    listed.measures as measures,
    listed.articles as articles,
    listed.stories as stories,
    listed.sources as sources,
    listed.first_published as first_published,
    listed.last_published as last_published,
    case
        when overlapping.is_overlapping then 'agree'
        when disputed.fact_id is null then 'drift'
        else 'conflict'
    end as verdict,
    listed.evidence as evidence
from listed
inner join overlapping on overlapping.fact_id = listed.fact_id
left join disputed on disputed.fact_id = listed.fact_id
