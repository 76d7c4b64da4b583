-- The same fact as different articles state it, with a verdict and every statement as evidence.
-- grain: fact_id.
-- rule: that of `sql/facts/facts.sql`, by which a refresh judges the facts that it touches and keeps them in
--    the table facts; here they get their names.
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
    facts.verdict as verdict,
    facts.evidence as evidence
from facts
inner join entities as subjects on subjects.entity_id = facts.subject_id
left join entities as objects on objects.entity_id = facts.object_id
