"""The words themselves: no name for two things, no word that another file does not know, no metric without cues."""

import polars as pl
import pytest

from pipelines import lexicon as shipped
from pipelines.lexicon import Lexicon

GUIDE_METRICS = """
    reserves, reserves_share, production, production_share, processing_share, magnet_share, production_capacity,
    capacity_share, market_share, patent_share, demand, demand_growth, consumption, import_dependence, imports, exports,
    trade_volume, investment, contract_value, loan, asset_holding, resource_value, tariff_rate, price_change,
    share_price_change, index_level, profit, profit_change, revenue, ownership_stake, purity, content_per_unit,
    duration, cost, cost_change, recycling_rate, approval_count, headcount_change, gdp_effect, threshold, count, other
"""
METRICS = {metric.strip() for metric in GUIDE_METRICS.split(",")}
BY_DIMENSION = {"duration", "count", "index_level", "other"}
"""Metrics that a number without a cue word falls back to."""
GUIDE_UNITS = {
    "percent", "tonne", "kg", "pound", "usd", "cny", "rub", "eur", "jpy", "year", "month", "day", "minute", "hour",
    "times", "index_point", "km",
}  # fmt: skip
PARTS = {"amount", "small_mass", "share_change", "money_change", "count_change"}
"""What a cue may speak of besides a dimension: several of them, or a part of one."""
NOTHING = "none"
"""A cue that only keeps a number from another metric's cue, and a metric that has no object."""
NAMED_FILES = ["organizations", "people", "places", "materials", "products"]


def test_a_spelling_names_one_entity(lexicon: Lexicon) -> None:
    """But for the compounds, such as 中美, whose surface names several countries at once."""
    compounds = shipped.read("pairs")["surface"].to_list()
    shared = (
        lexicon.surfaces.filter(~pl.col("surface").str.replace_all(" ", "").is_in(compounds))
        .join(lexicon.entities, on="entity_id", how="left")
        .group_by("surface")
        .agg(pl.col("name").unique().sort())
        .filter(pl.col("name").list.len() > 1)
    )
    assert shared.rows() == []


def test_an_entity_has_one_id_and_an_english_name(lexicon: Lexicon) -> None:
    assert lexicon.entities.filter(pl.col("entity_id").is_duplicated())["name"].to_list() == []
    assert lexicon.entities.filter(pl.col("name").is_null() | (pl.col("name") == "")).is_empty()
    assert set(lexicon.entities["type"]) == {"country", "organization", "person", "place", "material", "product"}


def test_the_longest_spelling_comes_first(lexicon: Lexicon) -> None:
    lengths = lexicon.surfaces["surface"].str.len_chars()
    assert lengths.is_sorted(descending=True)
    assert (lengths > 0).all()


def test_a_word_that_is_no_name_is_not_an_alias_as_well(lexicon: Lexicon) -> None:
    blockers = lexicon.surfaces.filter(pl.col("entity_id").is_null())["surface"]
    names = lexicon.surfaces.filter(pl.col("entity_id").is_not_null())["surface"]
    assert set(blockers) & set(names) == set()


def test_every_country_has_codes_and_names_in_both_languages(lexicon: Lexicon) -> None:
    countries = lexicon.entities.filter(type="country")
    assert countries.height >= 249
    assert countries["iso3"].str.contains("^[A-Z]{3}$").all()
    assert countries["iso3"].is_unique().all()
    assert countries["name_zh"].is_not_null().all()


@pytest.mark.parametrize("file", ["organizations", "places"])
def test_a_country_code_is_a_countrys(file: str) -> None:
    known = shipped.read("countries")["iso3"].to_list()
    unknown = shipped.read(file).filter(pl.col("iso3").is_not_null() & ~pl.col("iso3").is_in(known))
    assert unknown.select("name", "iso3").rows() == []


