"""What a measure is about: metric by the nearest cue word, subject and object by the named entities round it.

All rules are distances in the claim's text; crossing a clause or another number costs extra.
"""

import polars as pl

from pipelines.extract.marks import find, searchable, wrap
from pipelines.extract.names import mentions_of
from pipelines.lexicon import Lexicon

_CLAUSE = r"[,;:，；：、]\s?|。|\.\s|\b(?:while|whereas|with|and|but|compared to|despite|as)\b\s"
_PER_ROOT = 5
"""Price of distance: this many points for each square root of a character."""
_ACROSS_CLAUSE = 12
_ACROSS_NUMBER_AHEAD = 40
_ACROSS_NUMBER_BEHIND = 12
"""A list goes on with the verb before it: "controls 79% of cathode materials, 92% of anode materials"."""
_BEFORE = 8
"""A cue before the number is worth this many points less than one after it: "37% of global reserves"."""
_OBLIQUE = r"(?i)(?:\b(?:from|on|to|against|[a-z] with|by|among|for|than|outside|including|like|between)(?: the)?\s|[对向从比与和给自遭使被])$"
_REACH = range(-7, 2)
"""Words and names are looked for from seven numbers back to one number ahead, so that a long table stays linear."""
_UNSURE = 45
"""A subject at this price or above yields to the heading's, then to the article's main subject."""
_OF_COMPANIES = ["share_price_change", "revenue", "profit", "profit_change"]
_OF_PRODUCTS = ["index_level", "content_per_unit"]
_OF_COUNTRIES = [
    "reserves", "reserves_share", "production_share", "processing_share", "magnet_share", "import_dependence", "tariff_rate",
    "recycling_rate", "patent_share", "consumption", "trade_volume", "gdp_effect",
]
_OF_MATERIALS = ["demand_growth", "price_change"]
_SUBJECT_TYPES = ["country", "organization"]
_DEFAULTS = {"time": "duration", "count": "count", "index": "index_level"}
_SMALL_MASS = ["kg", "gram", "pound", "mg"]


