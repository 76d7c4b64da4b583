-- A loaded page holds between 1 and 60 articles, as pages of this kind do.
-- severity: warn
select seed_file, article_count
from seed_files
where status = 'loaded' and article_count not between 1 and 60
