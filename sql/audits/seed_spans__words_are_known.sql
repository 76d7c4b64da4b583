-- The kind of a span is one of the documented words, and a quarantined span says why.
-- severity: block
select seed_file, start_char, kind, reason
from seed_spans
where
    kind not in ('chrome', 'topic', 'title', 'meta', 'body', 'blank', 'quarantined')
    or (kind = 'quarantined' and reason is null)
