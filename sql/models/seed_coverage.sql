-- What became of each saved page, down to its characters.
-- grain: seed_file.
-- seed_file: Path of the page below seeds/.
-- status: loaded or quarantined.
-- error: Why the page, or a line of it, was quarantined.
-- topic: Topic as printed.
-- articles: Articles on the page.
-- char_count: Characters of the decoded page; null where it could not be decoded.
-- chrome_chars: Characters of the site's own lines.
-- topic_chars: Characters of the topic line.
-- title_chars: Characters of titles.
-- meta_chars: Characters of outlet and date lines.
-- body_chars: Characters of bodies.
-- blank_chars: Blank lines, line ends and the like.
-- quarantined_chars: Characters that could not be placed.
-- quarantined_lines: Spans that could not be placed; the first reason stands in first_reason.
-- first_reason: Line and reason of the first such span.
-- covered_share: Percent of the characters that were understood, quarantined ones being the rest.
-- claimed_share: Percent of the page's body characters that stand in a statement.
with span_chars as (
    select
        seed_file,
        sum(case when kind = 'chrome' then end_char - start_char else 0 end) as chrome_chars,
        sum(case when kind = 'topic' then end_char - start_char else 0 end) as topic_chars,
        sum(case when kind = 'title' then end_char - start_char else 0 end) as title_chars,
        sum(case when kind = 'meta' then end_char - start_char else 0 end) as meta_chars,
        sum(case when kind = 'body' then end_char - start_char else 0 end) as body_chars,
        sum(case when kind = 'blank' then end_char - start_char else 0 end) as blank_chars,
        sum(case when kind = 'quarantined' then end_char - start_char else 0 end) as quarantined_chars,
        count(case when kind = 'quarantined' then 1 end) as quarantined_lines
    from seed_spans
    group by seed_file
),

quarantined as (
    select
        seed_file,
        concat('line ', line_number, ': ', coalesce(reason, 'no reason given')) as first_reason,
        row_number() over (partition by seed_file order by start_char) as place
    from seed_spans
    where kind = 'quarantined'
),

claimed_chars as (
    select article_id, sum(end_char - start_char) as claimed_chars
    from claims
    where ordinal > 0
    group by article_id
),

page_bodies as (
    select
        article_topics.seed_file as seed_file,
        sum(length(articles.body)) as body_chars,
        sum(coalesce(claimed_chars.claimed_chars, 0)) as claimed_chars
    from article_topics
    inner join articles on articles.article_id = article_topics.article_id
    left join claimed_chars on claimed_chars.article_id = article_topics.article_id
    group by article_topics.seed_file
)

select
    seed_files.seed_file as seed_file,
    seed_files.status as status,
    seed_files.error as error,
    seed_files.topic as topic,
    seed_files.article_count as articles,
    seed_files.char_count as char_count,
    cast(coalesce(span_chars.chrome_chars, 0) as bigint) as chrome_chars,
    cast(coalesce(span_chars.topic_chars, 0) as bigint) as topic_chars,
    cast(coalesce(span_chars.title_chars, 0) as bigint) as title_chars,
    cast(coalesce(span_chars.meta_chars, 0) as bigint) as meta_chars,
    cast(coalesce(span_chars.body_chars, 0) as bigint) as body_chars,
    cast(coalesce(span_chars.blank_chars, 0) as bigint) as blank_chars,
    cast(coalesce(span_chars.quarantined_chars, 0) as bigint) as quarantined_chars,
    coalesce(span_chars.quarantined_lines, 0) as quarantined_lines,
    quarantined.first_reason as first_reason,
    round(
        100.0
        * (seed_files.char_count - coalesce(span_chars.quarantined_chars, 0))
        / nullif(seed_files.char_count, 0),
        1
    ) as covered_share,
    round(100.0 * page_bodies.claimed_chars / nullif(page_bodies.body_chars, 0), 1) as claimed_share
from seed_files
left join span_chars on span_chars.seed_file = seed_files.seed_file
left join quarantined on quarantined.seed_file = seed_files.seed_file and quarantined.place = 1
left join page_bodies on page_bodies.seed_file = seed_files.seed_file
