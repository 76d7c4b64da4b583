"""Entities and their spellings: the CSV files of names, and the countries that CLDR knows."""

import polars as pl
from babel import Locale

from pipelines.identity import identifier
from pipelines.lexicon.files import read


def _aliases(*columns: str) -> pl.Expr:
    """One list of the names in several columns of `|` separated text."""
    lists = [pl.col(column).fill_null("").str.split("|") for column in columns]
    return pl.concat_list(lists).list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)


def named_in(file: str, type: str) -> pl.DataFrame:
    """Entities of one CSV file with their `aliases`."""
    frame = read(file)
    missing = [
        pl.lit(None, dtype=pl.String).alias(name) for name in ("subtype", "iso3", "role") if name not in frame.columns
    ]
    return frame.with_columns(*missing, pl.lit(type).alias("type")).select(
        identifier(pl.col("type"), pl.col("name")).alias("entity_id"),
        "type",
        "subtype",
        "name",
        "name_zh",
        "iso3",
        "role",
        pl.lit("lexicon").alias("origin"),
        _aliases("name", "name_zh", "aliases_en", "aliases_zh").alias("aliases"),
    )


def country_names(codes: pl.DataFrame) -> pl.DataFrame:
    """The rows of countries.csv with `name` and `name_zh` from CLDR; null where CLDR knows no such code."""

    def cldr(language: str) -> pl.Series:
        names = Locale(language).territories
        return pl.Series([names.get(code) for code in codes["iso2"]], dtype=pl.String)

    # CLDR writes "Myanmar (Burma)" and "Hong Kong SAR China"; newspapers do not.
    plain = pl.col("name").str.replace(r" \(.*\)$", "").str.replace(r" SAR China$", "").str.replace("&", "and")
    plain_zh = pl.col("name_zh").str.replace(r"^中国(.*)特别行政区$", "${1}")
    return codes.with_columns(cldr("en").alias("name"), cldr("zh").alias("name_zh")).with_columns(
        plain.alias("name"), plain_zh.alias("name_zh")
    )


def countries() -> pl.DataFrame:
    """Countries: names from CLDR, further names from countries.csv."""
    frame = country_names(read("countries"))
    aliases = _aliases("name", "name_zh", "aliases_en", "aliases_zh", "demonyms", "capital_en", "capital_zh")
    return frame.select(
        identifier(pl.lit("country"), pl.col("name")).alias("entity_id"),
        pl.lit("country").alias("type"),
        pl.lit(None, dtype=pl.String).alias("subtype"),
        "name",
        "name_zh",
        "iso3",
        pl.lit(None, dtype=pl.String).alias("role"),
        pl.lit("lexicon").alias("origin"),
        aliases.alias("aliases"),
    )


def operators(named: pl.DataFrame) -> pl.DataFrame:
    def ids(type: str) -> pl.DataFrame:
        rows = named.filter(pl.col("type") == type)
        return rows.select(pl.col("name").alias(type), pl.col("entity_id").alias(f"{type}_id"))

    pairs = read("operators").join(ids("place"), on="place").join(ids("organization"), on="organization")
    return pairs.select("place_id", "organization_id").sort("place_id")


def surfaces(named: pl.DataFrame) -> pl.DataFrame:
    """Every spelling of every name, with the words that hold a name without naming it, longest first."""
    names = named.select(pl.col("aliases").alias("surface"), "entity_id").explode("surface")
    codes = named.filter(pl.col("iso3").is_not_null() & (pl.col("type") == "country")).select("iso3", "entity_id")
    union = named.filter(pl.col("name") == "European Union").select(pl.lit("EU").alias("iso3"), "entity_id")
    pairs = (
        read("pairs")
        .with_columns(pl.col("iso3s").str.split("|").alias("iso3"))
        .explode("iso3")
        .join(pl.concat([codes, union]), on="iso3", how="left")
        .select("surface", "entity_id")
    )
    blockers = read("blockers").select("surface", pl.lit(None, dtype=pl.String).alias("entity_id"))
    spelled = spellings(pl.concat([names, pairs, blockers]))
    return spelled.unique(maintain_order=True).sort(
        pl.col("surface").str.len_chars(),
        "surface",
        "entity_id",
        descending=[True, False, False],
        maintain_order=True,
    )


def homographs(named: pl.DataFrame) -> pl.DataFrame:
    """The rules in their order; `entity` holds `type:name`, several with `|` between."""
    rules = read("homographs").with_row_index("row")
    ids = named.select(pl.concat_str("type", pl.lit(":"), "name").alias("entity"), "entity_id")
    meant = rules.select("row", pl.col("entity").str.split("|")).explode("entity").drop_nulls("entity")
    unknown = meant.join(ids, on="entity", how="anti")
    if not unknown.is_empty():
        raise ValueError(f"homographs.csv names unknown entities: {unknown['entity'].to_list()}")
    meant = meant.join(ids, on="entity").rename({"entity_id": "entity_ids"})
    meant = meant.group_by("row", maintain_order=True).agg("entity_ids")
    word = pl.element().str.escape_regex()
    # A word of letters is a whole one: "in" is not the end of Berlin.
    opens = pl.when(pl.element().str.contains("^[A-Za-z]")).then(pl.lit(r"(?-u:\b)") + word).otherwise(word)
    whole = pl.when(pl.element().str.contains("[A-Za-z]$")).then(opens + pl.lit(r"(?-u:\b)")).otherwise(opens)
    words = pl.col("words").fill_null("").str.split("|")
    listed = pl.when(pl.col("side") == "before").then(words.list.eval(opens)).otherwise(words.list.eval(whole))
    listed = listed.list.join("|")
    return (
        rules.join(meant, on="row", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("side") == "before")
            .then("(?:" + listed + r")\s?$")
            .when(pl.col("side") == "after")
            .then(r"^\s?(?:" + listed + ")")
            .otherwise(listed)
            .alias("pattern"),
        )
        .select("surface", "side", "pattern", "entity_ids")
    )


def spellings(names: pl.DataFrame) -> pl.DataFrame:
    """Common nouns also capitalised and hyphenated; Chinese names also with the space a line wrap leaves in them."""
    surface = pl.col("surface")
    common = names.filter(surface.str.contains(r"^[a-z]"))
    capital = surface.str.head(1).str.to_uppercase() + surface.str.tail(surface.str.len_chars() - 1)
    title = surface.str.to_titlecase()
    dashed = [form.str.replace_all(" ", "-", literal=True).alias("surface") for form in (surface, capital, title)]
    forms = [
        capital.alias("surface"),
        title.alias("surface"),
        surface.str.to_uppercase().alias("surface"),
        *dashed,
    ]
    chinese = names.filter(surface.str.contains(r"^\p{Han}+$") & surface.str.len_chars().is_between(2, 10))
    wrapped = (
        chinese.with_columns(pl.int_ranges(1, surface.str.len_chars()).alias("cut"))
        .explode("cut")
        .select(
            (surface.str.head(pl.col("cut")) + " " + surface.str.slice(pl.col("cut"))).alias("surface"),
            "entity_id",
        )
    )
    derived = pl.concat([*(common.with_columns(form) for form in forms), wrapped])
    # "critical metals" is a material, Critical Metals a company: what a list spells out beats what is derived.
    return pl.concat([names, derived.join(names, on="surface", how="anti")])
