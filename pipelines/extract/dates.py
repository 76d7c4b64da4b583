"""Which numbers of a claim are dates."""

import polars as pl

from pipelines.extract.grammar import Grammar

_YEAR = r"^(?:19|20)[0-9]{2}$"
_QUALIFIED = r"(?i)(?:approximately|about|around|roughly|nearly|over|more than|约|近|超过?|逾|达|共|至少|不足|不到)\s*$"


def with_dates(tokens: pl.DataFrame, rules: Grammar, counted: str) -> pl.DataFrame:
    """Tokens with `is_date`.

    `counted` is the pattern of a counted noun: after "about 2000" it makes an amount of a year.
    """
    match = pl.col("match")
    is_counted = pl.col("after").str.contains(rf"{counted}|^[架家台辆名个项座艘套人只支枚张件]")
    is_year = match.str.contains(_YEAR) & ~(pl.col("before").str.contains(_QUALIFIED) & is_counted)
    is_date = pl.col("low").is_null() & match.str.contains(rules.date) & match.str.contains("(?:19|20)[0-9]{2}")
    return tokens.with_columns((is_date | is_year).alias("is_date"))
