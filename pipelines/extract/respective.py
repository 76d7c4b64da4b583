"""Lists that pair up in order: "A and B rose 5% and 8% respectively", A、B分别为5%和8%."""

import polars as pl

from pipelines.extract.marks import searchable

_IN_ORDER = "分别|(?i:respectively)"
_GAP = r"^(?:['’]s)?\s?(?:、|,|，|/|和|与|及|以及|跟|or|and|&|, and)\s?$"
"""What stands between two members of a list."""


def in_lists(frame: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """The rows in claims that speak of an order, with the list they stand in.

    `frame`: claim, start, end and more. Adds `list`, `place` (from 0), `size`, `list_start`, `list_end`.
    """
    ordered = claims.select("claim", "text").filter(pl.col("text").str.contains(_IN_ORDER))
    placed = frame.join(ordered, on="claim").sort("claim", "start", "end").unique(["claim", "start"], keep="none")
    placed = placed.sort("claim", "start")
    left = pl.col("end").shift(1)
    size = (pl.col("start") - left).clip(0, 8)
    gap = searchable(pl.col("text")).str.slice(left.fill_null(0), size.fill_null(0))
    goes_on = (pl.col("claim") == pl.col("claim").shift(1)) & gap.str.contains(_GAP)
    listed = placed.with_columns((~goes_on.fill_null(False)).cum_sum().alias("list"))
    return listed.drop("text").with_columns(
        pl.int_range(pl.len()).over("list").alias("place"),
        pl.len().over("list").alias("size"),
        pl.col("start").min().over("list").alias("list_start"),
        pl.col("end").max().over("list").alias("list_end"),
    )


def paired(numbers: pl.DataFrame, things: pl.DataFrame) -> pl.DataFrame:
    """`measure` and the columns of the thing at its place in the nearest list before of as many things.

    Both frames are as of `in_lists`; lists of one are none.
    """
    lists = things.filter(pl.col("size") > 1)
    heads = lists.filter(pl.col("place") == 0).select(
        "claim", "size", pl.col("list_end").alias("at"), pl.col("list").alias("its_list")
    )
    found = (
        numbers.filter(pl.col("size") > 1)
        .select("measure", "claim", "size", "place", "list_start")
        .sort("list_start")
        .join_asof(
            heads.sort("at"),
            left_on="list_start",
            right_on="at",
            by=["claim", "size"],
            strategy="backward",
            check_sortedness=False,
        )
    )
    members = lists.drop("claim", "size", "start", "end", "list_start", "list_end").rename({"list": "its_list"})
    at = ["its_list", "place"]
    return found.select("measure", *at).join(members, on=at).drop(at)
