"""What a measure is about: metric by the nearest cue word, subject and object by the named entities round it.

All rules are distances in the claim's text; crossing a clause or another number costs extra.
"""

import polars as pl

from pipelines.extract.marks import find, searchable, wrap
from pipelines.lexicon import Lexicon

_CLAUSE = r"[,;:，；：、]\s?|。|\.\s|\b(?:while|whereas|with|and|but|compared to|despite|as)\b\s"
_ACROSS_CLAUSE = 12
_ACROSS_NUMBER = 30
_BEFORE = 8
"""A cue before the number is worth this many characters less than one after it: "37% of global reserves"."""
_OBLIQUE = r"(?i)(?:\b(?:from|on|to|against|with|by|in|of|for|than|outside|including|like)(?: the)?\s|[对向从比与和在给自])$"
_SUBJECT_TYPES = ["country", "organization"]
_DEFAULTS = {"time": "duration", "count": "count", "index": "index_level"}
_SMALL_MASS = ["kg", "gram", "pound", "mg"]


def link(claims: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Adds `metric, subject_id, object_id` to measures.

    `claims`: claim, article_id, text, ordinal. `mentions`: claim, entity_id, start, end. Offsets are the claim's.
    """
    measures = measures.with_row_index("measure")
    clauses = _clauses(claims.join(measures.select("claim").unique(), on="claim", how="semi"))
    measures = _numbered(_in_clause(measures, clauses))
    kinds = lexicon.entities.select("entity_id", "type", "subtype")
    named = _in_clause(mentions.join(measures.select("claim").unique(), on="claim", how="semi"), clauses)
    named = named.join(kinds, on="entity_id", how="left")
    metrics = _metrics(claims, measures, clauses, lexicon)
    main = main_entities(claims, mentions, lexicon)
    linked = measures.join(metrics, on="measure", how="left").with_columns(
        pl.coalesce("metric", pl.col("dimension").replace_strict(_DEFAULTS, default="other")).alias("metric")
    )
    subjects = _subjects(linked, named, claims)
    objects = _objects(linked.join(subjects, on="measure", how="left"), named)
    return (
        linked.join(subjects, on="measure", how="left")
        .join(objects, on="measure", how="left")
        .join(claims.select("claim", "article_id"), on="claim", how="left")
        .join(main, on="article_id", how="left")
        .with_columns(pl.coalesce("subject_id", "main_subject").alias("subject_id"))
        .with_columns(
            pl.when(pl.col("metric").is_in(["duration", "count", "index_level", "tariff_rate", "share_price_change", "other"]))
            .then(pl.col("object_id"))
            .otherwise(pl.coalesce("object_id", "main_material"))
            .alias("object_id")
        )
        .sort("measure")
    )


def main_entities(claims: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`article_id, main_subject, main_material`: the country or organisation, and the material, an article names most."""
    kinds = lexicon.entities.select("entity_id", "type")
    counted = (
        mentions.join(claims.select("claim", "article_id", "ordinal"), on="claim")
        .join(kinds, on="entity_id")
        .with_columns(pl.when(pl.col("ordinal") == 0).then(3).otherwise(1).alias("weight"))
        .group_by("article_id", "entity_id", "type")
        .agg(pl.col("weight").sum(), pl.col("ordinal").min().alias("seen"))
        .sort("article_id", "weight", "seen", "entity_id", descending=[False, True, False, False])
    )
    subject = counted.filter(pl.col("type").is_in(_SUBJECT_TYPES)).group_by("article_id", maintain_order=True).first()
    material = counted.filter(pl.col("type") == "material").group_by("article_id", maintain_order=True).first()
    return (
        claims.select("article_id")
        .unique()
        .join(subject.select("article_id", pl.col("entity_id").alias("main_subject")), on="article_id", how="left")
        .join(material.select("article_id", pl.col("entity_id").alias("main_material")), on="article_id", how="left")
    )


def _clauses(claims: pl.DataFrame) -> pl.DataFrame:
    """`claim, at, clause`: where each clause begins, counted from 1."""
    marked = searchable(pl.col("text")).str.replace_all(f"(?i){_CLAUSE}", "\x01${0}\x02")
    found = find(claims.select("claim", "text"), marked)
    return found.select("claim", pl.col("end").alias("at"), pl.col("end").cum_count().over("claim").cast(pl.Int64).alias("clause")).sort("at")


def _in_clause(frame: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """The frame with the number of the clause each row starts in, 0 for the first."""
    return (
        frame.sort("start", maintain_order=True)
        .join_asof(clauses, left_on="start", right_on="at", by="claim", strategy="backward", check_sortedness=False)
        .with_columns(pl.col("clause").fill_null(0))
        .drop("at", strict=False)
        .sort("claim", "start", maintain_order=True)
    )


def _numbered(measures: pl.DataFrame) -> pl.DataFrame:
    """Measures numbered within their claim."""
    return measures.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).over("claim").alias("number"))


