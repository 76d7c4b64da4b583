"""The stored tables, each declared once: DDL, polars schema, comments and the README's list come from here.

Nothing here opens a database; views are not declared here but in `sql/models`.
"""

from dataclasses import dataclass

import polars as pl

PolarsType = pl.DataType | type[pl.DataType]

_POLARS: dict[str, PolarsType] = {
    "varchar": pl.String,
    "bigint": pl.Int64,
    "integer": pl.Int32,
    "double": pl.Float64,
    "boolean": pl.Boolean,
    "timestamp": pl.Datetime("us"),
    "integer[]": pl.List(pl.Int32),
    "varchar[]": pl.List(pl.String),
}


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, whether it may be null, and the sentence a user reads about it."""

    name: str
    type: str
    comment: str
    nullable: bool = False
    references: str | None = None

    @property
    def polars_type(self) -> PolarsType:
        return _POLARS[self.type]


@dataclass(frozen=True)
class Table:
    """One stored table: its sentence, its key columns and its columns in order."""

    name: str
    comment: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.polars_type for column in self.columns})


def _null(name: str, type: str, comment: str, references: str | None = None) -> Column:
    return Column(name, type, comment, nullable=True, references=references)


SEED_FILES = Table(
    "seed_files",
    "The ledger: every file found in seeds/, what became of it and which extractor read it.",
    ("seed_file",),
    (
        Column("seed_file", "varchar", "Path of the page below seeds/, with forward slashes."),
        Column("sha256", "varchar", "SHA-256 of the file's bytes, in hexadecimal."),
        Column("byte_count", "bigint", "Size of the file in bytes."),
        _null(
            "char_count",
            "bigint",
            "Length of the decoded text in characters; null where it could not be decoded.",
        ),
        _null("encoding", "varchar", "Encoding the page was read with: utf-8 or gb18030."),
        _null("topic", "varchar", "Topic line of the page as printed.", "topics.topic"),
        Column("article_count", "integer", "Articles found on the page."),
        Column("status", "varchar", "loaded, or quarantined where nothing of the page could be used."),
        _null("error", "varchar", "Why the page, or a line of it, was quarantined: line and reason."),
        Column("extractor_version", "varchar", "Digest of the extraction code and lexicon that read the page."),
        Column("loaded_at", "timestamp", "When the page was read, UTC."),
    ),
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
        _null("reason", "varchar", "Why a quarantined span could not be placed."),
    ),
)

TOPICS = Table(
    "topics",
    "The topics that saved pages are about.",
    ("topic",),
    (
        Column("topic", "varchar", "Topic as printed on its pages."),
        _null("topic_en", "varchar", "English name from the lexicon; null where unknown."),
    ),
)

ARTICLES = Table(
    "articles",
    "One row per article, stored once however many pages show it.",
    ("article_id",),
    (
        Column("article_id", "varchar", "Hash of title, source and published_at, 16 hexadecimal characters."),
        Column("title", "varchar", "Title as printed."),
        Column("title_lang", "varchar", "Language of the title: en or zh."),
        _null("source", "varchar", "Outlet as printed; null where the page names none."),
        _null("published_at", "timestamp", "Time of publication as printed (China Standard Time, UTC+8)."),
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
)

ARTICLE_TOPICS = Table(
    "article_topics",
    "Which article stands where on which page.",
    ("seed_file", "position"),
    (
        Column("seed_file", "varchar", "The page.", references="seed_files.seed_file"),
        Column("position", "integer", "Place of the article on the page, 1-based."),
        _null("topic", "varchar", "Topic of the page as printed.", "topics.topic"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("start_char", "bigint", "Start of the article (its title) in the decoded page."),
        Column("end_char", "bigint", "End of the article in the decoded page, exclusive."),
        _null("body_start_char", "bigint", "Start of the body in the decoded page; null where there is no body."),
    ),
)

CLAIMS = Table(
    "claims",
    "One row per statement: the title, each bullet of a summary, each sentence of running text.",
    ("claim_id",),
    (
        Column("claim_id", "varchar", "Hash of article_id, field and start_char, 16 hexadecimal characters."),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("ordinal", "integer", "0 for the title, then bullets or sentences from 1."),
        _null("section", "varchar", "Heading the bullet stands under, as printed; null for titles and prose."),
        Column("text", "varchar", "The statement as printed."),
        Column("lang", "varchar", "Language of the statement: en or zh."),
        Column("start_char", "bigint", "Start in the title (ordinal 0) or the body."),
        Column("end_char", "bigint", "End in the title or the body, exclusive."),
        Column("citations", "integer[]", "Numbers of the citation marks, in order of appearance."),
        _null("subject_id", "varchar", "Entity the statement is about.", "entities.entity_id"),
    ),
)

ENTITIES = Table(
    "entities",
    "Countries, organisations, people, places, materials and products: the lexicon's and those found in the text.",
    ("entity_id",),
    (
        Column("entity_id", "varchar", "Hash of type and name, 16 hexadecimal characters."),
        Column("type", "varchar", "country, organization, person, place, material or product."),
        _null("subtype", "varchar", "Finer kind, such as bloc, company, ministry, mine, element."),
        Column("name", "varchar", "English name."),
        _null("name_zh", "varchar", "Chinese name."),
        _null("iso3", "varchar", "ISO 3166-1 alpha-3 code of a country."),
        _null("role", "varchar", "Office a person holds or held, in words two people can share."),
        Column("origin", "varchar", "lexicon, or discovered in the text by its form."),
    ),
)

MENTIONS = Table(
    "mentions",
    "One row per place where a statement names an entity.",
    ("claim_id", "entity_id", "start_char"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("entity_id", "varchar", "The entity.", references="entities.entity_id"),
        Column("field", "varchar", "title or body."),
        Column("surface", "varchar", "The name as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
    ),
)

MEASURES = Table(
    "measures",
    "One row per quantity: what was printed, its value in base units, and what it is about.",
    ("measure_id",),
    (
        Column("measure_id", "varchar", "Hash of claim_id and start_char, 16 hexadecimal characters."),
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("field", "varchar", "title or body."),
        Column("quote", "varchar", "Number and unit as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
        Column("comparator", "varchar", "=, >, >=, <, <= or ~ (about)."),
        Column("low", "double", "Lower end in base units (tonnes, full currency units, percent as 51)."),
        Column("high", "double", "Upper end; equal to low where the text gives one number."),
        Column(
            "unit",
            "varchar",
            "Unit by its English name in the singular, such as percent, tonne, usd, year, count.",
        ),
        _null("change", "varchar", "up or down where the number is a change."),
        _null("subject_id", "varchar", "Entity the number is about.", "entities.entity_id"),
        Column("metric", "varchar", "What is measured.", references="metrics.metric"),
        _null("object_id", "varchar", "Second entity: material, supplier, counterparty.", "entities.entity_id"),
        _null("qualifier", "varchar", "What sets the number apart from others of its metric: suspended, capacity."),
        _null("as_of", "varchar", "Date the number speaks of: 2030, 2025-10 or 2025-10-09."),
    ),
)

OFFICES = Table(
    "offices",
    "One row per statement that gives a person an office (Treasury Secretary) or has money go into a firm.",
    ("claim_id", "entity_id"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("entity_id", "varchar", "The person; of an investee the firm or mine.", references="entities.entity_id"),
        Column("office", "varchar", "The office under one name for all its titles: finance minister; or investee."),
        _null("body_id", "varchar", "The country or body whose office it is; null of firms.", "entities.entity_id"),
        Column("is_former", "boolean", "True where the words say that the person held it before."),
        Column("field", "varchar", "title or body."),
        Column("start_char", "bigint", "Start of the office's title in the field."),
        Column("end_char", "bigint", "End of it, exclusive."),
    ),
)

OFFICE_HOLDERS = Table(
    "office_holders",
    "Who, by the lexicon, holds or held an office that one person at a time holds.",
    ("entity_id",),
    (
        Column("entity_id", "varchar", "The person.", references="entities.entity_id"),
        Column("office", "varchar", "The office, as in offices."),
        Column("body_id", "varchar", "The country or body it is an office of.", references="entities.entity_id"),
    ),
)

OPERATORS = Table(
    "operators",
    "Which firm works a mine or field, by the lexicon.",
    ("place_id",),
    (
        Column("place_id", "varchar", "The mine or field.", references="entities.entity_id"),
        Column("organization_id", "varchar", "The firm.", references="entities.entity_id"),
    ),
)

DATES = Table(
    "dates",
    "One row per date that a statement prints for what it tells; dates it only compares with are left out.",
    ("claim_id", "start_char"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("field", "varchar", "title or body."),
        Column("quote", "varchar", "The date as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
        Column("as_of", "varchar", "The date: 2030, 2025-10 or 2025-10-09."),
        Column("has_year", "boolean", "True where the statement prints the year, false where the article gives it."),
        _null("tense", "varchar", "recent, past or future by the words beside it."),
    ),
)

METRICS = Table(
    "metrics",
    "The vocabulary of measures.metric.",
    ("metric",),
    (
        Column("metric", "varchar", "Name of the metric."),
        Column("dimension", "varchar", "Kind of unit it is counted in: share, mass, money, time, count or any."),
        _null("subject_type", "varchar", "Type of the entities it is about; null where any."),
        _null("object_type", "varchar", "What a second entity may be: a type, a party (country or body) or none."),
        Column("tolerance", "double", "Percent that a plain number may be off; `~` twice as much."),
        Column("description", "varchar", "What it says, in one sentence."),
    ),
)

STORY_TEXTS = Table(
    "story_texts",
    "One row per text that articles share word for word: the article that stands for it where stories are found.",
    ("copy_id",),
    (
        Column("copy_id", "varchar", "The text."),
        Column("article_id", "varchar", "Its earliest article.", references="articles.article_id"),
        _null("published_at", "timestamp", "When that was published, UTC+8."),
        Column("title_pairs", "varchar[]", "Neighbouring words of its title, without names and digits."),
        Column("title_numbers", "varchar[]", "Numbers in its title as printed."),
    ),
)

STORY_MARKS = Table(
    "story_marks",
    "What tells the story of a text from others: the names it is about and the numbers it gives.",
    ("copy_id", "kind", "mark"),
    (
        Column("copy_id", "varchar", "The text.", references="story_texts.copy_id"),
        Column("kind", "varchar", "name or number."),
        Column("mark", "varchar", "The entity_id of a name; low, high and unit of a number."),
        _null("type", "varchar", "Type of the entity; null for a number."),
        Column("in_title", "boolean", "True for a name that stands in the title."),
        Column("weight", "double", "How much it says of two texts that both have it."),
    ),
)

STORY_KEYS = Table(
    "story_keys",
    "Where texts of one story meet: only texts that share a key within a week of each other are compared.",
    ("copy_id", "key"),
    (
        Column("copy_id", "varchar", "The text.", references="story_texts.copy_id"),
        Column("key", "bigint", "Hash of a pair of names, of an exact number or of a sketch of the title."),
        Column("week", "integer", "Week of publication, counted from 1970."),
    ),
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
)

FACT_VERDICTS = Table(
    "fact_verdicts",
    "The verdict on every fact of fact_agreement, and since when it holds.",
    ("fact_id",),
    (
        Column("fact_id", "varchar", "The fact, as in fact_agreement."),
        Column("subject_id", "varchar", "Entity the fact is about.", references="entities.entity_id"),
        Column("metric", "varchar", "What is measured.", references="metrics.metric"),
        Column("verdict", "varchar", "agree, drift or conflict."),
        _null("previous_verdict", "varchar", "The verdict before; null where there was none."),
        Column("verdict_refresh_id", "varchar", "Refresh in which the fact got its verdict."),
    ),
)

FIRST_SEEN = Table(
    "first_seen",
    "The refresh in which an article or an entity was first seen; it stays when the page goes.",
    ("kind", "id"),
    (
        Column("kind", "varchar", "article or entity."),
        Column("id", "varchar", "article_id or entity_id."),
        Column("refresh_id", "varchar", "The refresh."),
    ),
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
)

TABLES: tuple[Table, ...] = (
    SEED_FILES,
    SEED_SPANS,
    TOPICS,
    ARTICLES,
    ARTICLE_TOPICS,
    CLAIMS,
    ENTITIES,
    MENTIONS,
    MEASURES,
    OFFICES,
    OFFICE_HOLDERS,
    OPERATORS,
    DATES,
    METRICS,
    STORY_TEXTS,
    STORY_MARKS,
    STORY_KEYS,
    STORY_LINKS,
    REFRESHES,
    FACT_VERDICTS,
    FIRST_SEEN,
    COLUMN_LINEAGE,
)
