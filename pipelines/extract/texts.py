"""Single texts to what they state, by the rules that read pages: each text is one claim, offsets are in the text."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from pipelines.extract.as_of import resolved
from pipelines.extract.claims import CLAIM_MAX, claims_of
from pipelines.extract.facts import facts_of
from pipelines.lexicon import Lexicon

_MENTION = {
    "type": pl.String, "subtype": pl.String, "name": pl.String, "name_zh": pl.String, "iso3": pl.String,
    "origin": pl.String, "surface": pl.String, "start": pl.Int64, "end": pl.Int64,
}  # fmt: skip
_MEASURE = {
    "quote": pl.String, "start": pl.Int64, "end": pl.Int64, "comparator": pl.String, "low": pl.Float64,
    "high": pl.Float64, "unit": pl.String, "change": pl.String, "metric": pl.String, "subject": pl.String,
    "object": pl.String, "qualifier": pl.String, "as_of": pl.String,
}  # fmt: skip

_NUMBER = {
    "quote": pl.String, "start": pl.Int64, "end": pl.Int64, "comparator": pl.String, "low": pl.Float64,
    "high": pl.Float64, "change": pl.String, "as_of": pl.String,
}  # fmt: skip


def read_texts(texts: pl.DataFrame, lexicon: Lexicon, published_at: datetime | None = None) -> pl.DataFrame:
    """`text` to `text, mentions, measures, numbers`: one row per text, in order, with what it states as structs.

    `published_at` is the day that "last year" and 昨日 are seen from; without it they give no `as_of`.
    `numbers` are the quantities without a unit. A text is read on its own, the texts beside it say nothing about it. It
    is one claim, unless it is longer than any claim of a page: then it is read as a page's body is, statement by
    statement.
    """
    texts = texts.select("text").with_row_index("text_row")
    claims = _claims(texts)
    facts = facts_of(claims, lexicon)
    entities = pl.concat([lexicon.entities, facts.discovered])
    mentions = facts.mentions.join(entities, on="entity_id", how="left")
    as_of = resolved(pl.col("as_of"), pl.lit(published_at, dtype=pl.Datetime))
    measures = _named(_named(facts.measures, "subject", entities), "object", entities).with_columns(as_of)
    for name, rows, shape in (
        ("mentions", mentions, _MENTION),
        ("measures", measures, _MEASURE),
        ("numbers", facts.numbers.with_columns(as_of), _NUMBER),
    ):
        listed = _listed(rows, claims, shape).rename({"row": name})
        texts = texts.join(listed, on="text_row", how="left", maintain_order="left").with_columns(
            pl.col(name).fill_null([])
        )
    return texts.drop("text_row")


def _claims(texts: pl.DataFrame) -> pl.DataFrame:
    """The claims of the texts, with the text they belong to and where they start in it."""
    texts = texts.with_columns(pl.col("text_row").cast(pl.String).alias("article_id"))
    is_long = pl.col("text").str.len_chars() > CLAIM_MAX
    whole = texts.filter(~is_long).select(
        "article_id",
        pl.lit(1, dtype=pl.Int32).alias("ordinal"),
        pl.lit(None, dtype=pl.String).alias("section"),
        "text",
        pl.lit(0, dtype=pl.Int64).alias("start_char"),
    )
    bodies = texts.filter(is_long).select("article_id", pl.lit("").alias("title"), pl.col("text").alias("body"))
    split = claims_of(bodies).select(whole.columns)
    return pl.concat([whole, split]).with_row_index("claim")


def _named(measures: pl.DataFrame, party: str, entities: pl.DataFrame) -> pl.DataFrame:
    """The subject or object by its name."""
    names = entities.select(pl.col("entity_id").alias(f"{party}_id"), pl.col("name").alias(party))
    return measures.join(names, on=f"{party}_id", how="left")


def _listed(rows: pl.DataFrame, claims: pl.DataFrame, shape: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """`text_row, row`: one list of structs per text, in text order."""
    place = claims.select("claim", pl.col("article_id").cast(pl.UInt32).alias("text_row"), "start_char")
    placed = (
        rows.join(place, on="claim")
        .with_columns(pl.col("start", "end") + pl.col("start_char"))
        .sort("text_row", "start", "end", maintain_order=True)
    )
    row = pl.struct(pl.col(column).cast(dtype) for column, dtype in shape.items())
    return placed.group_by("text_row", maintain_order=True).agg(row.alias("row"))
