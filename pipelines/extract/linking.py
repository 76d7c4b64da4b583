"""What a measure is about: puts metric, subject and object together from the rules of `metrics` and `subjects`."""

import polars as pl

from pipelines.extract.metrics import metrics_of
from pipelines.extract.nearby import after_number, clauses_of, in_clause
from pipelines.extract.subjects import (
    UNSURE,
    earlier_subjects,
    main_entities,
    nearest_objects,
    nearest_subjects,
    section_subjects,
)
from pipelines.lexicon import Lexicon

_DEFAULTS = {"time": "duration", "count": "count", "index": "index_level"}
"""Metric of a measure that no cue word explains, by its dimension."""


def link(claims: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Adds `metric, subject_id, object_id` to measures, in their order.

    `claims`: claim, article_id, ordinal, section, text. `mentions`: claim, entity_id, start, end (in the claim).
    """
    claims_with_numbers = claims.join(measures.select("claim").unique(), on="claim", how="semi")
    clauses = clauses_of(claims_with_numbers)
    measures = in_clause(measures.with_row_index("measure"), clauses).with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).over("claim").alias("number")
    )
    named = in_clause(mentions.join(claims_with_numbers, on="claim", how="semi"), clauses)
    named = after_number(named, measures).join(
        lexicon.entities.select("entity_id", "type", "subtype"), on="entity_id", how="left"
    )
    measures = (
        measures.join(metrics_of(claims_with_numbers, measures, clauses, lexicon), on="measure", how="left")
        .with_columns(
            pl.coalesce("metric", pl.col("dimension").replace_strict(_DEFAULTS, default="other")).alias("metric")
        )
        .join(lexicon.metric_roles, on="metric", how="left")
    )
    measures = _with_subjects(measures, named, claims, mentions, lexicon)
    measures = measures.join(nearest_objects(measures, named), on="measure", how="left")
    takes_topic = pl.col("object_type") == "material"
    return measures.with_columns(
        pl.when(takes_topic).then(pl.coalesce("object_id", "main_material")).otherwise("object_id").alias("object_id")
    ).sort("measure")


def _with_subjects(
    measures: pl.DataFrame,
    named: pl.DataFrame,
    claims: pl.DataFrame,
    mentions: pl.DataFrame,
    lexicon: Lexicon,
) -> pl.DataFrame:
    """`subject_id` from the claim where it is clear, else from its heading, the sentence before, or the article."""
    is_sure = pl.col("subject_price").fill_null(UNSURE) < UNSURE
    carried = pl.coalesce("section_subject", "earlier_subject", "main_subject", "subject_id")
    return (
        measures.join(nearest_subjects(measures, named, claims), on="measure", how="left")
        .join(claims.select("claim", "article_id", "section"), on="claim", how="left")
        .join(section_subjects(claims, lexicon), on="section", how="left")
        .join(earlier_subjects(claims, mentions, lexicon), on="claim", how="left")
        .join(main_entities(claims, mentions, lexicon), on="article_id", how="left")
        .with_columns(pl.when(is_sure).then("subject_id").otherwise(carried).alias("subject_id"))
    )