def link(claims: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Adds `metric, subject_id, object_id` to measures.

    `claims`: claim, article_id, text, ordinal. `mentions`: claim, entity_id, start, end. Offsets are the claim's.
    """
    measures = measures.with_row_index("measure")
    clauses = _clauses(claims.join(measures.select("claim").unique(), on="claim", how="semi"))
    measures = _in_clause(measures, clauses).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).over("claim").alias("number"))
    kinds = lexicon.entities.select("entity_id", "type", "subtype")
    named = _in_clause(mentions.join(measures.select("claim").unique(), on="claim", how="semi"), clauses)
    named = _after_number(named, measures).join(kinds, on="entity_id", how="left")
    metrics = _metrics(claims, measures, clauses, lexicon)
    main = main_entities(claims, mentions, lexicon)
    headed = _section_subjects(claims, lexicon)
    linked = measures.join(metrics, on="measure", how="left").with_columns(
        pl.coalesce("metric", pl.col("dimension").replace_strict(_DEFAULTS, default="other")).alias("metric")
    )
    subjects = _subjects(linked, named, claims)
    objects = _objects(linked.join(subjects, on="measure", how="left"), named)
    return (
        linked.join(subjects, on="measure", how="left")
        .join(objects, on="measure", how="left")
        .join(claims.select("claim", "article_id", "section"), on="claim", how="left")
        .join(main, on="article_id", how="left")
        .join(headed, on="section", how="left")
        .join(_earlier_subjects(claims, mentions, lexicon), on="claim", how="left")
        .with_columns(
            pl.when(pl.col("subject_price").fill_null(_UNSURE) < _UNSURE)
            .then("subject_id")
            .otherwise(pl.coalesce("section_subject", "earlier_subject", "main_subject", "subject_id"))
            .alias("subject_id")
        )
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


def _section_subjects(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`section, section_subject`: the only country or organisation a heading names."""
    sections = claims.select(pl.col("section").alias("text")).drop_nulls().unique(maintain_order=True).with_row_index("claim")
    kinds = lexicon.entities.filter(pl.col("type").is_in(_SUBJECT_TYPES)).select("entity_id")
    return (
        mentions_of(sections, lexicon)
        .join(kinds, on="entity_id", how="semi")
        .group_by("claim")
        .agg(pl.col("entity_id").unique())
        .filter(pl.col("entity_id").list.len() == 1)
        .join(sections, on="claim")
        .select(pl.col("text").alias("section"), pl.col("entity_id").list.first().alias("section_subject"))
    )


def _earlier_subjects(claims: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, earlier_subject`: in running text, the first country or organisation of the nearest sentence before."""
    kinds = lexicon.entities.filter(pl.col("type").is_in(_SUBJECT_TYPES)).select("entity_id")
    first = (
        mentions.join(kinds, on="entity_id", how="semi")
        .sort("claim", "start", "entity_id")
        .group_by("claim", maintain_order=True)
        .agg(pl.col("entity_id").first())
    )
    prose = claims.filter((pl.col("ordinal") > 0) & pl.col("section").is_null()).select("claim", "article_id")
    return prose.join(first, on="claim", how="left", maintain_order="left").select(
        "claim", pl.col("entity_id").forward_fill().shift(1).over("article_id").alias("earlier_subject")
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


def _after_number(frame: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """The frame with `last_number`: the number of its claim's last measure that starts before the row, -1 for none."""
    starts = measures.select("claim", pl.col("start").alias("number_at"), pl.col("number").alias("last_number")).sort("number_at")
    return (
        frame.sort("start", maintain_order=True)
        .join_asof(starts, left_on="start", right_on="number_at", by="claim", strategy="backward", check_sortedness=False)
        .with_columns(pl.col("last_number").fill_null(-1))
        .drop("number_at", strict=False)
    )


def _near(measures: pl.DataFrame, things: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a measure and a thing of its claim within reach."""
    reach = pl.concat_list([pl.col("number") + step for step in _REACH]).alias("last_number")
    return measures.with_columns(reach).explode("last_number").join(things, on=["claim", "last_number"])


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
    hits = _after_number(hits, measures).join(cues, left_on="match", right_on="cue")
    pairs = _near(
        measures,
        hits.select("claim", pl.col("start").alias("cue_start"), pl.col("end").alias("cue_end"), "last_number",
                    pl.col("clause").alias("cue_clause"), pl.col("dimension").alias("cue_dimension"), "metric", "weight"),
    )  # fmt: skip
    is_after = pl.col("cue_start") >= pl.col("end")
    distance = pl.when(is_after).then(pl.col("cue_start") - pl.col("end")).otherwise(pl.col("start") - pl.col("cue_end")).clip(0)
    crossed = pl.when(is_after).then(pl.col("last_number") - pl.col("number")).otherwise(pl.col("number") - 1 - pl.col("last_number"))
    across_number = pl.when(is_after).then(_ACROSS_NUMBER_AHEAD).otherwise(_ACROSS_NUMBER_BEHIND)
    price = (
        _PER_ROOT * distance.sqrt()
        + pl.when(is_after).then(0).otherwise(_BEFORE)
        + pl.col("weight")
        + across_number * crossed
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
    actors = named.filter(pl.col("type").is_in([*_SUBJECT_TYPES, "product", "place", "material"]))
    lead = claims.select("claim", "text")
    pairs = (
        _near(
            measures.select("measure", "claim", "start", "end", "clause", "number", "metric"),
            actors.select("claim", "last_number", "entity_id", "type", "subtype", pl.col("start").alias("at"),
                          pl.col("end").alias("until"), pl.col("clause").alias("its_clause")),
        )
        .filter((pl.col("type") != "material") | pl.col("metric").is_in(_OF_MATERIALS))
        .join(lead, on="claim")
    )  # fmt: skip
    left = pl.col("text").str.slice(pl.max_horizontal(pl.col("at") - 12, 0), pl.min_horizontal(pl.col("at"), 12))
    right = pl.col("text").str.slice(pl.col("until"), 4)
    is_before = pl.col("until") <= pl.col("start")
    owns = is_before & (pl.col("start") - pl.col("until") <= 4)
    ahead = (pl.col("at") - pl.col("end")).clip(0).sqrt()
    is_country, metric = (pl.col("type") == "country") | (pl.col("subtype") == "bloc"), pl.col("metric")
    is_oblique = left.str.contains(_OBLIQUE) & ~right.str.contains(r"^['’]s?") & (pl.col("type") != "material")
    is_whole = ~is_before & left.str.contains(r"(?i)\bof(?: the)?\s$")
    price = (
        pl.when(is_before).then(0).otherwise(15 + 3 * ahead)
        + pl.when(is_oblique).then(50).otherwise(0)
        + pl.when(is_whole).then(30).otherwise(0)
        + 15 * (pl.col("its_clause") - pl.col("clause")).abs().clip(0, 2)
        + pl.when(pl.col("type").is_in(_SUBJECT_TYPES)).then(0).otherwise(25)
        - pl.when(metric.is_in(_OF_PRODUCTS) & (pl.col("type") == "product")).then(40).otherwise(0)
        + pl.when(metric.is_in(_OF_COMPANIES) & is_country).then(20).otherwise(0)
        + pl.when(metric.is_in(_OF_COUNTRIES) & ~is_country).then(20).otherwise(0)
        + pl.when(metric.is_in(_OF_MATERIALS)).then(60 - 60 * (pl.col("type") == "material").cast(pl.Int64)).otherwise(0)
        + pl.when(right.str.contains(r"^[-–]")).then(8).otherwise(0)
        - pl.when(owns).then(45).otherwise(0)
    )
    return (
        pairs.with_columns(price.alias("price"))
        .sort("measure", "price", "at", "entity_id")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", pl.col("entity_id").alias("subject_id"), pl.col("price").alias("subject_price"))
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
    pairs = _near(
        measures.select("measure", "claim", "start", "end", "clause", "number", "metric", "subject_id"),
        named.select("claim", "last_number", "entity_id", "type", pl.col("start").alias("at"), pl.col("end").alias("until"),
                     pl.col("clause").alias("its_clause")),
    )  # fmt: skip
    return (
        pairs.filter(material | (wants_party & party))
        .with_columns(price.alias("price"))
        .sort("measure", "price", "at", "entity_id")
        .group_by("measure", maintain_order=True)
        .first()
        .select("measure", pl.col("entity_id").alias("object_id"))
    )
