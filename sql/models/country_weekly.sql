-- How much is said about each country or bloc, week by week.
-- grain: entity_id and week.
-- entity_id: The country or bloc.
-- country: English name.
-- iso3: ISO 3166-1 alpha-3 code; null for a bloc.
-- kind: country or bloc.
-- week: Monday of the week; null gathers the articles without a date, so that the sums are whole.
-- articles: Articles that name it.
-- stories: Stories they tell; rewrites of one story count once.
-- claims: Statements that name it.
-- mentions: Times it is named.
-- measures: Quantities published in the week whose subject it is.
-- sources: Outlets that name it.
with measure_counts as (
    select
        measures.subject_id as entity_id,
        cast(date_trunc('week', articles.published_at) as date) as week,
        count(*) as measures
    from measures
    inner join articles on articles.article_id = measures.article_id
    group by measures.subject_id, cast(date_trunc('week', articles.published_at) as date)
),

totals as (
    select
        entity_id,
        country,
        iso3,
        kind,
        week,
        count(*) as articles,
        count(distinct story_id) as stories,
        cast(sum(claims) as bigint) as claims,
        cast(sum(mentions) as bigint) as mentions,
        count(distinct source) as sources
    from country_articles
    group by entity_id, country, iso3, kind, week
)

select
    totals.entity_id as entity_id,
    totals.country as country,
    totals.iso3 as iso3,
    totals.kind as kind,
    totals.week as week,
    totals.articles as articles,
    totals.stories as stories,
    totals.claims as claims,
    totals.mentions as mentions,
    coalesce(measure_counts.measures, 0) as measures,
    totals.sources as sources
from totals
left join measure_counts
    on measure_counts.entity_id = totals.entity_id
    and measure_counts.week is not distinct from totals.week
