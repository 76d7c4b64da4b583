"""What the English words beside a number make of it: a part of a name, an age, money in pounds, metres, a share.

Takes and returns the tokens of `measures`, which have `match, before, after, low, high, unit, dimension, scale` and
stand in text order.
"""

import polars as pl

from pipelines.extract.marks import lean

_CAPITAL = r"(?:[\p{L}\d,:)&’']|^) (?:[a-z]?[A-Z][\w&/’'-]*|(?:[A-Z]\.){2,})[ -]$"
"""A capitalised word inside a sentence: S&P 500, Game 2, Model 3."""
_OPEN_WORD = (
    r"(?:In|At|On|By|For|Of|To|And|Or|The|With|About|Over|Some|Nearly|From|Under|Around|Only|All|Its|Their)[ -]$"
)
_STERLING = lean(
    r"(?i)£|\b(?:British|Britain|U\.?K\.?|London|sterling|profits?|revenues?|sales|turnover|fined?|paid|pay|costs?|worth"
    r"|prices?|fees?|salary|wages?|tax(?:es)?|debts?|loans?|bid|deal|earned|earns|spent|spend|raised|invest(?:ed|ment)?)\b"
)
_TALL = lean(r"^\s(?:tall|high|long|wide|deep|thick|away|above|below|in (?:length|height|width|diameter))\b")
_AGED = lean(r"(?i)\b(?:aged?|age of|ages) $")
_LENGTH = lean(
    r"(?i)\b(?:height|length|depth|width|altitude|elevation|diameter|thickness|outreach|distance)"
    r" (?:is|was|of|at)[^,;.]{0,12}$"
)


def with_english_units(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with the unit that the words beside them tell, without those that are a part of a name or a score."""
    numbered = tokens.with_row_index("token")
    is_open = pl.col("low").is_not_null() & (pl.col("unit").is_null() | (pl.col("unit") == "pound"))
    told = _told(numbered.filter(is_open))
    return pl.concat([numbered.filter(~is_open.fill_null(False)), told]).sort("token").drop("token")


def _told(tokens: pl.DataFrame) -> pl.DataFrame:
    """`with_english_units` of the tokens it can concern."""
    match, before, after = pl.col("match"), pl.col("before"), pl.col("after")
    bare = pl.col("unit").is_null() & pl.col("low").is_not_null()
    is_letter = bare & match.str.contains(r"^[0-9.,]+[mt]$")
    is_tonne = is_letter & match.str.ends_with("t")
    is_metre = is_letter & match.str.ends_with("m") & (after.str.contains(_TALL) | before.str.contains(_LENGTH))
    is_age = bare & before.str.contains(_AGED) & (pl.col("high") < 120)
    is_share = bare & match.str.contains("^[1-9]/[0-9]+$") & after.str.contains("^ of ")
    is_money = (pl.col("unit") == "pound") & before.str.contains(_STERLING) & ~after.str.contains("^ of ")
    is_named = bare & match.str.contains("^(?:[0-9]{1,4}|[A-Z][a-z]+)$") & before.str.contains(_CAPITAL)
    is_named &= ~before.str.contains(_OPEN_WORD) & ~is_age
    is_score = bare & (pl.col("low") >= pl.col("high")) & match.str.contains("^[0-9]+[-–][0-9]+$")
    unit = (
        pl.when(is_tonne)
        .then(pl.lit("tonne"))
        .when(is_metre)
        .then(pl.lit("meter"))
        .when(is_age)
        .then(pl.lit("year"))
        .when(is_share)
        .then(pl.lit("percent"))
        .when(is_money)
        .then(pl.lit("gbp"))
        .otherwise("unit")
    )
    kinds = {"tonne": "mass", "meter": "length", "year": "time", "percent": "share", "gbp": "money"}
    kind = unit.replace_strict(kinds, default=None, return_dtype=pl.String)
    told = is_tonne | is_metre | is_age | is_share | is_money
    factor = (
        pl.when(is_tonne | is_metre).then(1 / pl.col("scale")).when(is_share).then(100.0).otherwise(1.0).fill_null(1.0)
    )
    is_alone = bare & before.str.ends_with("(") & after.str.starts_with(")") & match.str.contains("^[0-9]{1,2}$")
    is_none = (is_named | is_score | is_alone).fill_null(False)
    return tokens.with_columns(
        pl.when(~is_none).then(unit).alias("unit"),
        pl.when(~is_none).then(pl.when(told).then(kind).otherwise("dimension")).alias("dimension"),
        *(pl.when(~is_none).then((pl.col(end) * factor).round_sig_figs(12)).alias(end) for end in ("low", "high")),
    )


def without_links(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens that do not stand inside a web address, however long that is."""
    linked = tokens.filter(pl.col("text").str.contains("://", literal=True))
    if linked.is_empty():
        return tokens
    left = pl.col("text").str.head("start").str.extract(r"(\S+)$", 1)
    inside = linked.filter(left.str.contains("://", literal=True)).select("claim", "start")
    return tokens.join(inside, on=["claim", "start"], how="anti", maintain_order="left")
