"""Who stands near whom in a claim: clauses, numbers and the pairs within reach of each other."""

from collections.abc import Sequence

import polars as pl

from pipelines.extract.marks import WRAP_MATCH, find, lean, searchable

_CLAUSE = lean(r"[,;:，；：、]\s?|。|\.\s|\b(?i-u:while|whereas|with|and|but|compared to|despite|as)\b\s")
_SEMICOLON = 3
"""A semicolon parts clauses as much as this many commas."""
ACROSS_CLAUSE = 12
"""Price of each clause between two things."""
_BACK, _AHEAD = 7, 1
"""Words and names are looked for so many numbers back and ahead, so that a long table stays linear."""
_SPAN = _BACK + _AHEAD + 1


def clauses_of(claims: pl.DataFrame) -> pl.DataFrame:
    """`claim, at, clause`: where each clause begins and how many clauses lie before it."""
    marked = searchable(pl.col("text")).str.replace_all(_CLAUSE, WRAP_MATCH)
    found = find(claims.select("claim", "text"), marked)
    weight = pl.when(pl.col("match").str.contains("^[;；]")).then(_SEMICOLON).otherwise(1)
    return found.select(
        "claim", pl.col("end").alias("at"), weight.cum_sum().over("claim").cast(pl.Int64).alias("clause")
    ).sort("at")


def with_last(frame: pl.DataFrame, things: pl.DataFrame, at: str) -> pl.DataFrame:
    """The frame with the columns of its claim's last thing that starts no later than the row; sorted by start."""
    return (
        frame.sort("start", maintain_order=True)
        .join_asof(
            things.sort(at), left_on="start", right_on=at, by="claim", strategy="backward", check_sortedness=False
        )
        .drop(at, strict=False)
    )


def in_clause(frame: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """The frame with the number of the clause each row starts in, 0 for the first."""
    placed = with_last(frame, clauses, "at").with_columns(pl.col("clause").fill_null(0))
    return placed.sort("claim", "start", maintain_order=True)


def after_number(frame: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """The frame with `last_number`: the number of its claim's last measure that starts before the row, -1 for none."""
    starts = measures.select("claim", pl.col("start").alias("at"), pl.col("number").alias("last_number"))
    return with_last(frame, starts, "at").with_columns(pl.col("last_number").fill_null(-1))


def near(measures: pl.DataFrame, things: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a measure and a thing of its claim within reach, and how they stand to each other.

    `measures`: claim, start, end, clause, number and more; `things`: claim, start, end, clause, last_number and more.
    Adds `at, until` (the thing's place), `is_after`, `distance` (characters), `clauses_between`, `numbers_between`.
    """
    # What is within reach stands in one of two neighbouring stretches of numbers.
    first, last = (pl.col("number") - _BACK) // _SPAN, (pl.col("number") + _AHEAD) // _SPAN
    also = measures.with_columns(last.alias("stretch")).filter(first != last)
    placed = pl.concat([measures.with_columns(first.alias("stretch")), also])
    things = things.rename({"start": "at", "end": "until", "clause": "its_clause"}).with_columns(
        (pl.col("last_number") // _SPAN).alias("stretch")
    )
    is_after = pl.col("at") >= pl.col("end")
    gap = pl.when(is_after).then(pl.col("at") - pl.col("end")).otherwise(pl.col("start") - pl.col("until"))
    behind = pl.col("last_number") - pl.col("number")
    return (
        placed.join(things, on=["claim", "stretch"])
        .filter(behind.is_between(-_BACK, _AHEAD))
        .drop("stretch")
        .with_columns(
            is_after.alias("is_after"),
            gap.clip(0).alias("distance"),
            (pl.col("its_clause") - pl.col("clause")).abs().alias("clauses_between"),
            pl.when(is_after).then(behind).otherwise(-1 - behind).alias("numbers_between"),
        )
    )


def cheapest(pairs: pl.DataFrame, price: pl.Expr, name: str, by: Sequence[str] = ("measure",)) -> pl.DataFrame:
    """The pair of lowest price for each measure, the price as `price`; ties go by place, then by the named column.

    `by`: columns for whose values one pair each is wanted.
    """
    return (
        pairs.with_columns(price.alias("price"))
        .sort(*by, "price", "at", name)
        .group_by(*by, maintain_order=True)
        .first()
    )
