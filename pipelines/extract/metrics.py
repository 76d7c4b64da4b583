"""What is measured: the metric of the cue word that costs least to reach from the number."""

import polars as pl

from pipelines.extract.cues import find_cues
from pipelines.extract.nearby import ACROSS_CLAUSE, after_number, cheapest, in_clause, near
from pipelines.extract.respective import in_lists, paired
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
_POINTS = ["percentage_point", "basis_point"]
"""Units in which a share itself moves: a market share falls 2 percentage points, revenue falls 2%."""
_FAR = 30
"""A cue at this price or above says nothing of a count: things are counted in passing."""
_GOODS = "volume area power energy flow item data transport charge".split()
"""Dimensions of goods besides mass and plain counts: what is made, sold and stored."""
_SMALL_MASS = ["kg", "gram", "pound", "mg"]


def metrics_of(
    claims: pl.DataFrame, measures: pl.DataFrame, listed: pl.DataFrame, clauses: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """`measure, metric`: the cue at the measure's place in a list of cues, else the cheapest of its dimension.

    `listed`: the measures as of `in_lists`.
    """
    cues = _with_inherited(lexicon.metric_cues.with_columns(pl.col("weight").cast(pl.Int64)))
    text = claims.join(measures.select("claim").unique(), on="claim", how="semi")
    hits = in_clause(find_cues(text, cues["cue"]), clauses)
    in_order = paired(listed, in_lists(hits.select("claim", "match", "start", "end"), claims))
    in_order = in_order.join(measures.select("measure", *_KIND), on="measure")
    in_order = in_order.join(cues.rename({"dimension": "cue_dimension"}), left_on="match", right_on="cue")
    in_order = in_order.filter(_fits()).sort("measure", "weight", "metric").unique("measure", keep="first")
    hits = after_number(hits, measures).join(cues, left_on="match", right_on="cue")
    cued = hits.rename({"dimension": "cue_dimension"}).drop("match")
    pairs = near(measures.select("measure", "claim", "start", "end", "clause", "number", *_KIND), cued).filter(_fits())
    is_far = (pl.col("dimension") == "count") & (pl.col("price") >= _FAR)
    nearest = cheapest(pairs, _price(), "metric").filter(~is_far).select("measure", "metric")
    told = in_order.select("measure", "metric")
    return pl.concat([told, nearest.join(told, on="measure", how="anti")])


def _with_inherited(cues: pl.DataFrame) -> pl.DataFrame:
    """Cues where one of several English words also says what the words in it say of other dimensions.

    Only the longest cue is found at a place: "production capacity" would hide "production". One of dimension `none`
    is there to do so.
    """
    words = cues["cue"].unique().to_list()
    is_blocker = (pl.col("dimension") == "none").any().over("cue")
    phrases = cues.filter(~is_blocker & pl.col("cue").str.contains("^[a-z].* ")).select(pl.col("cue").unique())
    marked = (" " + pl.col("cue") + " ").str
    held = phrases.with_columns(marked.extract_many([f" {word} " for word in words], overlapping=True).alias("held"))
    inherited = (
        held.explode("held")
        .with_columns(pl.col("held").str.strip_chars())
        .filter(pl.col("held") != pl.col("cue"))
        .join(cues.rename({"cue": "held"}), on="held")
        .join(cues, on=["cue", "dimension"], how="anti")
        .sort("cue", "dimension", pl.col("held").str.len_chars(), "held", descending=[False, False, True, False])
        .unique(["cue", "dimension"], keep="first", maintain_order=True)
    )
    return pl.concat([cues, inherited.filter(pl.col("dimension") != "none").select(cues.columns)])


_KIND = ("dimension", "unit", "change")


def _fits() -> pl.Expr:
    """A cue speaks of its own dimension; `amount` is several, `small_mass` and those in `_change` are parts of one."""
    cue, dimension = pl.col("cue_dimension"), pl.col("dimension")
    return (
        (cue == dimension)
        | ((cue == dimension + "_change") & pl.col("change").is_not_null())
        | ((cue == "amount") & dimension.is_in(_GOODS))
        | ((cue == "small_mass") & pl.col("unit").is_in(_SMALL_MASS))
    )


def _price() -> pl.Expr:
    """What it costs to read the measure by the cue: distance, side, weight, and what stands between."""
    across_number = pl.when("is_after").then(_ACROSS_NUMBER_AHEAD).otherwise(_ACROSS_NUMBER_BEHIND)
    is_change = pl.col("change").is_not_null() & ~pl.col("unit").is_in(_POINTS)
    reads_change_as_share = (pl.col("cue_dimension") == "share") & is_change
    return (
        _PER_ROOT * pl.col("distance").sqrt()
        + pl.when("is_after").then(0).otherwise(_BEFORE)
        + pl.col("weight")
        + across_number * pl.col("numbers_between")
        + pl.when("is_after").then(2).otherwise(1) * ACROSS_CLAUSE * pl.col("clauses_between")
        + pl.when(reads_change_as_share).then(_AGAINST_CHANGE).otherwise(0)
    )
