"""The same words in two articles may name different things: a statement is split where its article says so."""

import polars as pl

CHANGES = ["article_id", "claim", "entity_id", "surface", "start", "end", "is_dropped"]
"""A mention that an article adds to a text of its own, or takes from it."""


def with_changes(
    changes: pl.DataFrame, statements: pl.DataFrame, claims: pl.DataFrame, stated: pl.DataFrame, measures: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Statements, claims, mentions and measures once the articles' changes are made.

    `changes`: CHANGES with statement for claim. Articles that change a statement alike share the new one.
    """
    if changes.is_empty():
        return statements, claims, stated, measures
    one = pl.concat_str("entity_id", "start", "end", "is_dropped", separator=" ")
    keys = (
        changes.sort("start", "end", "entity_id", "is_dropped")
        .group_by("article_id", "statement", maintain_order=True)
        .agg(one.str.join(",").alias("key"))
    )
    variants = keys.select("statement", "key").unique(maintain_order=True).sort("statement", "key")
    number = pl.int_range(pl.len(), dtype=pl.UInt32) + statements["statement"].max() + 1
    variants = variants.with_columns(number.alias("variant"))
    keys = keys.join(variants, on=["statement", "key"])
    claims = claims.join(
        keys.select("article_id", "statement", "variant"),
        on=["article_id", "statement"],
        how="left",
        maintain_order="left",
    ).with_columns(pl.coalesce("variant", "statement").alias("statement"))
    changed = changes.join(keys.select("article_id", "statement", "variant"), on=["article_id", "statement"])
    changed = changed.unique(["variant", "entity_id", "start", "end", "is_dropped"], maintain_order=True)
    place = ["variant", "entity_id", "start", "end"]
    base = _copied(stated, variants).join(changed.filter("is_dropped"), on=place, how="anti", maintain_order="left")
    added = changed.filter(~pl.col("is_dropped")).select(base.columns)
    named = pl.concat([base, added]).sort("variant", "start", "entity_id")
    return (
        pl.concat([statements, _renamed(_copied(statements, variants), statements)]),
        claims.drop("variant"),
        pl.concat([stated, _renamed(named, stated)]),
        pl.concat([measures, _renamed(_copied(measures, variants), measures)]),
    )


def _copied(rows: pl.DataFrame, variants: pl.DataFrame) -> pl.DataFrame:
    """The rows of statements that have variants, once for each."""
    return variants.select("variant", "statement").join(rows, on="statement", maintain_order="left_right")


def _renamed(copies: pl.DataFrame, like: pl.DataFrame) -> pl.DataFrame:
    return copies.drop("statement", strict=False).rename({"variant": "statement"}).select(like.columns)
