-- Articles that give an office to one person where others, or their own title, have another.
-- grain: article_id, entity_id, other_id and role
-- rule: `title_and_body`: the body gives a person an office while the Chinese title names another holder
--    of it, whom the body never names. `same_weeks`: an article gives a person an office and never names
--    another, whom more stories of the 28 days before and after name, or as many where the lexicon knows
--    only the other as a holder; of several the one named most. Holders are those to whom a text gives
--    the title and those of the lexicon; whom an article calls a former one is none there. No office is
--    given by a statement of an earlier year, nor by one in Chinese to a foreigner whose name no list
--    holds.
-- kind: title_and_body or same_weeks.
-- role: The office, or what a firm is here.
-- article_id: The article.
-- claim_id: Its first statement in question.
-- entity_id: Who or what is written.
-- other_id: Who or what the title, or the other articles, name.
-- other_surface: That name as printed there.
-- other_stories: Stories of these weeks that name the other; 0 for title_and_body.
with dated_before as (
    select dates.claim_id as claim_id
    from dates
    inner join articles on articles.article_id = dates.article_id
    where substr(dates.as_of, 1, 4) < strftime(articles.published_at, '%Y')
    group by dates.claim_id
),

transliterated as (
    -- A name that no list holds, in Chinese characters, of someone from elsewhere: it may be anyone's.
    select offices.claim_id as claim_id, offices.entity_id as entity_id
    from offices
    inner join entities as people on people.entity_id = offices.entity_id
    inner join entities as bodies on bodies.entity_id = offices.body_id
    inner join mentions
        on mentions.claim_id = offices.claim_id and mentions.entity_id = offices.entity_id
    where
        people.origin = 'discovered'
        and coalesce(bodies.iso3, '') not in ('CHN', 'HKG', 'MAC', 'TWN', 'SGP', 'JPN', 'KOR', 'PRK')
        and regexp_matches(mentions.surface, '[一-鿿]')
    group by offices.claim_id, offices.entity_id
),

stated as (
    select
        offices.article_id as article_id,
        offices.claim_id as claim_id,
        offices.entity_id as entity_id,
        offices.office as office,
        offices.body_id as body_id,
        articles.published_at as published_at,
        row_number() over (
            partition by offices.article_id, offices.entity_id, offices.office, offices.body_id
            order by claims.ordinal, offices.start_char
        ) as place
    from offices
    inner join articles on articles.article_id = offices.article_id
    inner join claims on claims.claim_id = offices.claim_id
    left join dated_before on dated_before.claim_id = offices.claim_id
    left join transliterated
        on transliterated.claim_id = offices.claim_id and transliterated.entity_id = offices.entity_id
    where
        not offices.is_former
        and offices.field = 'body'
        and dated_before.claim_id is null
        and transliterated.claim_id is null
),

holders as (
    select office, body_id, entity_id, max(is_known) as is_known
    from (
        select office, body_id, entity_id, 1 as is_known
        from office_holders
        union all
        select office, body_id, entity_id, 0 as is_known
        from offices
        where not is_former
    ) as either
    group by office, body_id, entity_id
),

former as (
    select article_id, entity_id
    from offices
    where is_former
    group by article_id, entity_id
),

named as (
    select
        mentions.article_id as article_id,
        mentions.entity_id as entity_id,
        articles.published_at as published_at,
        articles.title_lang as title_lang,
        articles.story_id as story_id,
        max(case when mentions.field = 'title' then 1 else 0 end) as is_in_title,
        max(case when mentions.field = 'body' then 1 else 0 end) as is_in_body,
        min(mentions.surface) as surface
    from mentions
    inner join articles on articles.article_id = mentions.article_id
    inner join holders on holders.entity_id = mentions.entity_id
    left join former on former.article_id = mentions.article_id and former.entity_id = mentions.entity_id
    where former.article_id is null
    group by
        mentions.article_id,
        mentions.entity_id,
        articles.published_at,
        articles.title_lang,
        articles.story_id
),

