-- Articles that write one firm, or its mine, where others write another name.
-- grain: article_id, entity_id and other_id
-- rule: `initials`: two firms whose names differ only in that one begins with the initials of the other's
--    first two words (MP Materials, Mountain Pass Materials); of those 28 days before and after, the one
--    that fewer articles name, or as many where it is named less over all. `operator`: money goes into a
--    mine, or a share of it is held, in an article that never names the firm which works it, where others
--    of those weeks do.
-- kind: initials or operator.
-- role: The office, or what a firm is here.
-- article_id: The article.
-- claim_id: Its first statement in question.
-- entity_id: Who or what is written.
-- other_id: Who or what the title, or the other articles, name.
-- other_surface: That name as printed there.
-- other_stories: Stories of these weeks that name the other; 0 for title_and_body.
with names as (
    select
        entity_id,
        name,
        substr(name, 1, 1)
        || substr(split_part(name, ' ', 2), 1, 1)
        || substr(name, length(split_part(name, ' ', 1)) + length(split_part(name, ' ', 2)) + 2) as initials
    from entities
    where type = 'organization' and subtype = 'company'
),

spelled_out as (
    select names.entity_id as long_id, short.entity_id as short_id
    from names
    inner join names as short on short.name = names.initials and short.entity_id <> names.entity_id
),

pairs as (
    select long_id as entity_id, short_id as other_id
    from spelled_out
    union
    select short_id as entity_id, long_id as other_id
    from spelled_out
),

firms as (
    select
        mentions.article_id as article_id,
        mentions.entity_id as entity_id,
        articles.published_at as published_at,
        articles.story_id as story_id,
        min(mentions.surface) as surface,
        min(claims.ordinal) as ordinal
    from mentions
    inner join (
        select entity_id from pairs
        union
        select organization_id as entity_id from operators
    ) as asked on asked.entity_id = mentions.entity_id
    inner join articles on articles.article_id = mentions.article_id
    inner join claims on claims.claim_id = mentions.claim_id
    group by mentions.article_id, mentions.entity_id, articles.published_at, articles.story_id
),

totals as (
    select entity_id, count(distinct story_id) as stories
    from firms
    group by entity_id
),

days as (
    select
        entity_id,
        cast(published_at as date) as day,
        count(distinct story_id) as stories,
        min(surface) as surface
    from firms
    where published_at is not null
    group by entity_id, cast(published_at as date)
),

asked as (
    select pairs.entity_id as entity_id, pairs.other_id as other_id, days.day as day
    from pairs
    inner join days on days.entity_id = pairs.entity_id
),

invested as (
    select
        offices.article_id as article_id,
        offices.claim_id as claim_id,
        offices.entity_id as entity_id,
        operators.organization_id as other_id,
        articles.published_at as published_at,
        row_number() over (
            partition by offices.article_id, offices.entity_id order by claims.ordinal, offices.start_char
        ) as place
    from offices
    inner join operators on operators.place_id = offices.entity_id
    inner join articles on articles.article_id = offices.article_id
    inner join claims on claims.claim_id = offices.claim_id
    where offices.office = 'investee'
),

weeks as (
    select
        asked.entity_id as entity_id,
        asked.day as day,
        sum(days.stories) as stories,
        min(days.surface) as surface
    from (
        select entity_id, day
        from asked
        union
        select other_id as entity_id, day
        from asked
        union
        select other_id as entity_id, cast(published_at as date) as day
        from invested
    ) as asked
    inner join days
        on days.entity_id = asked.entity_id
        and days.day between asked.day - interval 28 day and asked.day + interval 28 day
    group by asked.entity_id, asked.day
),

initials as (
    select
        'initials' as kind,
        'firm' as role,
        firms.article_id as article_id,
        claims.claim_id as claim_id,
        asked.entity_id as entity_id,
        asked.other_id as other_id,
        others.surface as other_surface,
        others.stories as other_stories
    from asked
    inner join firms on firms.entity_id = asked.entity_id and cast(firms.published_at as date) = asked.day
    inner join claims on claims.article_id = firms.article_id and claims.ordinal = firms.ordinal
    inner join weeks as own on own.entity_id = asked.entity_id and own.day = asked.day
    inner join weeks as others on others.entity_id = asked.other_id and others.day = asked.day
    inner join totals on totals.entity_id = asked.entity_id
    inner join totals as other_totals on other_totals.entity_id = asked.other_id
    where
        others.stories > own.stories
        or (others.stories = own.stories and other_totals.stories >= totals.stories)
),

operated as (
    select
        'operator' as kind,
        'investee' as role,
        invested.article_id as article_id,
        invested.claim_id as claim_id,
        invested.entity_id as entity_id,
        invested.other_id as other_id,
        weeks.surface as other_surface,
        weeks.stories as other_stories
    from invested
    inner join weeks
        on weeks.entity_id = invested.other_id and weeks.day = cast(invested.published_at as date)
    left join firms as own
        on own.article_id = invested.article_id and own.entity_id = invested.other_id
    where invested.place = 1 and own.article_id is null
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
from initials
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
from operated
