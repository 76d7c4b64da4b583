-- The articles of a page stand in order, without overlap, within its characters, numbered from 1.
-- severity: block
with ordered as (
    select
        article_topics.seed_file as seed_file,
        article_topics.position as position,
        article_topics.start_char as start_char,
        article_topics.end_char as end_char,
        article_topics.body_start_char as body_start_char,
        seed_files.char_count as char_count,
        lag(article_topics.end_char, 1, 0) over (
            partition by article_topics.seed_file order by article_topics.position
        ) as previous_end,
        row_number() over (
            partition by article_topics.seed_file order by article_topics.position
        ) as expected_position
    from article_topics
    inner join seed_files on seed_files.seed_file = article_topics.seed_file
)

select seed_file, position, start_char, end_char, body_start_char, char_count, previous_end
from ordered
where
    position <> expected_position
    or start_char < previous_end
    or end_char <= start_char
    or end_char > coalesce(char_count, 0)
    or body_start_char not between start_char and end_char
