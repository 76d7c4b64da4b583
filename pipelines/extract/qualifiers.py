"""What sets a number apart from others of its metric: a suspended tariff, a share of capacity, a time to build."""

import polars as pl

from pipelines.extract.cues import find_cues
from pipelines.extract.nearby import ACROSS_CLAUSE, after_number, cheapest, in_clause, near
from pipelines.lexicon import Lexicon

_PER_ROOT = 5
"""Price of distance: this many points for each square root of a character."""
_ACROSS_NUMBER = 12
_LIMIT = 68
"""A cue at this price or above speaks of something else."""
_CLOSE = 45
"""Within this price a cue stands that has to follow its number at once: 77% of refining capacity."""


def qualifiers_of(
    claims: pl.DataFrame, measures: pl.DataFrame, clauses: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """`measure, qualifier`: for each aspect of the metric the nearest cue's qualifier, several joined by commas.

    `claims`: claim, text. `measures`: measure, claim, start, end, clause, number, metric.
    """
    cues = lexicon.qualifiers
    measures = measures.select("measure", "claim", "start", "end", "clause", "number", "metric").filter(
        pl.col("metric").is_in(cues["metric"].unique().to_list())
    )
    texts = claims.join(measures.select("claim").unique(), on="claim", how="semi")
    hits = after_number(in_clause(find_cues(texts, cues["cue"]), clauses), measures)
    cued = hits.join(cues.rename({"metric": "of_metric"}), left_on="match", right_on="cue")
    pairs = near(measures, cued).filter(pl.col("metric") == pl.col("of_metric"))
    price = (
        _PER_ROOT * pl.col("distance").sqrt()
        + ACROSS_CLAUSE * pl.col("clauses_between")
        + _ACROSS_NUMBER * pl.col("numbers_between")
    )
    is_beside = (pl.col("clauses_between") == 0) & (pl.col("numbers_between") == 0)
    is_apart = pl.col("side").is_null() | (pl.col("is_after") & is_beside & (price < _CLOSE))
    nearest = cheapest(pairs.filter(is_apart), price, "qualifier", by=("measure", "aspect"))
    return (
        nearest.filter(pl.col("price") < _LIMIT)
        .sort("measure", "qualifier")
        .group_by("measure", maintain_order=True)
        .agg(pl.col("qualifier").str.join(", "))
    )
