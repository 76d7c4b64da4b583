"""Which numbers of a claim are dates, and which date each of the others speaks of."""

import polars as pl

from pipelines.extract.grammar import Grammar

_YEAR = r"^(?:19|20)[0-9]{2}$"
_NEAR = 40
"""Characters within which a printed date is taken for the date of a number."""


def with_dates(tokens: pl.DataFrame, rules: Grammar, counted: str) -> pl.DataFrame:
    """Tokens with `is_date` and the nearest date of their claim as `as_of`.

    `counted` is the pattern of a counted noun: after "about 2000" it makes an amount of a year.
    """
    match = pl.col("match")
    qualified = pl.col("before").str.contains(
        r"(?i)(?:approximately|about|around|roughly|nearly|over|more than|约|近|超过?|逾|达|共|至少|不足|不到)\s*$"
    )
    is_counted = pl.col("after").str.contains(rf"{counted}|^[架家台辆名个项座艘套人只支枚张件]")
    is_year = match.str.contains(_YEAR) & ~(qualified & is_counted)
    year = match.str.extract(r"((?:19|20)[0-9]{2})", 1)
    month = pl.coalesce(
        match.str.extract(r"(?:19|20)[0-9]{2}年\s?([0-9]{1,2})月", 1),
        match.str.extract(r"^(?:19|20)[0-9]{2}[-/.]([0-9]{1,2})", 1),
        match.str.extract(r"^([A-Za-z]{3})", 1)
        .str.to_lowercase()
        .replace_strict(_MONTHS, default=None, return_dtype=pl.String),
    ).str.zfill(2)
    day = pl.coalesce(
        match.str.extract(r"月\s?([0-9]{1,2})[日号]", 1),
        match.str.extract(r"^(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.]([0-9]{1,2})", 1),
        match.str.extract(r"^[A-Za-z]+\.?\s([0-9]{1,2})(?:[a-z]{2})?,", 1),
    ).str.zfill(2)
    is_date = pl.col("low").is_null() & match.str.contains(rules.date) & year.is_not_null()
    date = pl.concat_str(year, month, day, separator="-", ignore_nulls=True)
    tokens = tokens.with_columns((is_date | is_year).alias("is_date")).with_columns(
        pl.when("is_date").then(date).alias("date"),
        pl.when("is_date").then(pl.col("end")).alias("date_end"),
        pl.when("is_date").then(pl.col("start")).alias("date_start"),
    )
    last = pl.col("date", "date_end").forward_fill().over("claim")
    following = pl.col("date", "date_start").backward_fill().over("claim")
    tokens = tokens.with_columns(last.name.prefix("last_"), following.name.prefix("next_"))
    behind = (pl.col("start") - pl.col("last_date_end")).fill_null(_NEAR + 1)
    ahead = (pl.col("next_date_start") - pl.col("end")).fill_null(_NEAR + 1)
    nearest = pl.when((ahead <= behind) & (ahead <= _NEAR)).then("next_date").when(behind <= _NEAR).then("last_date")
    return tokens.with_columns(nearest.alias("as_of"))


_MONTHS = dict(
    zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), map("{:02d}".format, range(1, 13)), strict=True)
)
