"""What is measured: the metric of the cue word that costs least to reach from the number."""

import polars as pl

from pipelines.extract.marks import find, searchable, wrap
from pipelines.extract.nearby import ACROSS_CLAUSE, after_number, in_clause, near
from pipelines.lexicon import Lexicon

_PER_ROOT = 5
"""Price of distance: this many points for each square root of a character."""
_ACROSS_NUMBER_AHEAD = 40
_ACROSS_NUMBER_BEHIND = 12
"""A list goes on with the verb before it: "controls 79% of cathode materials, 92% of anode materials"."""
_BEFORE = 8
"""A cue before the number is worth this many points less than one after it: "37% of global reserves"."""
_AGAINST_CHANGE = 15
"""Price of reading a change (rose 5%) as a share."""
_SMALL_MASS = ["kg", "gram", "pound", "mg"]
_UPPER = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
_LOWER = [letter.lower() for letter in _UPPER]


def metrics_of(claims: pl.DataFrame, measures: pl.DataFrame, clauses: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`measure, metric`: the cheapest cue of the measure's dimension in its claim."""
    cues = lexicon.metric_cues.with_columns(pl.col("weight").cast(pl.Int64))
    words = cues.select("cue").unique().sort(pl.col("cue").str.len_chars(), "cue", descending=True)["cue"].to_list()
    text = claims.join(measures.select("claim").unique(), on="claim", how="semi").select("claim", "text")
    low = searchable(pl.col("text")).str.replace_many(_UPPER, _LOWER)
    hits = find(text, low.str.replace_many(words, wrap(words), leftmost=True))
    inside = pl.col("match").str.contains("^[a-z]") & (
        pl.col("before").str.contains("[a-z]$") | pl.col("after").str.contains("^[a-z]")
    )
    hits = in_clause(hits.filter(~inside).select("claim", "match", "start", "end"), clauses)
    hits = after_number(hits, measures).join(cues, left_on="match", right_on="cue")
    pairs = near(
        measures,
        hits.select(
            "claim",
            "last_number",
            "metric",
            "weight",
            pl.col("start").alias("cue_start"),
            pl.col("end").alias("cue_end"),
            pl.col("clause").alias("cue_clause"),
            pl.col("dimension").alias("cue_dimension"),
        ),
    )
    is_after = pl.col("cue_start") >= pl.col("end")
    distance = (
        pl.when(is_after)
        .then(pl.col("cue_start") - pl.col("end"))
        .otherwise(pl.col("start") - pl.col("cue_end"))
        .clip(0)
    )
    crossed = (
        pl.when(is_after)
        .then(pl.col("last_number") - pl.col("number"))
        .otherwise(pl.col("number") - 1 - pl.col("last_number"))
    )
    across_number = pl.when(is_after).then(_ACROSS_NUMBER_AHEAD).otherwise(_ACROSS_NUMBER_BEHIND)
    price = (
        _PER_ROOT * distance.sqrt()
        + pl.when(is_after).then(0).otherwise(_BEFORE)
        + pl.col("weight")
        + across_number * crossed
        + ACROSS_CLAUSE * (pl.col("cue_clause") - pl.col("clause")).abs()
    )
    fits = (
        (pl.col("cue_dimension") == pl.col("dimension"))
        | (
            (pl.col("cue_dimension") == "share_change")
            & (pl.col("dimension") == "share")
            & pl.col("change").is_not_null()
        )
        | ((pl.col("cue_dimension") == "small_mass") & pl.col("unit").is_in(_SMALL_MASS))
    )
    is_level = ~pl.col("cue_dimension").is_in(["share"]) | pl.col("change").is_null()
    changed = pl.when((pl.col("cue_dimension") == "share") & ~is_level).then(_AGAINST_CHANGE).otherwise(0)
    return (
        pairs.filter(fits)
        .with_columns((price + changed).alias("price"))
        .sort("measure", "price", "metric")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", "metric")
    )
