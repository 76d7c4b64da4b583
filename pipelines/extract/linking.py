"""What a measure is about: puts metric, subject and object together from the rules of `metrics` and `subjects`."""

import polars as pl

from pipelines.extract.echoes import with_echoes, with_echoes_in_order
from pipelines.extract.metrics import metrics_of
from pipelines.extract.nearby import after_number, clauses_of, in_clause
from pipelines.extract.qualifiers import qualifiers_of
from pipelines.extract.respective import in_lists, paired
from pipelines.extract.subjects import (
    UNFIT,
    UNSURE,
    earlier_subjects,
    nearest_objects,
    nearest_subjects,
    suppliers,
)
from pipelines.lexicon import Lexicon

_DEFAULTS = {"time": "duration", "count": "count", "index": "index_level", "price": "price"}
"""Metric of a measure that no cue word explains, by its dimension."""


_SLICE = 20_000
"""Measures linked at a time: each is compared with some dozens of words and names, so this bounds the memory."""


CONTEXT = "section_subject earlier_subject main_subject main_material main_country other_country".split()
"""What a claim's heading, the sentences before it and its article speak of: entities."""


def in_context(
    claims: pl.DataFrame, mentions: pl.DataFrame, headed: pl.DataFrame, main: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Adds the columns of CONTEXT to claims.

    `claims`: claim, article_id, ordinal, section. `mentions`: claim, entity_id, start. `headed`: section,
    section_subject. `main`: as of `main_entities`.
    """
    return (
        claims.join(headed, on="section", how="left", maintain_order="left")
        .join(earlier_subjects(claims, mentions, lexicon), on="claim", how="left", maintain_order="left")
        .join(main, on="article_id", how="left", maintain_order="left")
    )


def link(claims: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Adds `metric, qualifier, subject_id, object_id` to measures, in their order.

    `claims`: claim, text and CONTEXT. `mentions`: claim, entity_id, start, end (in the claim).
    """
    measures = measures.with_row_index("measure").with_columns(
        (pl.col("measure") // _SLICE).min().over("claim").alias("slice")
    )
    slices = measures.partition_by("slice", include_key=False, maintain_order=True)
    linked = [_link_slice(claims, mentions, part, lexicon) for part in slices or [measures.drop("slice")]]
    return pl.concat(linked).sort("measure")


def _link_slice(
    claims: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """`link` for some claims' measures."""
    claims = claims.join(measures.select("claim").unique(), on="claim", how="semi")
    clauses = clauses_of(claims)
    measures = in_clause(measures, clauses).with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).over("claim").alias("number")
    )
    named = in_clause(mentions.join(claims, on="claim", how="semi"), clauses)
    named = after_number(named, measures).join(
        lexicon.entities.select("entity_id", "type", "subtype"), on="entity_id", how="left"
    )
    default = pl.col("dimension").replace_strict(_DEFAULTS, default="other")
    listed = in_lists(measures, claims)
    in_order = paired(listed, in_lists(named.filter(pl.col("type") != "person"), claims))
    told = measures.join(metrics_of(claims, measures, listed, clauses, lexicon), on="measure", how="left")
    told = with_echoes(told.with_columns(pl.coalesce("metric", default).alias("metric")).sort("claim", "number"))
    measures = (
        with_echoes_in_order(told, listed)
        .join(in_order.select("measure", pl.col("entity_id").alias("listed_id"), "type"), on="measure", how="left")
        .join(lexicon.metric_roles, on="metric", how="left")
        .join(claims.select("claim", *CONTEXT), on="claim", how="left")
    )
    measures = measures.join(suppliers(measures, named, claims), on="measure", how="left")
    is_sure = pl.col("subject_price").fill_null(UNSURE) < UNSURE
    unsure = pl.when(pl.col("subject_price") < UNFIT).then("subject_id")
    carried = pl.coalesce("section_subject", "earlier_subject", "main_subject", unsure)
    # Whoever supplies does not depend: 90% is imported, 70% of it from China.
    dependent = pl.coalesce(
        *(
            pl.when(pl.col(name) != pl.col("supplier_id")).then(name)
            for name in ("section_subject", "earlier_subject", "main_subject", "main_country", "other_country")
        )
    )
    carried = pl.when(pl.col("supplier_id").is_null()).then(carried).otherwise(dependent)
    measures = measures.join(nearest_subjects(measures, named, claims), on="measure", how="left").with_columns(
        pl.when(is_sure).then("subject_id").otherwise(carried).alias("subject_id")
    )
    is_object = (pl.col("type") == "material") & (pl.col("subject_type") != "material").fill_null(True)
    measures = measures.with_columns(
        pl.coalesce(pl.when(~is_object).then("listed_id"), "subject_id").alias("subject_id"),
        pl.when(pl.col("type") == "material").then("listed_id").alias("listed_object"),
    )
    measures = measures.join(nearest_objects(measures, named), on="measure", how="left")
    # Of a list of parties none is the other's counterpart.
    own = pl.when((pl.col("object_type") != "party").fill_null(True) | pl.col("listed_id").is_null()).then("object_id")
    topic = pl.when(pl.col("object_type") == "material").then("main_material")
    # A tariff is one country's on another's goods: of two countries in the article, the other one.
    taxed = pl.when(pl.col("metric") == "tariff_rate").then(
        pl.when(pl.col("subject_id") == pl.col("main_country"))
        .then("other_country")
        .when(pl.col("subject_id") == pl.col("other_country"))
        .then("main_country")
    )
    object_id = pl.coalesce("supplier_id", "listed_object", own, topic, taxed)
    has_object = (pl.col("object_type") != "none").fill_null(True)
    return measures.with_columns(pl.when(has_object).then(object_id).alias("object_id")).join(
        qualifiers_of(claims, measures, clauses, lexicon), on="measure", how="left"
    )
