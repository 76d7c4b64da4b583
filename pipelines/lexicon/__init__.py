"""The words Claimhouse knows, read from the CSV files of this folder; grammar lives in `pipelines.extract`."""

from dataclasses import dataclass

import polars as pl

from pipelines.lexicon.files import read
from pipelines.lexicon.holders import office_holders
from pipelines.lexicon.names import countries, country_names, homographs, named_in, operators, spellings, surfaces
from pipelines.lexicon.units import WORD, currency_symbols, units

__all__ = ["WORD", "Lexicon", "country_names", "read", "spellings"]

_ENTITY_COLUMNS = ["entity_id", "type", "subtype", "name", "name_zh", "iso3", "role", "origin"]
_ENTITY_FILES = {
    "organizations": "organization",
    "people": "person",
    "places": "place",
    "materials": "material",
    "products": "product",
}


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
        named = pl.concat([countries(), *(named_in(file, type) for file, type in _ENTITY_FILES.items())])
        short = read("short_forms").join(
            named.select("iso3", "entity_id", "type").filter(pl.col("type") == "country"), on="iso3"
        )
        return cls(
            entities=named.select(_ENTITY_COLUMNS).sort("entity_id"),
            surfaces=surfaces(named),
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
            units=units(),
            price_bases=read("price_bases")
            .with_columns(pl.col("surfaces").str.split("|"))
            .explode("surfaces")
            .select(pl.col("surfaces").alias("surface"), "unit"),
            currency_symbols=currency_symbols(),
            magnitudes=read("magnitudes").with_columns(pl.col("factor").cast(pl.Float64)),
            number_words=read("number_words").with_columns(pl.col("value").cast(pl.Float64)),
            date_words=read("date_words"),
            name_forms=read("name_forms"),
            name_contexts=read("name_contexts"),
            offices=read("offices"),
            office_contexts=read("office_contexts"),
            office_holders=office_holders(named, read("offices")),
            operators=operators(named),
            tense_words=read("tense_words"),
            ministries=read("ministries"),
            homographs=homographs(named),
            comparators=read("comparators"),
            changes=read("changes"),
            classifiers=read("classifiers")["classifier"].to_list(),
            number_blockers=read("number_blockers")["surface"].to_list(),
            story_weights=read("story_weights").with_columns(pl.col("weight").cast(pl.Float64)),
            variants=dict(read("variants").iter_rows()),
            chrome=read("chrome")["line"].to_list(),
        )
