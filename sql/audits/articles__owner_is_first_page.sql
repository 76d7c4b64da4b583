-- An article belongs to the first page, by name, that shows it.
-- severity: block
-- scope: everything
with first_pages as (
    select article_id, min(seed_file) as seed_file
    from article_topics
    group by article_id
)

select
    articles.article_id as article_id,
    articles.seed_file as seed_file,
    first_pages.seed_file as first_page
from articles
left join first_pages on first_pages.article_id = articles.article_id
where articles.seed_file is distinct from first_pages.seed_file
