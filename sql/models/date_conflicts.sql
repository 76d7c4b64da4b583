-- Statements whose date cannot be right, or is another year than everyone else gives.
-- grain: claim_id, quote, as_of and kind
-- rule: `after_article`: a sentence tells of something past and dates it two days or more after its
--    article was published. `not_recent`: it calls something recent, latest or of this year and dates it
--    to a time that ended a year or more before. `other_year`: it prints a year with a month (and day)
--    where two other articles of the 92 days before and after, whose statements share two of its names,
--    one of them no country, date the same month (and day) to another year, their own or one they print,
--    and none dates it as it does; of copies the first article speaks. What speaks of a time to come, and
--    dates that are only compared with, are none.
-- conflict_id: Statement, date and kind, with `|` between.
-- kind: after_article, not_recent or other_year.
-- article_id: The article.
-- title: Its title.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8.
-- claim_id: The statement.
-- quote: The date as printed.
-- as_of: The date.
-- other_as_of: What the other articles date it; null for the other kinds.
-- other_articles: How many do.
-- text: The statement.
with firsts as (
    select article_id
    from (
        select
            article_id,
            row_number() over (partition by copy_id order by published_at, article_id) as place
        from articles
        where published_at is not null
    ) as copies
    where place = 1
),

printed as (
    select
        dates.claim_id as claim_id,
        dates.article_id as article_id,
        dates.quote as quote,
        dates.as_of as as_of,
        dates.has_year as has_year,
        dates.tense as tense,
        articles.published_at as published_at,
        row_number() over (
            partition by dates.claim_id, dates.as_of order by dates.start_char
        ) as place
    from dates
    inner join articles on articles.article_id = dates.article_id
    where articles.published_at is not null
),

after_article as (
    select 'after_article' as kind, claim_id, article_id, quote, as_of
    from printed
    where
        place = 1
        and has_year
        and tense = 'past'
        and as_of > substr(strftime(published_at + interval 1 day, '%Y-%m-%d'), 1, length(as_of))
),

not_recent as (
    select 'not_recent' as kind, claim_id, article_id, quote, as_of
    from printed
    where
        place = 1
        and has_year
        and tense = 'recent'
        and as_of || substr('-12-31', length(as_of) - 3)
            < strftime(published_at - interval 365 day, '%Y-%m-%d')
),

months as (
    select
        printed.claim_id as claim_id,
        printed.article_id as article_id,
        printed.quote as quote,
        printed.as_of as as_of,
        substr(printed.as_of, 6) as month,
        printed.has_year and substr(printed.as_of, 1, 4) < strftime(printed.published_at, '%Y') as is_odd,
        printed.published_at as published_at
    from printed
    inner join firsts on firsts.article_id = printed.article_id
    where printed.place = 1 and length(printed.as_of) >= 7
),

odd_years as (
    select claim_id, article_id, quote, as_of, month, published_at
    from months
    where is_odd
),

subjects as (
    select
        mentions.claim_id as claim_id,
        mentions.entity_id as entity_id,
        max(case when entities.type = 'country' then 0 else 1 end) as is_telling
    from mentions
    inner join (select distinct claim_id from months) as dated on dated.claim_id = mentions.claim_id
    inner join entities on entities.entity_id = mentions.entity_id
    group by mentions.claim_id, mentions.entity_id
),

told_months as (
    select
        months.claim_id as claim_id,
        months.article_id as article_id,
        months.as_of as as_of,
        months.month as month,
        months.is_odd as is_odd,
        months.published_at as published_at,
        subjects.entity_id as entity_id
    from months
    inner join subjects on subjects.claim_id = months.claim_id
    where subjects.is_telling = 1
),

neighbours as (
    select distinct
        odd.claim_id as claim_id,
        odd.as_of as as_of,
        other.claim_id as other_claim_id,
        other.article_id as other_article_id,
        other.as_of as other_as_of
    from told_months as odd
    inner join told_months as other
        on other.month = odd.month
        and other.entity_id = odd.entity_id
        and other.article_id <> odd.article_id
        and other.published_at
            between odd.published_at - interval 92 day and odd.published_at + interval 92 day
    where odd.is_odd
),

shared as (
    select
        neighbours.claim_id as claim_id,
        neighbours.as_of as as_of,
        neighbours.other_claim_id as other_claim_id,
        neighbours.other_article_id as other_article_id,
        neighbours.other_as_of as other_as_of
    from neighbours
    inner join subjects on subjects.claim_id = neighbours.claim_id
    inner join subjects as other_subjects
        on other_subjects.claim_id = neighbours.other_claim_id
        and other_subjects.entity_id = subjects.entity_id
    group by
        neighbours.claim_id,
        neighbours.as_of,
        neighbours.other_claim_id,
        neighbours.other_article_id,
        neighbours.other_as_of
    having count(*) >= 2
),

dated_otherwise as (
    select
        claim_id,
        as_of,
        max(other_as_of) as other_as_of,
        count(distinct case when other_as_of <> as_of then other_article_id end) as other_articles
    from shared
    group by claim_id, as_of
    having count(distinct case when other_as_of <> as_of then other_article_id end) >= 2
        and max(case when other_as_of = as_of then 1 else 0 end) = 0
),

other_year as (
    select
        'other_year' as kind,
        odd_years.claim_id as claim_id,
        odd_years.article_id as article_id,
        odd_years.quote as quote,
        odd_years.as_of as as_of,
        dated_otherwise.other_as_of as other_as_of,
        dated_otherwise.other_articles as other_articles
    from dated_otherwise
    inner join odd_years
        on odd_years.claim_id = dated_otherwise.claim_id and odd_years.as_of = dated_otherwise.as_of
),

alone as (
    select kind, claim_id, article_id, quote, as_of
    from after_article
    union all
    select kind, claim_id, article_id, quote, as_of
    from not_recent
),

found as (
    select
        kind,
        claim_id,
        article_id,
        quote,
        as_of,
        cast(null as varchar) as other_as_of,
        0 as other_articles
    from alone
    union all
    select kind, claim_id, article_id, quote, as_of, other_as_of, other_articles
    from other_year
)

select
    concat_ws('|', found.claim_id, found.as_of, found.kind) as conflict_id,
    found.kind as kind,
    found.article_id as article_id,
    articles.title as title,
    articles.source as source,
    articles.published_at as published_at,
    found.claim_id as claim_id,
    found.quote as quote,
    found.as_of as as_of,
    found.other_as_of as other_as_of,
    found.other_articles as other_articles,
    claims.text as text
from found
inner join articles on articles.article_id = found.article_id
inner join claims on claims.claim_id = found.claim_id
