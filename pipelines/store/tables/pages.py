"""Tables of what stands on the pages: files, spans, topics, articles."""

from pipelines.store.tables.kinds import Column, Table, null

SEED_FILES = Table(
    "seed_files",
    "The ledger: every file found in seeds/, what became of it and which extractor read it.",
    ("seed_file",),
    (
        Column("seed_file", "varchar", "Path of the page below seeds/, with forward slashes."),
        Column("sha256", "varchar", "SHA-256 of the file's bytes, in hexadecimal."),
        Column("byte_count", "bigint", "Size of the file in bytes."),
        null(
            "char_count",
            "bigint",
            "Length of the decoded text in characters; null where it could not be decoded.",
        ),
        null("encoding", "varchar", "Encoding the page was read with: utf-8 or gb18030."),
        null("topic", "varchar", "Topic line of the page as printed.", "topics.topic"),
        Column("article_count", "integer", "Articles found on the page."),
        Column("status", "varchar", "loaded, or quarantined where nothing of the page could be used."),
        null("error", "varchar", "Why the page, or a line of it, was quarantined: line and reason."),
        Column("extractor_version", "varchar", "Digest of the extraction code and lexicon that read the page."),
        Column("loaded_at", "timestamp", "When the page was read, UTC."),
    ),
    group="ingest",
    reads=("seeds",),
    comes_with="page",
)

SEED_SPANS = Table(
    "seed_spans",
    "What each character of a decoded page is; the spans of a page tile it without gap or overlap.",
    ("seed_file", "start_char"),
    (
        Column("seed_file", "varchar", "The page.", references="seed_files.seed_file"),
        Column("start_char", "bigint", "First character of the span in the decoded page, 0-based."),
        Column("end_char", "bigint", "End of the span, exclusive."),
        Column("line_number", "bigint", "Line on which the span starts, 1-based."),
        Column("kind", "varchar", "chrome, topic, title, meta, body, blank or quarantined."),
        null("reason", "varchar", "Why a quarantined span could not be placed."),
    ),
    group="ingest",
    reads=("seeds",),
    comes_with="page",
)

TOPICS = Table(
    "topics",
    "The topics that saved pages are about.",
    ("topic",),
    (
        Column("topic", "varchar", "Topic as printed on its pages."),
        null("topic_en", "varchar", "English name from the lexicon; null where unknown."),
    ),
    group="ingest",
    reads=("seed_files", "lexicon"),
)

ARTICLES = Table(
    "articles",
    "One row per article, stored once however many pages show it.",
    ("article_id",),
    (
        Column("article_id", "varchar", "Hash of title, source and published_at, 16 hexadecimal characters."),
        Column("title", "varchar", "Title as printed."),
        Column("title_lang", "varchar", "Language of the title: en or zh."),
        null("source", "varchar", "Outlet as printed; null where the page names none."),
        null("published_at", "timestamp", "Time of publication as printed (China Standard Time, UTC+8)."),
        Column(
            "body",
            "varchar",
            "Body as it stands on the page, line breaks included; empty where there is none.",
        ),
        Column("body_lang", "varchar", "Language of the body: en or zh."),
        Column("is_truncated", "boolean", "True where the body breaks off with an ellipsis."),
        Column("copy_id", "varchar", "Articles with the same words in their bodies share this hash."),
        Column("story_id", "varchar", "Articles that tell one story share this: the copy_id of the earliest."),
        Column(
            "seed_file",
            "varchar",
            "Page the text was taken from: the first by name of those that show it.",
            references="seed_files.seed_file",
        ),
    ),
    group="ingest",
    reads=("seeds",),
    comes_with="article",
)

ARTICLE_TOPICS = Table(
    "article_topics",
    "Which article stands where on which page.",
    ("seed_file", "position"),
    (
        Column("seed_file", "varchar", "The page.", references="seed_files.seed_file"),
        Column("position", "integer", "Place of the article on the page, 1-based."),
        null("topic", "varchar", "Topic of the page as printed.", "topics.topic"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("start_char", "bigint", "Start of the article (its title) in the decoded page."),
        Column("end_char", "bigint", "End of the article in the decoded page, exclusive."),
        null("body_start_char", "bigint", "Start of the body in the decoded page; null where there is no body."),
    ),
    group="ingest",
    reads=("seeds", "articles"),
    comes_with="page",
)
