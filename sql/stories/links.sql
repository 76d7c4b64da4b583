-- Pairs of texts that tell one story, with how surely.
-- grain: copy_id, other_id (copy_id < other_id).
-- reads: pairs (text_id, other_id, days), texts that share a key and were published within a week;
--    $first_week, $last_week, those of the batch.
-- rule: for two texts speak the names that both are about, the exact numbers that both give, and how much of
--    the words of their titles is the same; against them the days between them. That must come to enough
--    (`evidence`), and one of four must hold: the titles are one title reworked; a telling number is the
--    same; the titles are alike; or, within few days, both titles name the same actor with the same matter
--    or second actor. For the last three, what the two are about must be mostly the same (`focus`, 0 to 1),
--    and more so the weaker the rest. Two texts that give many numbers and hardly one in common tell of two
--    days or two firms, however alike they are.
with rules as (
    select
        0.15 as cost_of_a_day,
        6.0 as weight_of_title,
        3.0 as most_of_numbers,
        3.0 as least_evidence,
        0.5 as reworked_title,
        0.5 as names_beside_title,
        1.5 as least_names,
        1.0 as telling_number,
        0.35 as focus_beside_number,
        0.2 as like_titles,
        0.5 as focus_beside_title,
        3.0 as days_of_headlines,
        0.6 as focus_of_headlines,
        3 as many_numbers,
        0.25 as numbers_in_common
),

-- A mark is a number here: what is compared a million times is short.
marks as materialized (
    select
        text_id,
        dense_rank() over (order by kind, mark) as mark,
        weight,
        kind = 'name' as is_name,
        coalesce(in_title and type <> 'country', false) as is_headline,
        coalesce(in_title and type not in ('country', 'material'), false) as is_actor
    from story_marks
    where week between $first_week - 1 and $last_week + 1
        and text_id in (select text_id from pairs union select other_id from pairs)
),

totals as (
    select
        text_id,
        sum(case when is_name then weight else 0 end) as names,
        count(case when not is_name and weight >= 0.6 then 1 end) as numbers,
        max(case when is_actor then 1 else 0 end) as title_actors
    from marks
    group by text_id
),

-- Written down before the next join: begun with the marks that two texts share, it would be their square.
given as materialized (
    select
        pairs.text_id as text_id,
        pairs.other_id as other_id,
        pairs.days as days,
        marks.mark as mark,
        marks.weight as weight,
        marks.is_headline as is_headline,
        marks.is_actor as is_actor
    from pairs
    inner join marks on marks.text_id = pairs.text_id
),

shared as (
    select
        given.text_id as text_id,
        given.other_id as other_id,
        given.days as days,
        sum(case when other.is_name then sqrt(given.weight * other.weight) else 0 end) as names,
        sum(case when other.is_name then 0 else given.weight end) as numbers,
        count(case when not other.is_name and given.weight >= 0.6 then 1 end) as numbers_given,
        count(case when given.is_headline and other.is_headline then 1 end) as headline_names,
        max(case when given.is_actor and other.is_actor then 1 else 0 end) as title_actors
    from given
    inner join marks as other on other.text_id = given.other_id and other.mark = given.mark
    group by given.text_id, given.other_id, given.days
),

weighed as (
    select
        one.copy_id as copy_id,
        other.copy_id as other_id,
        shared.days as days,
        case
            -- Titles with other numbers, or other actors in the same words, are a form that is filled in.
            when len(list_intersect(one.title_numbers, other.title_numbers))
                < least(len(one.title_numbers), len(other.title_numbers))
                then 0.0
            when shared.title_actors = 0 and one_totals.title_actors = 1 and other_totals.title_actors = 1
                then 0.0
            else len(list_intersect(one.title_pairs, other.title_pairs)) / greatest(
                sqrt(len(one.title_pairs) * len(other.title_pairs)), 6.0
            )
        end as title,
        shared.names as names,
        shared.numbers as numbers,
        coalesce(shared.names / nullif(sqrt(one_totals.names * other_totals.names), 0), 0) as focus,
        shared.title_actors = 1 and shared.headline_names >= 2 as has_one_headline,
        shared.numbers_given as numbers_given,
        least(one_totals.numbers, other_totals.numbers) as numbers_of_the_fewer
    from shared
    inner join totals as one_totals on one_totals.text_id = shared.text_id
    inner join totals as other_totals on other_totals.text_id = shared.other_id
    inner join story_texts as one on one.text_id = shared.text_id
    inner join story_texts as other on other.text_id = shared.other_id
    where shared.names >= (select names_beside_title from rules)
        and one.week between $first_week - 1 and $last_week + 1
        and other.week between $first_week - 1 and $last_week + 1
),

scored as (
    select
        weighed.copy_id as copy_id,
        weighed.other_id as other_id,
        round(weighed.names, 3) as names,
        round(weighed.numbers, 3) as numbers,
        round(weighed.title, 3) as title,
        round(weighed.focus, 3) as focus,
        round(weighed.days, 3) as days,
        round(
            weighed.names
            + least(weighed.numbers, rules.most_of_numbers)
            + rules.weight_of_title * weighed.title
            - rules.cost_of_a_day * weighed.days,
            3
        ) as evidence,
        weighed.has_one_headline as has_one_headline,
        weighed.numbers_of_the_fewer >= rules.many_numbers
        and weighed.numbers_given < rules.numbers_in_common * weighed.numbers_of_the_fewer
            as gives_other_numbers
    from weighed
    cross join rules
)

select
    scored.copy_id as copy_id,
    scored.other_id as other_id,
    scored.names as names,
    scored.numbers as numbers,
    scored.title as title,
    scored.focus as focus,
    scored.days as days,
    scored.evidence as evidence
from scored
cross join rules
where scored.evidence >= rules.least_evidence
    and not scored.gives_other_numbers
    and scored.names >= case
        when scored.title >= rules.reworked_title then rules.names_beside_title else rules.least_names
    end
    and (
        scored.title >= rules.reworked_title
        or (scored.numbers >= rules.telling_number and scored.focus >= rules.focus_beside_number)
        or (scored.title >= rules.like_titles and scored.focus >= rules.focus_beside_title)
        or (
            scored.has_one_headline
            and scored.days <= rules.days_of_headlines
            and scored.focus >= rules.focus_of_headlines
        )
    )