def test_short_forms_and_compounds_name_known_countries() -> None:
    known = {*shipped.read("countries")["iso3"], "EU"}
    assert set(shipped.read("short_forms")["iso3"]) <= known
    assert set(shipped.read("pairs")["iso3s"].str.split("|").explode()) <= known


def test_a_context_is_of_a_known_short_form_on_a_known_side() -> None:
    contexts = shipped.read("short_contexts")
    assert set(contexts["short"]) <= {"*", *shipped.read("short_forms")["short"]}
    assert set(contexts["side"]) == {"before", "after"}


def test_the_metrics_hold_those_of_the_guide(lexicon: Lexicon) -> None:
    assert METRICS - set(lexicon.metrics["metric"]) == set()
    assert lexicon.metrics["metric"].is_unique().all()
    assert lexicon.metrics["description"].str.ends_with(".").all()


def test_every_metric_has_cues_in_both_languages(lexicon: Lexicon) -> None:
    cues = lexicon.metric_cues.with_columns(pl.col("cue").str.contains(r"\p{Han}").alias("is_chinese"))
    for is_chinese in (True, False):
        cued = set(cues.filter(is_chinese=is_chinese)["metric"])
        assert set(lexicon.metrics["metric"]) - BY_DIMENSION - cued == set()


def test_a_cue_is_of_a_known_metric_and_dimension(lexicon: Lexicon) -> None:
    cues = lexicon.metric_cues
    assert set(cues["metric"]) <= set(lexicon.metrics["metric"])
    assert set(cues["dimension"]) <= {*lexicon.units["dimension"], "count", *PARTS, NOTHING}
    assert set(cues.filter(dimension=NOTHING)["metric"]) == {"other"}
    assert cues["weight"].str.contains("^-?[0-9]+$").all()
    assert cues.select("cue", "dimension").is_duplicated().sum() == 0
    # Cues are looked for in lower case.
    assert cues.filter(pl.col("cue").str.contains("[A-Z]"))["cue"].to_list() == []


def test_what_a_metric_speaks_of_is_a_kind_of_entity(lexicon: Lexicon) -> None:
    types = {None, *lexicon.entities["type"]}
    assert set(lexicon.metric_roles["subject_type"]) <= types
    assert set(lexicon.metric_roles["object_type"]) <= types | {"party", NOTHING}


def test_a_unit_has_one_dimension_and_each_spelling_one_unit(lexicon: Lexicon) -> None:
    units = lexicon.units
    assert units.group_by("unit").agg(pl.col("dimension").n_unique()).filter(pl.col("dimension") > 1).rows() == []
    assert units.filter(pl.col("surface").is_duplicated())["surface"].to_list() == []
    assert units["dimension"].is_not_null().all()
    assert set(lexicon.metrics["dimension"]) <= {*units["dimension"], "count", "any"}
    assert set(units["unit"]) >= GUIDE_UNITS
    assert (units["factor"] > 0).all()


def test_a_currency_symbol_stands_for_a_unit_of_money(lexicon: Lexicon) -> None:
    money = lexicon.units.filter(dimension="money")["unit"].to_list()
    assert lexicon.currency_symbols.filter(~pl.col("unit").is_in(money)).rows() == []


def test_comparators_and_changes_are_those_of_the_guide(lexicon: Lexicon) -> None:
    assert set(lexicon.comparators["comparator"]) == {"=", ">", ">=", "<", "<=", "~"}
    assert set(lexicon.comparators["side"]) == {"before", "after"}
    assert lexicon.comparators.select("surface", "side").is_duplicated().sum() == 0
    assert set(lexicon.changes["change"]) == {"up", "down"}
    assert lexicon.changes["surface"].is_unique().all()


@pytest.mark.parametrize("file", NAMED_FILES)
def test_no_cell_has_stray_spaces_or_empty_aliases(file: str) -> None:
    frame = shipped.read(file)
    for column in frame.columns:
        cells = frame[column].drop_nulls()
        assert cells.filter(cells.str.contains(r"^\s|\s$|\|\||^\||\|$|\s\||\|\s")).to_list() == []
