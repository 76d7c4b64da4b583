"""The words Claimhouse knows, read from the CSV files of this folder; grammar lives in `pipelines.extract`."""

from dataclasses import dataclass
from importlib import resources

import polars as pl
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from pipelines.identity import identifier
from pipelines.lexicon.holders import office_holders

_ENTITY_COLUMNS = ["entity_id", "type", "subtype", "name", "name_zh", "iso3", "role", "origin"]
_ENTITY_FILES = {
    "organizations": "organization",
    "people": "person",
    "places": "place",
    "materials": "material",
    "products": "product",
}


def read(name: str) -> pl.DataFrame:
    """One CSV file of the lexicon, every column as text, empty cells null."""
    content = resources.files(__package__).joinpath(f"{name}.csv").read_bytes()
    return pl.read_csv(content, infer_schema=False)


@dataclass(frozen=True)
class Lexicon:
    """All words as frames: what the transforms match and what the warehouse stores."""

    entities: pl.DataFrame
    """`entity_id, type, subtype, name, name_zh, iso3, role, origin` of every known entity."""
    surfaces: pl.DataFrame
    """`surface, entity_id`: every spelling, longest first; a null entity marks a word that is no name."""
    short_forms: pl.DataFrame
    """`surface, entity_id` of one-character country names, which count only in a context."""
    short_contexts: pl.DataFrame
    """`short, side, text`: what must stand before or after a one-character name."""
    topics: pl.DataFrame
    metrics: pl.DataFrame
    metric_roles: pl.DataFrame
    """`metric, subject_type, object_type`: what kind of entity a metric speaks of; null where any."""
    metric_cues: pl.DataFrame
    qualifiers: pl.DataFrame
    """`metric, aspect, qualifier, cue, side`: words that keep numbers of one metric apart."""
    units: pl.DataFrame
    price_bases: pl.DataFrame
    """`surface, unit` of what only a price is per (元/度, 元/人, 万美元/天)."""
    currency_symbols: pl.DataFrame
    magnitudes: pl.DataFrame
    number_words: pl.DataFrame
    """`kind, word, value`: English ones and tens, and words that are a share (percent) or a span (year)."""
    date_words: pl.DataFrame
    """`kind, surface, value`: relative days, months and years, parts of a year with their last month, month names."""
    name_forms: pl.DataFrame
    """`place, word, type, subtype`: words that make the words beside them a name."""
    name_contexts: pl.DataFrame
    """`place, word`: words by which what such a word has found is judged, cut and shortened."""
    offices: pl.DataFrame
    """`word, office, iso3`: titles, what office each is, and the country that alone has one of that name."""
    office_contexts: pl.DataFrame
    """`place, word`: words beside a title of one who held the office before (past) or holds another (not)."""
    office_holders: pl.DataFrame
    """`entity_id, office, body_id`: whose role, past or present, is an office that one person at a time holds."""
    operators: pl.DataFrame
    """`place_id, organization_id`: who works a mine or field."""
    tense_words: pl.DataFrame
    """`tense, word`: what tells that a sentence speaks of something recent, past or to come."""
    ministries: pl.DataFrame
    """`surface, name, subtype`: what a ministry is called beside its country; its names without it, `|` between."""
    homographs: pl.DataFrame
    """`surface, side, pattern, entity_ids`: what decides whom a name names; null is no name."""
    comparators: pl.DataFrame
    changes: pl.DataFrame
    classifiers: list[str]
    number_blockers: list[str]
    story_weights: pl.DataFrame
    """`type, subtype, name, weight`: how much it says of two articles that both name it; null where any."""
    variants: dict[str, str]
    """Traditional characters in quantities and the simplified ones they are read as."""
    chrome: list[str]

    @property
    def stored(self) -> dict[str, pl.DataFrame]:
        """What the warehouse keeps of the lexicon, by table."""
        return {
            name: getattr(self, name) for name in ("entities", "metrics", "topics", "office_holders", "operators")
        }

    @classmethod
    def load(cls) -> "Lexicon":
        """Read every CSV file; a missing file or column raises polars' own error with its name."""
        named = pl.concat([_countries(), *(_named(file, type) for file, type in _ENTITY_FILES.items())])
        short = read("short_forms").join(
            named.select("iso3", "entity_id", "type").filter(pl.col("type") == "country"), on="iso3"
        )
        return cls(
            entities=named.select(_ENTITY_COLUMNS).sort("entity_id"),
            surfaces=_surfaces(named),
            short_forms=short.select(pl.col("short").alias("surface"), "entity_id"),
            short_contexts=read("short_contexts"),
            topics=read("topics").unique("topic", keep="first").sort("topic"),
            metrics=read("metrics")
            .select("metric", "dimension", "subject_type", "object_type", "tolerance", "description")
            .cast({"tolerance": pl.Float64})
            .sort("metric"),
            metric_roles=read("metrics").select("metric", "subject_type", "object_type"),
            metric_cues=read("metric_cues"),
            qualifiers=read("qualifiers"),
            units=_units(),
            price_bases=read("price_bases")
            .with_columns(pl.col("surfaces").str.split("|"))
            .explode("surfaces")
            .select(pl.col("surfaces").alias("surface"), "unit"),
            currency_symbols=_currency_symbols(),
            magnitudes=read("magnitudes").with_columns(pl.col("factor").cast(pl.Float64)),
            number_words=read("number_words").with_columns(pl.col("value").cast(pl.Float64)),
            date_words=read("date_words"),
            name_forms=read("name_forms"),
            name_contexts=read("name_contexts"),
            offices=read("offices"),
            office_contexts=read("office_contexts"),
            office_holders=office_holders(named, read("offices")),
            operators=_operators(named),
            tense_words=read("tense_words"),
            ministries=read("ministries"),
            homographs=_homographs(named),
            comparators=read("comparators"),
            changes=read("changes"),
            classifiers=read("classifiers")["classifier"].to_list(),
            number_blockers=read("number_blockers")["surface"].to_list(),
            story_weights=read("story_weights").with_columns(pl.col("weight").cast(pl.Float64)),
            variants=dict(read("variants").iter_rows()),
            chrome=read("chrome")["line"].to_list(),
        )


