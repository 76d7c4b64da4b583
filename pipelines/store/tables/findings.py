"""Tables of what is found across articles: stories, verdicts, what was first seen; and of the refreshes themselves."""

from pipelines.store.tables.kinds import EVIDENCE, Column, Table, null

STORY_TEXTS = Table(
    "story_texts",
    "One row per text that articles share word for word: the article that stands for it where stories are found.",
    ("copy_id",),
    (
        Column("copy_id", "varchar", "The text."),
        Column("text_id", "bigint", "The same as a number: the first fifteen digits of copy_id."),
        Column("article_id", "varchar", "Its earliest article.", references="articles.article_id"),
        null("published_at", "timestamp", "When that was published, UTC+8."),
        null("week", "integer", "Week of publication, counted from 1970."),
        Column("title_pairs", "varchar[]", "Neighbouring words of its title, without names and digits."),
        Column("title_numbers", "varchar[]", "Numbers in its title as printed."),
    ),
    group="models",
    reads=("articles", "mentions"),
    comes_with="text",
)

STORY_MARKS = Table(
    "story_marks",
    "What tells the story of a text from others: the names it is about and the numbers it gives.",
    ("text_id", "kind", "mark"),
    (
        Column("text_id", "bigint", "The text.", references="story_texts.text_id"),
        null("week", "integer", "Week of publication, counted from 1970."),
        Column("kind", "varchar", "name or number."),
        Column("mark", "varchar", "The entity_id of a name; low, high and unit of a number."),
        null("type", "varchar", "Type of the entity; null for a number."),
        Column("in_title", "boolean", "True for a name that stands in the title."),
        Column("weight", "double", "How much it says of two texts that both have it."),
    ),
    group="models",
    reads=("claims", "entities", "lexicon", "measures", "mentions", "story_texts"),
    comes_with="text",
)

STORY_KEYS = Table(
    "story_keys",
    "Where texts of one story meet: only texts that share a key within a week of each other are compared.",
    ("text_id", "key"),
    (
        Column("text_id", "bigint", "The text.", references="story_texts.text_id"),
        Column("key", "bigint", "Hash of a pair of names, of an exact number or of a sketch of the title."),
        Column("week", "integer", "Week of publication, counted from 1970."),
    ),
    group="models",
    reads=("story_marks", "story_texts"),
    comes_with="text",
)

STORY_LINKS = Table(
    "story_links",
    "Pairs of texts that tell one story, with what speaks for it.",
    ("copy_id", "other_id"),
    (
        Column("copy_id", "varchar", "One text.", references="story_texts.copy_id"),
        Column("other_id", "varchar", "The other, which sorts after it.", references="story_texts.copy_id"),
        Column("names", "double", "Weight of the names that both are about."),
        Column("numbers", "double", "Weight of the exact numbers that both give."),
        Column("title", "double", "How much of the words of their titles is the same, 0 to 1."),
        Column("focus", "double", "How much of all that they name is the same, 0 to 1."),
        Column("days", "double", "Days between them."),
        Column("evidence", "double", "All of it together: the surest links are followed first."),
    ),
    group="models",
    reads=("story_keys", "story_marks", "story_texts"),
    comes_with="text",
)

REFRESHES = Table(
    "refreshes",
    "One row per refresh that had something to do.",
    ("refresh_id",),
    (
        Column("refresh_id", "varchar", "Identifier of the refresh."),
        Column("started_at", "timestamp", "Start, UTC."),
        Column("finished_at", "timestamp", "End of the audits, UTC."),
        Column("seeds_added", "integer", "Pages that were new."),
        Column("seeds_changed", "integer", "Pages whose bytes or whose extractor changed."),
        Column("seeds_removed", "integer", "Pages that are gone."),
        Column("seeds_quarantined", "integer", "Pages read in this refresh that were quarantined."),
        Column("articles", "bigint", "Articles in the warehouse afterwards."),
        Column("claims", "bigint", "Statements in the warehouse afterwards."),
        Column("published", "boolean", "True where the audits passed and the file was published."),
        Column("extractor_version", "varchar", "Digest of extraction code and lexicon."),
        Column("models_version", "varchar", "Digest of the SQL models and table declarations."),
    ),
    group="publish",
    reads=("seed_files", "articles", "claims"),
)

FACTS = Table(
    "facts",
    "What several articles state, as sql/facts/facts.sql judges it; fact_agreement shows it with names.",
    ("fact_id",),
    (
        Column("fact_id", "varchar", "Hash of what makes it one fact."),
        Column("subject_id", "varchar", "Entity the fact is about.", references="entities.entity_id"),
        Column("metric", "varchar", "What is measured.", references="metrics.metric"),
        null("object_id", "varchar", "Second entity, or null.", "entities.entity_id"),
        null("qualifier", "varchar", "What keeps it apart from other facts of the metric, or null."),
        Column("unit", "varchar", "Unit of the numbers."),
        Column("is_change", "boolean", "True where the numbers are rises and falls."),
        Column("is_forecast", "boolean", "True where the numbers speak of a year after that of their articles."),
        Column("low_min", "double", "Smallest lower end."),
        Column("high_max", "double", "Largest upper end."),
        Column("measures", "bigint", "Numbers that state it, copies of a story counted once."),
        Column("articles", "bigint", "Articles that state it."),
        Column("stories", "bigint", "Stories that state it."),
        Column("sources", "bigint", "Outlets that state it."),
        null("first_published", "timestamp", "Earliest statement, UTC+8."),
        null("last_published", "timestamp", "Latest statement, UTC+8."),
        Column("verdict", "varchar", "agree, drift or conflict."),
        Column("evidence", EVIDENCE, "Every statement, earliest first."),
    ),
    group="models",
    reads=("articles", "claims", "measure_ranges", "measures"),
)

FACT_VERDICTS = Table(
    "fact_verdicts",
    "The verdict on every fact, and since when it holds.",
    ("fact_id",),
    (
        Column("fact_id", "varchar", "The fact."),
        Column("subject_id", "varchar", "Entity the fact is about.", references="entities.entity_id"),
        Column("metric", "varchar", "What is measured.", references="metrics.metric"),
        Column("verdict", "varchar", "agree, drift or conflict."),
        null("previous_verdict", "varchar", "The verdict before; null where there was none."),
        Column("verdict_refresh_id", "varchar", "Refresh in which the fact got its verdict."),
    ),
    group="models",
    reads=("facts",),
)

FIRST_SEEN = Table(
    "first_seen",
    "The refresh in which a page, article, entity, fact or conflict was first seen; it stays when the page goes.",
    ("kind", "id"),
    (
        Column("kind", "varchar", "page, article, entity, fact, name_conflict or date_conflict."),
        Column("id", "varchar", "sha256 of the page, article_id, entity_id, fact_id, or the key of the conflict."),
        Column("refresh_id", "varchar", "The refresh."),
    ),
    group="models",
    reads=("articles", "date_conflicts", "fact_verdicts", "mentions", "name_conflicts", "seed_files"),
)

COLUMN_LINEAGE = Table(
    "column_lineage",
    "Which column of a view comes from which column of which table or view, parsed from the SQL.",
    ("view_name", "column_name", "source_name", "source_column"),
    (
        Column("view_name", "varchar", "The view."),
        Column("column_name", "varchar", "Its column."),
        Column("source_name", "varchar", "Table or view the column is computed from."),
        Column("source_column", "varchar", "Column there."),
    ),
    group="models",
    reads=("sql",),
)
