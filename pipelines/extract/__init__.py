"""Pages to frames: a pure, vectorised function that knows no Dagster, no DuckDB and no files."""

import polars as pl

from pipelines.extract.as_of import resolved
from pipelines.extract.claims import claims_of
from pipelines.extract.facts import facts_of
from pipelines.extract.pages import articles_on_pages, classify, decode_pages, split_lines
from pipelines.extract.text import is_truncated, language
from pipelines.extract.texts import read_texts
from pipelines.identity import identifier
from pipelines.lexicon import Lexicon

__all__ = ["extract", "read_texts"]

_NO_ARTICLE = "line 1: no article found; an article is a title line followed by a line '<source>· YYYY-MM-DD HH:MM'"


def extract(pages: pl.DataFrame, lexicon: Lexicon) -> dict[str, pl.DataFrame]:
    """One batch of pages to the rows of the stored tables.

    `pages`: `seed_file` (text) and `content` (bytes). Returns frames by table name; an article shown by several pages
    of the batch is taken from the first, and only its claims, mentions and measures are returned.
    """
    pages = decode_pages(pages.sort("seed_file"))
    lines = classify(split_lines(pages), lexicon.chrome)
    shown = articles_on_pages(lines).with_columns(
        identifier(pl.col("title"), pl.col("source"), pl.col("published_at")).alias("article_id")
    )
    articles = shown.unique("article_id", keep="first", maintain_order=True)
    claim_id = identifier(pl.col("article_id"), pl.col("field"), pl.col("start_char"))
    claims = claims_of(articles).with_columns(claim_id.alias("claim_id")).with_row_index("claim")
    facts = facts_of(claims, lexicon)
    return {
        "seed_files": _ledger(pages, lines, shown),
        "seed_spans": lines.select(_SPAN_COLUMNS),
        "article_topics": shown.select(_APPEARANCE_COLUMNS),
        "articles": _articles(articles),
        "claims": claims.join(facts.subjects, on="claim", maintain_order="left").select(_CLAIM_COLUMNS),
        "entities": facts.discovered,
        "mentions": _placed(facts.mentions, claims).select(_MENTION_COLUMNS),
        "offices": _placed(facts.offices, claims).select(_OFFICE_COLUMNS),
        "dates": _dated(_placed(facts.dates, claims), articles).drop_nulls("as_of").select(_DATE_COLUMNS),
        "measures": _dated(_placed(facts.measures, claims), articles)
        .with_columns(identifier(pl.col("claim_id"), pl.col("start_char")).alias("measure_id"))
        .select(_MEASURE_COLUMNS),
    }


_TELLING = 40
"""Letters and digits from which on a body alone tells one article from another."""
_SPAN_COLUMNS = "seed_file start_char end_char line_number kind reason".split()
_APPEARANCE_COLUMNS = "seed_file position topic article_id start_char end_char body_start_char".split()
_CLAIM_COLUMNS = "claim_id article_id ordinal section text lang start_char end_char citations subject_id".split()
_MENTION_COLUMNS = "claim_id article_id entity_id field surface start_char end_char".split()
_OFFICE_COLUMNS = "claim_id article_id entity_id office body_id is_former field start_char end_char".split()
_DATE_COLUMNS = "claim_id article_id field quote start_char end_char as_of has_year tense".split()
_MEASURE_COLUMNS = (
    "measure_id claim_id article_id field quote start_char end_char comparator low high unit change"
    " subject_id metric object_id qualifier as_of"
).split()


def _articles(articles: pl.DataFrame) -> pl.DataFrame:
    """What can be told of an article as a whole; a body that several share is looked at once."""
    body, words = pl.col("body"), pl.col("words")
    bodies = (
        articles.select(body.unique())
        .with_columns(_words(body).alias("words"))
        .select(
            "body",
            language(body).alias("body_lang"),
            is_truncated(body).alias("is_truncated"),
            pl.when(words.str.len_chars() >= _TELLING).then(identifier(words)).alias("copy_id"),
        )
    )
    # "See the original" stands below many titles, and a title such as "Morning news" comes again every day.
    titled = identifier(_words(pl.col("title")), _words(body.str.head(_TELLING)), pl.col("published_at").dt.date())
    copy_id = pl.coalesce("copy_id", titled)
    return articles.join(bodies, on="body", how="left", maintain_order="left").select(
        "article_id",
        "title",
        language(pl.col("title")).alias("title_lang"),
        "source",
        "published_at",
        "body",
        "body_lang",
        "is_truncated",
        copy_id.alias("copy_id"),
        # Until the texts of all pages are compared, a text and its copies are a story of their own.
        copy_id.alias("story_id"),
        "seed_file",
    )


def _ledger(pages: pl.DataFrame, lines: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """`seed_files` without what only the caller knows: hash, size, version and time."""
    topics = lines.filter(pl.col("kind") == "topic").select("seed_file", pl.col("line").alias("topic"))
    counts = shown.group_by("seed_file").agg(pl.len().cast(pl.Int32).alias("article_count"))
    problems = (
        lines.filter(pl.col("kind") == "quarantined")
        .group_by("seed_file", maintain_order=True)
        .agg(
            ("line " + pl.col("line_number").first().cast(pl.String) + ": " + pl.col("reason").first()).alias("problem")
        )
    )
    found = pl.col("article_count") > 0
    return (
        pages.join(topics, on="seed_file", how="left")
        .join(counts, on="seed_file", how="left")
        .join(problems, on="seed_file", how="left")
        .with_columns(pl.col("article_count").fill_null(0))
        .select(
            "seed_file",
            pl.col("text").str.len_chars().cast(pl.Int64).alias("char_count"),
            "encoding",
            "topic",
            "article_count",
            pl.when(found).then(pl.lit("loaded")).otherwise(pl.lit("quarantined")).alias("status"),
            pl.coalesce("error", pl.when(found).then("problem").otherwise(pl.lit(_NO_ARTICLE))).alias("error"),
        )
        .sort("seed_file")
    )


def _words(text: pl.Expr) -> pl.Expr:
    """The letters and digits of a text, which its copies have in common."""
    return text.str.to_lowercase().str.replace_all(r"\[[0-9]{1,3}\]|[^\p{L}\p{N}]", "")


def _placed(rows: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Rows with offsets in a claim to rows with ids and offsets in the article's title or body."""
    place = claims.select("claim", "claim_id", "article_id", "field", pl.col("start_char").alias("offset"))
    return (
        rows.join(place, on="claim", maintain_order="left")
        .with_columns(
            (pl.col("start") + pl.col("offset")).alias("start_char"),
            (pl.col("end") + pl.col("offset")).alias("end_char"),
        )
        .drop("offset")
    )


def _dated(rows: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The rows with `as_of` seen from the day of their article."""
    days = articles.select("article_id", "published_at")
    as_of = resolved(pl.col("as_of"), pl.col("published_at"))
    return rows.join(days, on="article_id", how="left", maintain_order="left").with_columns(as_of.alias("as_of"))
