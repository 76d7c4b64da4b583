-- Articles that name one holder of an office where others, or their own title, name another.
-- grain: article_id, person_id and other_person_id.
-- rule: two people conflict where they share a role. `title_and_body`: a Chinese title names one of them and
--    not the other, the body the other and not the first. `same_weeks`: the article names only one, while at
--    least as many other articles of the 28 days before and after name only the other; of several such others
--    the one named most is shown.
-- kind: title_and_body or same_weeks.
-- role: The office they share.
-- article_id: The article.
-- title: Its title.
-- source: Outlet; null where the page names none.
-- published_at: Publication as printed, UTC+8.
-- person_id: The person written in the body (title_and_body) or in the article (same_weeks).
-- person: English name.
-- surface: The name as printed.
-- other_person_id: The person the title, or the other articles, name.
-- other_person: English name.
-- other_articles: Other articles of these weeks that name only the other person.
-- text: The first statement that names the person.
with holders as (
    select entity_id, name, role
    from entities
    where type = 'person' and role is not null
),

named as (
    select
        mentions.article_id as article_id,
        mentions.entity_id as entity_id,
        max(case when mentions.field = 'title' then 1 else 0 end) as is_in_title,
        max(case when mentions.field = 'body' then 1 else 0 end) as is_in_body,
        min(claims.ordinal) as ordinal
    from mentions
    inner join holders on holders.entity_id = mentions.entity_id
    inner join claims on claims.claim_id = mentions.claim_id
    group by mentions.article_id, mentions.entity_id
),

first_said as (
    select
        mentions.article_id as article_id,
        mentions.entity_id as entity_id,
        mentions.surface as surface,
        claims.text as text,
        row_number() over (
            partition by mentions.article_id, mentions.entity_id order by claims.ordinal, mentions.start_char
        ) as place
    from mentions
    inner join holders on holders.entity_id = mentions.entity_id
    inner join claims on claims.claim_id = mentions.claim_id
),

rivals as (
    select
        holders.entity_id as person_id,
        holders.name as person,
        other.entity_id as other_person_id,
        other.name as other_person,
        holders.role as role
    from holders
    inner join holders as other on other.role = holders.role
    where other.entity_id <> holders.entity_id
),

title_and_body as (
    select
        'title_and_body' as kind,
        rivals.role as role,
        in_body.article_id as article_id,
        rivals.person_id as person_id,
        rivals.person as person,
        rivals.other_person_id as other_person_id,
        rivals.other_person as other_person
    from rivals
    inner join named as in_body on in_body.entity_id = rivals.person_id
    inner join named as in_title
        on in_title.entity_id = rivals.other_person_id and in_title.article_id = in_body.article_id
    inner join articles on articles.article_id = in_body.article_id
    where
        articles.title_lang = 'zh'
        and in_body.is_in_body = 1
        and in_body.is_in_title = 0
        and in_title.is_in_title = 1
        and in_title.is_in_body = 0
),

alone as (
    select
        rivals.role as role,
        rivals.person_id as person_id,
        rivals.person as person,
        rivals.other_person_id as other_person_id,
        rivals.other_person as other_person,
        named.article_id as article_id,
        articles.published_at as published_at
    from rivals
    inner join named on named.entity_id = rivals.person_id
    inner join articles on articles.article_id = named.article_id
    left join named as beside
        on beside.entity_id = rivals.other_person_id and beside.article_id = named.article_id
    where beside.article_id is null and articles.published_at is not null
),

same_weeks as (
    select
        'same_weeks' as kind,
        alone.role as role,
        alone.article_id as article_id,
        alone.person_id as person_id,
        alone.person as person,
        alone.other_person_id as other_person_id,
        alone.other_person as other_person,
        count(distinct other.article_id) as other_articles,
        count(distinct same.article_id) as same_articles
    from alone
    inner join alone as other
        on other.person_id = alone.other_person_id
        and other.other_person_id = alone.person_id
        and other.published_at
            between alone.published_at - interval 28 day and alone.published_at + interval 28 day
    inner join alone as same
        on same.person_id = alone.person_id
        and same.other_person_id = alone.other_person_id
        and same.published_at
            between alone.published_at - interval 28 day and alone.published_at + interval 28 day
    group by
        alone.role,
        alone.article_id,
        alone.person_id,
        alone.person,
        alone.other_person_id,
        alone.other_person
),

ranked_weeks as (
    select
        kind,
        role,
        article_id,
        person_id,
        person,
        other_person_id,
        other_person,
        other_articles,
        row_number() over (
            partition by article_id, person_id order by other_articles desc, other_person
        ) as place
    from same_weeks
    where other_articles >= same_articles
),

found as (
    select kind, role, article_id, person_id, person, other_person_id, other_person, other_articles
    from ranked_weeks
    where place = 1
    union all
    select kind, role, article_id, person_id, person, other_person_id, other_person, 0 as other_articles
    from title_and_body
)

select
    found.kind as kind,
    found.role as role,
    found.article_id as article_id,
    articles.title as title,
    articles.source as source,
    articles.published_at as published_at,
    found.person_id as person_id,
    found.person as person,
    first_said.surface as surface,
    found.other_person_id as other_person_id,
    found.other_person as other_person,
    found.other_articles as other_articles,
    first_said.text as text
from found
inner join articles on articles.article_id = found.article_id
inner join first_said
    on first_said.article_id = found.article_id
    and first_said.entity_id = found.person_id
    and first_said.place = 1
