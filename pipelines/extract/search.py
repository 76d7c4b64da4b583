"""Find every quantity: a small pattern says where one may begin, and only there the whole grammar is tried.

Searched for directly, a pattern of this size outgrows the cache of the regular expression engine on any varied text and
runs some fifty times slower.
"""

import polars as pl

from pipelines.extract.grammar import Grammar
from pipelines.extract.marks import MARK, lean, left_of, searchable
from pipelines.extract.not_quantities import URL_REST

_REACH = 80
"""Characters from its beginning within which a quantity ends."""
_URL_REST = lean(f"^({URL_REST}*)")
_CLAIM_ROOM = 2**32
"""More than any text has characters."""
_LEAD_REACH = 24
"""Characters before a number in which a word that belongs to it is looked for."""


def find_quantities(claims: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """`claim, text` to one row per match of the grammar, in text order.

    Columns `claim, text, match, start, end, before, after`: offsets in characters; `before` and `after` reach to the
    neighbouring match or the end of the text, all with the characters of `searchable`.
    """
    texts = claims.select("claim", "text", searchable(pl.col("text"), rules.variants).alias("plain"))
    matches = _first_come(_matches(_with_leads(_beginnings(texts, rules), rules), rules))
    last_end = pl.when(_same("claim", 1)).then(pl.col("end").shift(1)).fill_null(0)
    next_start = pl.when(_same("claim", -1)).then(pl.col("start").shift(-1))
    return matches.with_columns(
        pl.col("plain").str.slice(last_end, pl.col("start") - last_end).alias("before"),
        pl.col("plain").str.slice(pl.col("end"), next_start - pl.col("end")).alias("after"),
    ).drop("plain")


def _same(column: str, by: int) -> pl.Expr:
    """Whether the row `by` rows before has the same value."""
    return (pl.col(column) == pl.col(column).shift(by)).fill_null(False)


def _beginnings(texts: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """The texts once for each place where a number may begin, as `start`."""
    pieces = texts.with_columns(
        pl.col("plain").str.replace_all(rules.begin, f"{MARK}${{0}}").str.split(MARK).alias("piece")
    ).explode("piece")
    is_first = ~_same("claim", 1)
    length = pl.col("piece").str.len_chars().cast(pl.Int64)
    position = length.cum_sum() - length
    text_start = pl.when(is_first).then(position).forward_fill()
    return pieces.with_columns((position - text_start).alias("start")).filter(~is_first).drop("piece")


def _with_leads(beginnings: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """The beginnings, and those with a word before that belongs to the number (in 2030) or without its sign ($5)."""
    lead = left_of("start", _LEAD_REACH, "plain").str.extract(rules.before, 1).str.len_chars().cast(pl.Int64)
    leads = beginnings.with_columns((pl.col("start") - lead).alias("start")).drop_nulls("start")
    sign = pl.col("plain").str.slice("start", 6).str.extract(r"^([^0-9]+)[0-9]", 1).str.len_chars().cast(pl.Int64)
    digits = beginnings.with_columns((pl.col("start") + sign).alias("start")).drop_nulls("start")
    return pl.concat([beginnings, leads, digits]).sort("claim", "start")


def _matches(beginnings: pl.DataFrame, rules: Grammar) -> pl.DataFrame:
    """The beginnings at which the grammar matches, with `match` and `end`."""
    beginnings = beginnings.with_columns(pl.col("plain").str.slice("start", _REACH).alias("reach"))
    # Distinct and in order, because what begins alike leads the engine through states it has in its cache.
    reaches = beginnings.select(pl.col("reach").unique()).sort("reach")
    length = pl.col("reach").str.len_chars() - pl.col("reach").str.replace(rules.quantity, "").str.len_chars()
    matched = reaches.with_columns(length.cast(pl.Int64).alias("length")).filter(pl.col("length") > 0)
    matches = beginnings.join(matched, on="reach", maintain_order="left")
    # An address may go on beyond the reach, and what stands in it is no quantity.
    is_cut = (pl.col("length") == _REACH) & pl.col("reach").str.contains("^(?:https?:|www)")
    onward = pl.when(is_cut).then(pl.col("plain")).str.slice(pl.col("start") + _REACH).str.extract(_URL_REST, 1)
    length = pl.col("length") + onward.str.len_chars().fill_null(0)
    return matches.with_columns(
        pl.col("plain").str.slice("start", length).alias("match"), (pl.col("start") + length).alias("end")
    ).drop("reach", "length")


def _first_come(matches: pl.DataFrame) -> pl.DataFrame:
    """The matches that do not begin inside an earlier one, from left to right."""
    # One line of places for all claims, so that the furthest end so far is a running maximum.
    claim_start = pl.col("claim").rle_id().cast(pl.Int64) * _CLAIM_ROOM
    place = pl.col("start") + claim_start, pl.col("end") + claim_start
    matches = matches.with_columns(place[0].alias("from"), place[1].alias("to"))
    kept = []
    while not matches.is_empty():
        is_free = (pl.col("from") >= pl.col("to").cum_max().shift(1)).fill_null(True)
        # A chain of overlaps: its first match stands, what begins inside that one goes, the rest is looked at again.
        until = pl.when(is_free).then("to").forward_fill()
        chained = matches.with_columns(is_free.alias("is_free"), until.alias("until"))
        kept.append(chained.filter("is_free").drop("is_free", "until"))
        matches = chained.filter(pl.col("from") >= pl.col("until")).drop("is_free", "until")
    return pl.concat(kept).sort("from").drop("from", "to") if kept else matches.drop("from", "to")
