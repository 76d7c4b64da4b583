"""Whom a measure is about and what it concerns: subject and object among the entities named round it."""

import polars as pl

from pipelines.extract.marks import left_of
from pipelines.extract.nearby import ACROSS_CLAUSE, cheapest, near
from pipelines.lexicon import Lexicon

ACTORS = ["country", "organization"]
UNSURE = 45
"""A subject at this price or above yields to the heading's, then to the article's main subject."""
UNFIT = 100
"""At this price or above an entity is no subject at all: better none than the exchange that quotes the price."""
_OBLIQUE_PRICE = 50
_TELLERS = ["media", "exchange", "research"]
"""Kinds of organisation that report numbers rather than have them."""
_OBLIQUE = (
    r"(?i)(?:(?-u:\b)(?:from|on|to|against|[a-z] with|by|among|for|than|outside|including|like|between)(?: the)?\s"
    r"|[对向从比与和给自遭使被])$"
)
"""What stands before an entity that is not the one acting."""


def main_entities(claims: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`article_id, main_subject, main_material, main_country, other_country`: what an article names most.

    The two countries are those that it is about, where there are just two.
    """
    counted = (
        mentions.join(claims.select("claim", "article_id", "ordinal"), on="claim")
        .join(lexicon.entities.select("entity_id", "type", "subtype"), on="entity_id")
        .filter(~pl.col("subtype").is_in(_TELLERS).fill_null(False))
        .with_columns(pl.when(pl.col("ordinal") == 0).then(3).otherwise(1).alias("weight"))
        .group_by("article_id", "entity_id", "type")
        .agg(pl.col("weight").sum(), pl.col("ordinal").min().alias("seen"))
        .sort("article_id", "weight", "seen", "entity_id", descending=[False, True, False, False])
    )

    # One passing mention does not make an article's subject.
    counted = counted.filter(pl.col("weight") >= 2)

    def first(types: list[str], name: str) -> pl.DataFrame:
        leading = counted.filter(pl.col("type").is_in(types)).group_by("article_id", maintain_order=True).first()
        return leading.select("article_id", pl.col("entity_id").alias(name))

    countries = counted.filter(pl.col("type") == "country").group_by("article_id", maintain_order=True)
    two = countries.agg(pl.col("entity_id").head(2), pl.col("weight").head(3)).filter(
        (pl.col("entity_id").list.len() == 2)
        & (
            pl.col("weight").list.get(1, null_on_oob=True)
            > 2 * pl.col("weight").list.get(2, null_on_oob=True).fill_null(0)
        )
    )
    pair = two.select(
        "article_id",
        pl.col("entity_id").list.get(0).alias("main_country"),
        pl.col("entity_id").list.get(1).alias("other_country"),
    )
    return (
        claims.select("article_id")
        .unique()
        .join(first(ACTORS, "main_subject"), on="article_id", how="left")
        .join(first(["material"], "main_material"), on="article_id", how="left")
        .join(pair, on="article_id", how="left")
    )


def section_subjects(headings: pl.DataFrame, stated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`section, section_subject`: the only country or organisation a heading names.

    `headings`: section, statement. `stated`: statement, entity_id.
    """
    return (
        headings.join(stated, on="statement")
        .join(_of_types(ACTORS, lexicon), on="entity_id", how="semi")
        .group_by("section")
        .agg(pl.col("entity_id").unique())
        .filter(pl.col("entity_id").list.len() == 1)
        .select("section", pl.col("entity_id").list.first().alias("section_subject"))
    )


def earlier_subjects(claims: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, earlier_subject`: in running text, the first country or organisation of the nearest sentence before."""
    prose = claims.filter((pl.col("ordinal") > 0) & pl.col("section").is_null()).select("claim", "article_id")
    named = prose.join(_first_named(mentions, ACTORS, lexicon), on="claim", how="left", maintain_order="left")
    return named.select(
        "claim", pl.col("entity_id").forward_fill().shift(1).over("article_id").alias("earlier_subject")
    )


def claim_subjects(claims: pl.DataFrame, mentions: pl.DataFrame, main: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, subject_id`: the first country, organisation or person a claim names, else what its article is about."""
    return (
        claims.select("claim", "article_id")
        .join(_first_named(mentions, [*ACTORS, "person"], lexicon), on="claim", how="left")
        .join(main, on="article_id", how="left")
        .select("claim", pl.coalesce("entity_id", "main_subject").alias("subject_id"))
    )


def _first_named(mentions: pl.DataFrame, types: list[str], lexicon: Lexicon) -> pl.DataFrame:
    """`claim, entity_id`: the first entity of the given types that each claim names."""
    return (
        mentions.join(_of_types(types, lexicon), on="entity_id", how="semi")
        .sort("claim", "start", "entity_id")
        .group_by("claim", maintain_order=True)
        .agg(pl.col("entity_id").first())
    )


def _of_types(types: list[str], lexicon: Lexicon) -> pl.DataFrame:
    return lexicon.entities.filter(pl.col("type").is_in(types)).select("entity_id")


def nearest_subjects(measures: pl.DataFrame, named: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """`measure, subject_id, subject_price`: the entity the number's clause speaks of, else one the claim named before.

    `measures`: measure, claim, start, end, clause, number, metric, subject_type. `named`: mentions with type, subtype,
    clause, last_number.
    """
    pairs = (
        near(
            measures.select("measure", "claim", "start", "end", "clause", "number", "metric", "subject_type"),
            named.filter(pl.col("type") != "person").select(*_PLACE, "entity_id", "type", "subtype"),
        )
        .filter((pl.col("type") != "material") | (pl.col("subject_type") == "material"))
        .join(claims.select("claim", "text"), on="claim")
    )
    nearest = cheapest(pairs, _subject_price(), "entity_id")
    return nearest.select("measure", pl.col("entity_id").alias("subject_id"), pl.col("price").alias("subject_price"))


_SUPPLIED = r"(?i)(?:(?-u:\b)(?:from|on)(?: the)?\s|来自|源自|依赖|对)$"
"""What stands before the party that imports come from."""


def suppliers(measures: pl.DataFrame, named: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """`measure, supplier_id`: the party in the number's clause that an import dependence is said to be on."""
    pairs = near(
        measures.filter(pl.col("metric") == "import_dependence").select(
            "measure", "claim", "start", "end", "clause", "number"
        ),
        named.filter(pl.col("type").is_in(ACTORS)).select(*_PLACE, "entity_id"),
    ).join(claims.select("claim", "text"), on="claim")
    said = pairs.filter((pl.col("clauses_between") == 0) & left_of("at", _LEFT).str.contains(_SUPPLIED))
    return cheapest(said, pl.col("distance"), "entity_id").select("measure", pl.col("entity_id").alias("supplier_id"))


_PLACE = ("claim", "start", "end", "clause", "last_number")
_LEFT = 12
"""Characters before an entity that tell its part in the sentence."""


def _subject_price() -> pl.Expr:
    """What it costs to take an entity for the subject: place, preposition, clause, kind the metric speaks of."""
    left = left_of("at", _LEFT)
    right = pl.col("text").str.slice(pl.col("until"), 10)
    is_before = ~pl.col("is_after")
    is_material = pl.col("type") == "material"
    # A bloc trades and taxes as a country does.
    kind = pl.when(pl.col("subtype") == "bloc").then(pl.lit("country")).otherwise(pl.col("type"))
    is_wanted = (kind == pl.col("subject_type")).fill_null(False)
    # "companies like MP Materials, which has seen its stock rise": the clause goes on about it.
    goes_on = is_before & is_wanted & right.str.contains(r"^, (?:which|whose) ")
    is_oblique = left.str.contains(_OBLIQUE) & ~right.str.contains(r"^['’]s?") & ~is_material & ~goes_on
    is_whole = ~is_before & left.str.contains(r"(?i)(?-u:\b)of(?: the)?\s$")
    is_owner = is_before & (pl.col("distance") <= 4)
    is_other_kind = pl.col("subject_type").is_not_null() & ~is_wanted
    only_tells = pl.col("subtype").is_in(_TELLERS) & ~(pl.col("subject_type") == "organization").fill_null(False)
    return (
        pl.when(is_before).then(0).otherwise(15 + 3 * pl.col("distance").sqrt())
        + pl.when(is_oblique).then(_OBLIQUE_PRICE).otherwise(0)
        # "supplies 80% of the U.S.'s imports": the importer depends; elsewhere the whole is not the one that acts.
        + pl.when(is_whole).then(pl.when(pl.col("metric") == "import_dependence").then(-25).otherwise(30)).otherwise(0)
        + 15 * pl.col("clauses_between").clip(0, 2)
        + pl.when(is_other_kind).then(20).otherwise(0)
        + pl.when(pl.col("type").is_in(ACTORS) | is_wanted).then(0).otherwise(25)
        + pl.when(right.str.contains(r"^[-–]")).then(8).otherwise(0)
        + pl.when(only_tells).then(UNFIT).otherwise(0)
        - pl.when(is_owner | goes_on).then(45).otherwise(0)
    )


def nearest_objects(measures: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """`measure, object_id`: the other party where the metric has two, else the nearest material.

    `measures`: measure, claim, start, end, clause, number, object_type, subject_id.
    """
    is_party = pl.col("type").is_in(ACTORS) & (pl.col("entity_id") != pl.col("subject_id"))
    is_material = pl.col("type") == "material"
    wants_party = pl.col("object_type") == "party"
    price = (
        pl.col("distance")
        + pl.when("is_after").then(0).otherwise(8)
        + ACROSS_CLAUSE * pl.col("clauses_between")
        + pl.when(wants_party & is_material).then(200).otherwise(0)
    )
    is_beside = (pl.col("clauses_between") == 0) & (pl.col("numbers_between") == 0)
    pairs = near(
        measures.select("measure", "claim", "start", "end", "clause", "number", "metric", "object_type", "subject_id"),
        named.select(*_PLACE, "entity_id", "type"),
    )
    # A tariff is on a country's goods, or on those beside it: a 25% tariff on steel.
    is_goods = is_material & (is_beside | (pl.col("metric") != "tariff_rate"))
    nearest = cheapest(pairs.filter(is_goods | (wants_party & is_party)), price, "entity_id")
    return nearest.select("measure", pl.col("entity_id").alias("object_id"))
