-- Quantities about a known subject as comparable ranges: common unit, comparator and tolerance applied.
-- grain: measure_id.
-- rule: masses are put in tonnes, other units compare only with themselves. A plain number stands for itself
--    give or take 2.5 percent, so that two of them agree within 5 percent of each other; `~` gives or takes 5
--    percent; `>` and `>=` have no upper end, `<` and `<=` no lower end. What has no metric (other) or merely
--    counts things (count) is left out: two such numbers need not be about the same thing.
-- measure_id: The quantity.
-- article_id: Its article.
-- claim_id: Its statement.
-- story_id: The story of the article.
-- subject_id: Entity the number is about.
-- metric: What is measured.
-- object_id: Second entity, or null.
-- unit: Unit that the range is in.
-- is_change: True where the number is a rise or a fall, false where it is a level.
-- as_of: Date the number speaks of, or null.
-- comparator: As extracted.
-- value_low: Lower end as printed, in `unit`; a fall is negative.
-- value_high: Upper end as printed, in `unit`; a fall is negative.
-- lower_bound: Lower end with comparator and tolerance; minus infinity where there is none.
-- upper_bound: Upper end with comparator and tolerance; infinity where there is none.
with compared as (
    select
        measures.measure_id as measure_id,
        measures.article_id as article_id,
        measures.claim_id as claim_id,
        articles.story_id as story_id,
        measures.subject_id as subject_id,
        measures.metric as metric,
        measures.object_id as object_id,
        measures.as_of as as_of,
        measures.comparator as comparator,
        measures.change is not null as is_change,
        case when measures.unit in ('kg', 'pound', 'gram') then 'tonne' else measures.unit end as unit,
        case measures.unit
            when 'kg' then 0.001
            when 'pound' then 0.00045359237
            when 'gram' then 0.000001
            else 1.0
        end as factor,
        case when measures.change = 'down' then -1.0 else 1.0 end as sign,
        measures.low as low,
        measures.high as high
    from measures
    inner join articles on articles.article_id = measures.article_id
    where measures.subject_id is not null and measures.metric not in ('other', 'count')
),

valued as (
    select
        measure_id,
        article_id,
        claim_id,
        story_id,
        subject_id,
        metric,
        object_id,
        unit,
        is_change,
        as_of,
        case
            when sign > 0 or comparator in ('=', '~') then comparator
            when comparator = '>' then '<'
            when comparator = '>=' then '<='
            when comparator = '<' then '>'
            else '>='
        end as direction,
        comparator,
        least(low * factor * sign, high * factor * sign) as value_low,
        greatest(low * factor * sign, high * factor * sign) as value_high
    from compared
)

select
    measure_id,
    article_id,
    claim_id,
    story_id,
    subject_id,
    metric,
    object_id,
    unit,
    is_change,
    as_of,
    comparator,
    value_low,
    value_high,
    case
        when direction in ('<', '<=') then cast('-infinity' as double)
        else value_low - abs(value_low) * case when direction = '~' then 0.05 else 0.025 end
    end as lower_bound,
    case
        when direction in ('>', '>=') then cast('infinity' as double)
        else value_high + abs(value_high) * case when direction = '~' then 0.05 else 0.025 end
    end as upper_bound
from valued