def _aliases(*columns: str) -> pl.Expr:
    """One list of the names in several columns of `|` separated text."""
    lists = [pl.col(column).fill_null("").str.split("|") for column in columns]
    return pl.concat_list(lists).list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)


def _named(file: str, type: str) -> pl.DataFrame:
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


def _units() -> pl.DataFrame:
    """`unit, dimension, factor, surface`: units.csv, then the currencies' names and codes from CLDR.

    Words are in lower case, as they are looked up; symbols (MW, mW) are as they are printed.
    """
    listed = (
        read("units")
        .with_columns(pl.col("factor").cast(pl.Float64), pl.col("surfaces").str.split("|"))
        .explode("surfaces")
        .rename({"surfaces": "surface"})
    )
    surface = pl.col("surface")
    units = pl.concat([listed, _currencies()]).with_columns(
        pl.when(surface.str.contains(WORD)).then(surface.str.to_lowercase()).otherwise(surface).alias("surface")
    )
    return units.unique("surface", keep="first", maintain_order=True)


WORD = r"^[\p{Latin}'ʻ’&. -]*[a-z]{4}[\p{Latin}'ʻ’&. -]*$|^(?:yen|won|tons?|days?)$"
"""Words of a unit or a magnitude, which are read in any case."""


def _currency_symbols() -> pl.DataFrame:
    """`symbol, unit`; those with a dollar sign also with a space in them and in lower case."""
    listed = read("currency_symbols")
    symbol = pl.col("symbol")
    dollars = listed.filter(symbol.str.contains(r"^[A-Z]{2,}\$$"))
    spaced = dollars.with_columns(symbol.str.replace("$", " $", literal=True))
    both = pl.concat([dollars, spaced])
    return pl.concat([listed, spaced, both.with_columns(symbol.str.to_lowercase())])


def _currencies() -> pl.DataFrame:
    """Singular, plural and code of every currency in use, and the names of those that once were."""
    used = [use for uses in get_global("territory_currencies").values() for use in uses]
    in_use = {str(code) for code, _, end, is_tender in used if end is None and is_tender}
    rows = [
        (code.lower(), name)
        for code in map(str, Locale("en").currencies)
        for name in (get_currency_name(code, 1, "en"), get_currency_name(code, 2, "en"), code)
        # A name with brackets is a rare variant; X stands for funds and metals, but for some shared currencies.
        if "(" not in name and (code[0] != "X" or code in in_use) and (name != code or code in in_use)
    ]
    frame = pl.DataFrame(rows, schema=["unit", "surface"], orient="row")
    return frame.select("unit", pl.lit("money").alias("dimension"), pl.lit(1.0).alias("factor"), "surface")


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


def _countries() -> pl.DataFrame:
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


def _operators(named: pl.DataFrame) -> pl.DataFrame:
    def ids(type: str) -> pl.DataFrame:
        rows = named.filter(pl.col("type") == type)
        return rows.select(pl.col("name").alias(type), pl.col("entity_id").alias(f"{type}_id"))

    pairs = read("operators").join(ids("place"), on="place").join(ids("organization"), on="organization")
    return pairs.select("place_id", "organization_id").sort("place_id")


def _surfaces(named: pl.DataFrame) -> pl.DataFrame:
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


def _homographs(named: pl.DataFrame) -> pl.DataFrame:
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