def _metrics(claims: pl.DataFrame, measures: pl.DataFrame, clauses: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`measure, metric`: the cheapest cue of the measure's dimension in its claim."""
    cues = lexicon.metric_cues.with_columns(pl.col("weight").cast(pl.Int64))
    words = cues["cue"].unique().sort(descending=True).to_list()
    words = sorted(words, key=len, reverse=True)
    text = claims.join(measures.select("claim").unique(), on="claim", how="semi").select("claim", "text")
    low = searchable(pl.col("text")).str.replace_many(_UPPER, _LOWER)
    hits = find(text, low.str.replace_many(words, wrap(words), leftmost=True))
    inside = pl.col("match").str.contains("^[a-z]") & (
        pl.col("before").str.contains("[a-z]$") | pl.col("after").str.contains("^[a-z]")
    )
    hits = _in_clause(hits.filter(~inside).select("claim", "match", "start", "end"), clauses)
    starts = measures.select("claim", pl.col("start").alias("at"), pl.col("number").alias("last_number")).sort("at")
    hits = (
        hits.sort("start", maintain_order=True)
        .join_asof(starts, left_on="start", right_on="at", by="claim", strategy="backward", check_sortedness=False)
        .with_columns(pl.col("last_number").fill_null(-1))
        .join(cues, left_on="match", right_on="cue")
    )
    pairs = measures.join(
        hits.select("claim", pl.col("start").alias("cue_start"), pl.col("end").alias("cue_end"), "last_number",
                    pl.col("clause").alias("cue_clause"), pl.col("dimension").alias("cue_dimension"), "metric", "weight"),
        on="claim",
    )  # fmt: skip
    is_after = pl.col("cue_start") >= pl.col("end")
    distance = pl.when(is_after).then(pl.col("cue_start") - pl.col("end")).otherwise(pl.col("start") - pl.col("cue_end") + _BEFORE)
    crossed = pl.when(is_after).then(pl.col("last_number") - pl.col("number")).otherwise(pl.col("number") - 1 - pl.col("last_number"))
    price = (
        distance
        + pl.col("weight")
        + _ACROSS_NUMBER * crossed
        + _ACROSS_CLAUSE * (pl.col("cue_clause") - pl.col("clause")).abs()
    )
    fits = (
        (pl.col("cue_dimension") == pl.col("dimension"))
        | ((pl.col("cue_dimension") == "share_change") & (pl.col("dimension") == "share") & pl.col("change").is_not_null())
        | ((pl.col("cue_dimension") == "small_mass") & pl.col("unit").is_in(_SMALL_MASS))
    )
    is_level = ~pl.col("cue_dimension").is_in(["share"]) | pl.col("change").is_null()
    changed = pl.when((pl.col("cue_dimension") == "share") & ~is_level).then(15).otherwise(0)
    return (
        pairs.filter(fits)
        .with_columns((price + changed).alias("price"))
        .sort("measure", "price", "metric")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", "metric")
    )


_UPPER = [chr(c) for c in range(65, 91)]
_LOWER = [chr(c) for c in range(97, 123)]


def _subjects(measures: pl.DataFrame, named: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """`measure, subject_id`: the entity the clause speaks of, else the one the claim opened with."""
    actors = named.filter(pl.col("type").is_in([*_SUBJECT_TYPES, "product", "place"]))
    lead = claims.select("claim", "text")
    pairs = (
        measures.select("measure", "claim", "start", "end", "clause", "metric")
        .join(
            actors.select("claim", "entity_id", "type", pl.col("start").alias("at"), pl.col("end").alias("until"),
                          pl.col("clause").alias("its_clause")),
            on="claim",
        )
        .join(lead, on="claim")
    )  # fmt: skip
    left = pl.col("text").str.slice(pl.max_horizontal(pl.col("at") - 12, 0), pl.min_horizontal(pl.col("at"), 12))
    right = pl.col("text").str.slice(pl.col("until"), 4)
    is_before = pl.col("until") <= pl.col("start")
    owns = is_before & (pl.col("start") - pl.col("until") <= 4)
    price = (
        pl.when(is_before).then(0).otherwise(40)
        + pl.when(left.str.contains(_OBLIQUE)).then(50).otherwise(0)
        + 15 * (pl.col("its_clause") - pl.col("clause")).abs().clip(0, 3)
        + pl.when(pl.col("type").is_in(_SUBJECT_TYPES)).then(0).otherwise(25)
        + pl.when(right.str.contains(r"^(?:[-–]|的)")).then(8).otherwise(0)
        - pl.when(owns).then(45).otherwise(0)
    )
    return (
        pairs.with_columns(price.alias("price"))
        .sort("measure", "price", "at", "entity_id")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", pl.col("entity_id").alias("subject_id"))
    )


def _objects(measures: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """`measure, object_id`: the supplier of a dependence, the other side of a tariff or trade, else the nearest material."""
    between_parties = ["import_dependence", "tariff_rate", "trade_volume", "contract_value", "ownership_stake"]
    wants_party = pl.col("metric").is_in(between_parties)
    party = pl.col("type").is_in(_SUBJECT_TYPES) & (pl.col("entity_id") != pl.col("subject_id"))
    material = pl.col("type") == "material"
    is_after = pl.col("at") >= pl.col("end")
    distance = pl.when(is_after).then(pl.col("at") - pl.col("end")).otherwise(pl.col("start") - pl.col("until") + _BEFORE)
    price = (
        distance
        + _ACROSS_CLAUSE * (pl.col("its_clause") - pl.col("clause")).abs()
        + pl.when(wants_party & material).then(200).otherwise(0)
    )
    pairs = measures.select("measure", "claim", "start", "end", "clause", "metric", "subject_id").join(
        named.select("claim", "entity_id", "type", pl.col("start").alias("at"), pl.col("end").alias("until"),
                     pl.col("clause").alias("its_clause")),
        on="claim",
    )  # fmt: skip
    return (
        pairs.filter(material | (wants_party & party))
        .with_columns(price.alias("price"))
        .sort("measure", "price", "at", "entity_id")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", pl.col("entity_id").alias("object_id"))
    )