rivals as (
    select
        stated.article_id as article_id,
        stated.claim_id as claim_id,
        stated.published_at as published_at,
        stated.office as office,
        stated.body_id as body_id,
        stated.entity_id as entity_id,
        coalesce(own.is_known, 0) as is_known,
        holders.entity_id as other_id,
        holders.is_known as other_is_known
    from stated
    inner join holders
        on holders.office = stated.office
        and holders.body_id = stated.body_id
        and holders.entity_id <> stated.entity_id
    left join holders as own
        on own.office = stated.office
        and own.body_id = stated.body_id
        and own.entity_id = stated.entity_id
    where stated.place = 1
),

title_and_body as (
    select
        'title_and_body' as kind,
        rivals.office as role,
        rivals.article_id as article_id,
        rivals.claim_id as claim_id,
        rivals.entity_id as entity_id,
        rivals.other_id as other_id,
        in_title.surface as other_surface,
        0 as other_stories
    from rivals
    inner join named as in_title
        on in_title.article_id = rivals.article_id and in_title.entity_id = rivals.other_id
    where in_title.title_lang = 'zh' and in_title.is_in_title = 1 and in_title.is_in_body = 0
),

alone as (
    select
        rivals.article_id as article_id,
        rivals.claim_id as claim_id,
        rivals.published_at as published_at,
        rivals.office as office,
        rivals.entity_id as entity_id,
        rivals.is_known as is_known,
        rivals.other_id as other_id,
        rivals.other_is_known as other_is_known
    from rivals
    left join named as beside
        on beside.article_id = rivals.article_id and beside.entity_id = rivals.other_id
    where beside.article_id is null and rivals.published_at is not null
),

days as (
    select
        entity_id,
        cast(published_at as date) as day,
        count(distinct story_id) as stories,
        min(surface) as surface
    from named
    where published_at is not null
    group by entity_id, cast(published_at as date)
),

asked as (
    select entity_id, cast(published_at as date) as day
    from alone
    union
    select other_id as entity_id, cast(published_at as date) as day
    from alone
),

weeks as (
    select
        asked.entity_id as entity_id,
        asked.day as day,
        sum(days.stories) as stories,
        min(days.surface) as surface
    from asked
    inner join days
        on days.entity_id = asked.entity_id
        and days.day between asked.day - interval 28 day and asked.day + interval 28 day
    group by asked.entity_id, asked.day
),

ranked as (
    select
        alone.article_id as article_id,
        alone.claim_id as claim_id,
        alone.office as office,
        alone.entity_id as entity_id,
        alone.other_id as other_id,
        others.surface as other_surface,
        others.stories as other_stories,
        row_number() over (
            partition by alone.article_id, alone.entity_id, alone.office
            order by others.stories desc, alone.other_id
        ) as place
    from alone
    inner join weeks as others
        on others.entity_id = alone.other_id and others.day = cast(alone.published_at as date)
    inner join weeks as own
        on own.entity_id = alone.entity_id and own.day = cast(alone.published_at as date)
    where
        others.stories > own.stories
        or (others.stories = own.stories and alone.is_known < alone.other_is_known)
),

same_weeks as (
    select
        'same_weeks' as kind,
        ranked.office as role,
        ranked.article_id as article_id,
        ranked.claim_id as claim_id,
        ranked.entity_id as entity_id,
        ranked.other_id as other_id,
        ranked.other_surface as other_surface,
        ranked.other_stories as other_stories
    from ranked
    left join title_and_body
        on title_and_body.article_id = ranked.article_id and title_and_body.entity_id = ranked.entity_id
    where ranked.place = 1 and title_and_body.article_id is null
)

select
    kind,
    role,
    article_id,
    claim_id,
    entity_id,
    other_id,
    other_surface,
    other_stories
from title_and_body
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
from same_weeks
