"""What is measured: the metric of the cue word that costs least to reach from the number."""

import polars as pl

from pipelines.extract.marks import find, searchable, wrap
from pipelines.extract.nearby import ACROSS_CLAUSE, after_number, cheapest, in_clause, near
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
    cued = hits.rename({"dimension": "cue_dimension"}).drop("match")
    pairs = near(measures.select("measure", "claim", "start", "end", "clause", "number", *_KIND), cued).filter(_fits())
    return cheapest(pairs, _price(), "metric").select("measure", "metric")


_KIND = ("dimension", "unit", "change")


def _fits() -> pl.Expr:
    """A cue speaks of measures of its own dimension; `share_change` and `small_mass` are parts of one."""
    cue = pl.col("cue_dimension")
    is_change = (pl.col("dimension") == "share") & pl.col("change").is_not_null()
    return (
        (cue == pl.col("dimension"))
        | ((cue == "share_change") & is_change)
        | ((cue == "small_mass") & pl.col("unit").is_in(_SMALL_MASS))
    )


def _price() -> pl.Expr:
    """What it costs to read the measure by the cue: distance, side, weight, and what stands between."""
    across_number = pl.when("is_after").then(_ACROSS_NUMBER_AHEAD).otherwise(_ACROSS_NUMBER_BEHIND)
    reads_change_as_share = (pl.col("cue_dimension") == "share") & pl.col("change").is_not_null()
    return (
        _PER_ROOT * pl.col("distance").sqrt()
        + pl.when("is_after").then(0).otherwise(_BEFORE)
        + pl.col("weight")
        + across_number * pl.col("numbers_between")
        + ACROSS_CLAUSE * pl.col("clauses_between")
        + pl.when(reads_change_as_share).then(_AGAINST_CHANGE).otherwise(0)
    )
