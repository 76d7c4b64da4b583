"""Two numbers that a word joins: one range or two levels."""

import polars as pl

from pipelines.extract.grammar import Grammar
from pipelines.extract.marks import lean

_YEAR = r"^(?:19|20)[0-9]{2}$"
_PERCENT = r"(?i)(?:%|percent|per cent|个百分点)$"
_ABOUT = r"(?:about|around|approximately|roughly|nearly|some|an estimated|at least|as little as|as much as)?\s?$"
_SPANS = lean(rf"(?i)\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|anything|somewhere) from {_ABOUT}")
_BETWEEN_BOTH = lean(rf"(?i)(?:\bbetween|介于|在) ?{_ABOUT}")
_MORE = lean(
    r"(?i)\b(?:(?:more|greater|higher|larger|bigger|no less|not less|no fewer) than|over|above)(?: or equal to)? $"
)
_FROM = lean(r"(?i)\bfrom $|[从由]$")


def levels_apart(tokens: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """Two numbers that a word joins as two tokens, but for ranges.

    "8 to 10 years" and "between 5 and 10" are ranges; "from 80% to 50%", "up $2 to $66", "2 and 3 tons" are two levels.
    """
    matches = tokens.select(pl.col("match").unique())
    is_chinese_share = pl.col("match").str.contains("分之|成")
    words = matches.filter(pl.col("match").str.contains(r"\s(?:to|and|but)\s|至|到") & ~is_chinese_share)
    pairs = words.with_columns(pl.col("match").str.extract_groups(rules.pair).alias("pair")).unnest("pair")
    is_one = pl.col("match").str.extract(rules.single, 1).str.contains(rules.tail)
    pairs = pairs.filter(pl.col("join").is_not_null() & ~is_one).with_columns(_is_level(rules).alias("is_level"))
    if pairs.is_empty():
        return tokens
    tokens = tokens.with_row_index("token").join(pairs, on="match", how="left", maintain_order="left")
    before = pl.col("before")
    rises = before.str.contains(rules.rise) & pl.col("match").str.contains(rules.money)
    joins_levels = (
        pl.when(pl.col("join").str.contains(r"\sto\s|至|到"))
        .then(
            (pl.col("is_level") | before.str.contains(_FROM) | rises)
            & ~before.str.contains(_SPANS)
        )
        .when(pl.col("join").str.contains(rules.less))
        .then(~before.str.contains(_MORE))
        .otherwise(~before.str.contains(_BETWEEN_BOTH))
    )
    is_split = pl.col("join").is_not_null() & joins_levels
    length = pl.col("left").str.len_chars().cast(pl.Int64)
    first = tokens.with_columns(
        pl.when(is_split).then("left").otherwise("match").alias("match"),
        pl.when(is_split).then(pl.col("start") + length).otherwise("end").alias("end"),
        pl.when(is_split).then("join").otherwise("after").alias("after"),
    )
    last = tokens.filter(is_split).with_columns(
        pl.col("right").alias("match"),
        (pl.col("end") - pl.col("right").str.len_chars().cast(pl.Int64)).alias("start"),
        pl.col("join").alias("before"),
    )
    tokens = pl.concat([first, last]).sort("token", "start")
    return tokens.drop("token", "left", "join", "right", "is_level")


def _is_level(rules: Grammar) -> pl.Expr:
    """Whether the number after a "to" is a new level: after a printed unit that is no share, or after a year."""
    has_unit = ~pl.col("left").str.contains(rules.bare) & ~pl.col("left").str.contains(_PERCENT)
    is_year = pl.col("left").str.contains(_YEAR) & ~pl.col("right").str.contains(r"^[0-9]{4}$")
    unlike = pl.col("left").str.contains(_PERCENT) & ~pl.col("right").str.contains(_PERCENT)
    return has_unit | is_year | unlike
