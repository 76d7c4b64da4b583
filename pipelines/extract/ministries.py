"""Ministries and central banks by their country: a foreign ministry is never the one the bare name stands for."""

import polars as pl

from pipelines.extract.marks import left_of, printed
from pipelines.extract.nearby import with_last
from pipelines.extract.patterns import any_of
from pipelines.identity import identifier
from pipelines.lexicon import Lexicon

_REACH = 60
_OFFICES = ["ministry", "central_bank", "agency"]
_NEXT = r"^(?:(?:['’]s?)?\s(?:the\s)?|的|)$"
"""What stands between a country and an office of it."""
_TO_OFFICE = r"(?:['’]s?\s|\s|的)?(?:the\s)?(?:[Ff]ederal\s)?"
_GOES_ON = r"^(?:,?\s(?:and|for)\s[A-Z]|,\s[A-Z][a-z]+(?:,|\sand)|\s[A-Z][a-z]+\s(?:and|Ministry)|和\p{Han}{2,6}部|长)"
"""More of the office's name: Ministry of Industry and Information Technology."""


def foreign_offices(claims: pl.DataFrame, known: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The known mentions of an office that are another country's: in Brazil's Ministry of Finance no Chinese one.

    `claim, entity_id` and the mention's `start, end` as `at, until`; ministries also with `surface, start, end, name`.
    """
    own = lexicon.entities.select("entity_id", "type", "subtype", "iso3", "name", "name_zh")
    named = known.join(own, on="entity_id")
    is_office = (pl.col("type") == "organization") & pl.col("subtype").is_in(_OFFICES) & pl.col("iso3").is_not_null()
    offices = named.filter(is_office)
    owners = named.filter(pl.col("type") == "country").join(offices.select("claim").unique(), on="claim", how="semi")
    owners = owners.select(
        "claim", pl.col("start").alias("at"), pl.col("start").alias("owner_start"), pl.col("end").alias("owner_end"),
        pl.col("iso3").alias("owner"), pl.col("name").alias("country"), pl.col("name_zh").alias("country_zh"),
    )  # fmt: skip
    placed = with_last(offices.join(claims, on="claim", maintain_order="left"), owners, "at")
    between = pl.col("text").str.slice("owner_end", pl.col("start") - pl.col("owner_end"))
    is_after = (pl.col("start") >= pl.col("owner_end")) & between.str.contains(_NEXT)
    is_one_name = between.is_in(["", " "])
    is_chinese = pl.col("surface").str.contains(r"^\p{Han}")
    name = (
        pl.when(is_chinese)
        .then(pl.concat_str("country_zh", "surface"))
        .otherwise(pl.concat_str("surface", pl.lit(" of "), "country"))
    )
    return (
        placed.filter((is_after & (pl.col("owner") != pl.col("iso3"))).fill_null(False))
        .with_columns(pl.col("start").alias("at"), pl.col("end").alias("until"), name.alias("name"))
        .with_columns(pl.when(is_one_name).then("owner_start").otherwise("start").alias("start"))
        .with_columns(
            printed().alias("surface"),
            pl.lit("ministry").alias("form"),
            pl.lit(None, dtype=pl.String).alias("known_id"),
        )
    )


def ministries(claims: pl.DataFrame, known: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Offices with their country beside them: the German foreign ministry, 巴西财政部, Ministry of Defense of Peru.

    `known_id` is the lexicon's, where it knows the office by any of its names.
    """
    words = lexicon.ministries
    listed = any_of(words["surface"].to_list())
    countries = lexicon.entities.filter(pl.col("type") == "country").select(
        "entity_id", pl.col("iso3"), pl.col("name").alias("country")
    )
    beside = claims.filter(pl.col("text").str.contains(listed))
    rows = known.join(beside, on="claim").join(countries, on="entity_id")
    right = pl.col("text").str.slice("end", _REACH)
    left = left_of("start", _REACH)
    after = rows.with_columns(
        right.str.extract(rf"^({_TO_OFFICE}){listed}", 1).alias("gap"),
        right.str.extract(rf"^{_TO_OFFICE}({listed})", 1).alias("office"),
    ).drop_nulls("office")
    is_one_name = pl.col("gap").is_in(["", " "])
    office_at = pl.col("end") + pl.col("gap").str.len_chars()
    after = after.with_columns(
        (office_at + pl.col("office").str.len_chars()).alias("office_end"),
        pl.when(is_one_name).then("start").otherwise(office_at).alias("office_start"),
    )
    behind = rows.with_columns(
        left.str.extract(rf"(?:^|[^A-Za-z])({listed}\s(?:of|in)\s(?:the\s)?)$", 1).alias("gap"),
        left.str.extract(rf"(?:^|[^A-Za-z])({listed})\s(?:of|in)\s(?:the\s)?$", 1).alias("office"),
    ).drop_nulls("office")
    behind = behind.with_columns(
        pl.col("end").alias("office_end"), (pl.col("start") - pl.col("gap").str.len_chars()).alias("office_start")
    )
    found = pl.concat([after, behind.select(after.columns)]).drop("start", "end", "surface", "entity_id")
    found = found.rename({"office_start": "start", "office_end": "end"}).with_columns(printed().alias("surface"))
    goes_on = pl.col("text").str.slice("end", 30).str.contains(_GOES_ON)
    longer = known.select("claim", pl.col("start").alias("from"), pl.col("end").alias("to"))
    inside = found.join(longer, on="claim").filter((pl.col("from") <= pl.col("start")) & (pl.col("to") > pl.col("end")))
    found = found.filter(~goes_on).join(inside, on=["claim", "start", "end"], how="anti")
    return _with_names(found.join(words, left_on="office", right_on="surface"), lexicon)


def _with_names(found: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The offices with `name` and, where the lexicon has them, `known_id`."""
    found = found.with_row_index("hit").with_columns(pl.col("start", "end").cast(pl.Int64))
    names = (
        found.select("hit", "country", pl.col("name").str.split("|"))
        .explode("name")
        .with_columns(pl.int_range(pl.len()).over("hit").alias("rank"))
    )
    spelled = [pl.col("name") + " of " + article + pl.col("country") for article in ("", "the ")]
    ids = pl.concat(
        names.select("hit", "rank", identifier(pl.lit("organization"), one).alias("known_id")) for one in spelled
    )
    known = ids.join(lexicon.entities, left_on="known_id", right_on="entity_id", how="semi").sort("hit", "rank")
    banks = lexicon.entities.filter(pl.col("subtype") == "central_bank").drop_nulls("iso3")
    banks = banks.unique("iso3", keep="none").select("iso3", "subtype", pl.col("entity_id").alias("bank_id"))
    first = pl.col("name").str.replace(r"\|.*$", "") + " of " + pl.col("country")
    return (
        found.join(known.unique("hit", keep="first", maintain_order=True).drop("rank"), on="hit", how="left")
        .join(banks, on=["iso3", "subtype"], how="left")
        .with_columns(
            first.alias("name"),
            pl.coalesce("known_id", "bank_id").alias("known_id"),
            pl.lit("organization").alias("type"),
            pl.lit("ministry").alias("form"),
        )
    )
