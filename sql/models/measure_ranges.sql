-- Quantities about a known subject as comparable ranges, with the key of the fact each of them states.
-- grain: measure_id.
-- rule: masses are put in tonnes, spans of months that make whole years in years; other units, every
--    currency among them, compare only with themselves. Offices of a state speak for their country
--    (fact_subjects). A plain number stands for itself give or take the tolerance of its metric
--    (metrics.tolerance, 2.5 percent for most, so that 69 and 70 agree), `~` for twice as much; `>` and
--    `>=` have no upper end, `<` and `<=` no lower end. What has no metric (other) or merely counts
--    things (count) is left out, and so are spans of time of which nothing says what they are for, that
--    have passed or that an order leaves, and numbers about another kind of subject than their metric
--    has: two such numbers need not be about the same thing.
-- measure_id: The quantity.
-- article_id: Its article.
-- claim_id: Its statement.
-- story_id: The story of the article.
-- fact_id: Hash of the fact's key: subject, metric, object, qualifier, unit, is_change, is_forecast.
-- subject_id: Entity the number is about; for an office of a state, its country.
-- metric: What is measured.
-- object_id: Second entity, or null.
-- qualifier: What keeps the number apart from others of its metric, or null.
-- unit: Unit that the range is in.
-- is_change: True where the number is a rise or a fall, false where it is a level.
-- is_forecast: True where the number speaks of a year after its article's: a target or a forecast.
-- as_of: Date the number speaks of, or null; a change without one is of the day of its article.
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
        fact_subjects.subject_id as subject_id,
        measures.metric as metric,
        case
            when metrics.object_type = 'none' then null
            when objects.entity_id = fact_subjects.subject_id then null
            else objects.entity_id
        end as object_id,
        measures.qualifier as qualifier,
        measures.change is not null as is_change,
        coalesce(substr(measures.as_of, 1, 4) > strftime(articles.published_at, '%Y'), false) as is_forecast,
        case
            when measures.change is null then measures.as_of
            else coalesce(measures.as_of, strftime(articles.published_at, '%Y-%m-%d'))
        end as as_of,
        measures.comparator as comparator,
        case
            when measures.unit in ('kg', 'pound', 'gram') then 'tonne'
            when measures.unit = 'month' and measures.low % 12 = 0 and measures.high % 12 = 0 then 'year'
            else measures.unit
        end as unit,
        case measures.unit
            when 'kg' then 0.001
            when 'pound' then 0.00045359237
            when 'gram' then 0.000001
            when 'month'
                then case when measures.low % 12 = 0 and measures.high % 12 = 0 then 1.0 / 12 else 1.0 end
            else 1.0
        end as factor,
        case when measures.change = 'down' then -1.0 else 1.0 end as sign,
        metrics.tolerance / 100 * case when measures.comparator = '~' then 2 else 1 end as tolerance,
        measures.low as low,
        measures.high as high
    from measures
    inner join articles on articles.article_id = measures.article_id
    inner join metrics on metrics.metric = measures.metric
    inner join fact_subjects on fact_subjects.entity_id = measures.subject_id
    inner join entities as subjects on subjects.entity_id = fact_subjects.subject_id
    left join entities as objects on objects.entity_id = measures.object_id
    where
        measures.metric not in ('other', 'count')
        and (measures.metric <> 'duration' or measures.qualifier not in ('elapsed', 'deadline'))
        and (
            coalesce(metrics.subject_type, 'country') in ('country', subjects.type)
            or (metrics.subject_type = 'material' and subjects.type = 'product')
        )
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
        qualifier,
        unit,
        is_change,
        is_forecast,
        as_of,
        case
            when sign > 0 or comparator in ('=', '~') then comparator
            when comparator = '>' then '<'
            when comparator = '>=' then '<='
            when comparator = '<' then '>'
            else '>='
        end as direction,
        comparator,
        tolerance,
        least(low * factor * sign, high * factor * sign) as value_low,
        greatest(low * factor * sign, high * factor * sign) as value_high
    from compared
)

select
    measure_id,
    article_id,
    claim_id,
    story_id,
    substr(
        md5(
            concat_ws(
                '|',
                subject_id,
                metric,
                coalesce(object_id, ''),
                coalesce(qualifier, ''),
                unit,
                case when is_change then 'change' else 'level' end,
                case when is_forecast then 'forecast' else 'state' end
            )
        ),
        1,
        16
    ) as fact_id,
    subject_id,
    metric,
    object_id,
    qualifier,
    unit,
    is_change,
    is_forecast,
    as_of,
    comparator,
    value_low,
    value_high,
    case
        when direction in ('<', '<=') then cast('-infinity' as double)
        else value_low - abs(value_low) * tolerance
    end as lower_bound,
    case
        when direction in ('>', '>=') then cast('infinity' as double)
        else value_high + abs(value_high) * tolerance
    end as upper_bound
from valued
