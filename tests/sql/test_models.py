"""What holds for every model: documented, commented, portable, in the house style."""

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pipelines.store.models import Model, read_models
from tests.sql.conftest import SQL
from tests.world import World

MODELS = {model.name: model for model in read_models(SQL)}
CONTRACT = {
    "topic_rollup",
    "country_rollup",
    "topic_country",
    "topic_weekly",
    "country_weekly",
    "country_pairs",
    "source_rollup",
    "claim_details",
    "fact_agreement",
    "name_conflicts",
    "lexicon_gaps",
    "seed_coverage",
}
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


def test_the_contract_is_kept() -> None:
    assert MODELS.keys() >= CONTRACT


@each_model
def test_every_view_and_column_is_commented_in_the_database(world: World, model: Model) -> None:
    assert world.ask(f"select comment from duckdb_views() where view_name = '{model.name}'") == [
        (f"{model.description} Grain: {model.grain}",)
    ]
    assert (
        dict(
            world.ask(f"select column_name, comment from duckdb_columns() where table_name = '{model.name}'")
        )
        == model.columns
    )


@each_model
def test_every_view_answers_on_no_rows(world: World, model: Model) -> None:
    assert world.ask(f"select * from {model.name}") == []


@each_model
def test_lineage_is_known_for_the_columns_that_have_a_source(world: World, model: Model) -> None:
    sources = {
        source
        for (source,) in world.ask(
            f"select distinct source_name from column_lineage where view_name = '{model.name}'"
        )
    }
    assert sources
    assert sources <= set(model.depends_on)


@each_model
@pytest.mark.parametrize("dialect", ["snowflake", "bigquery", "spark", "postgres"])
def test_sqlglot_can_carry_the_query_to_other_engines(model: Model, dialect: str) -> None:
    [carried] = sqlglot.transpile(
        model.query, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.IGNORE
    )
    tree = sqlglot.parse_one(carried, read=dialect)
    assert isinstance(tree, exp.Query)
    assert tree.named_selects == list(model.columns)


@pytest.mark.parametrize("path", sorted(SQL.rglob("*.sql")), ids=lambda path: path.stem)
def test_house_style(path: Path) -> None:
    text = path.read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    assert not re.search(r"\b(SELECT|FROM|WHERE|GROUP|JOIN|CASE)\b", code)
    assert not re.search(r"select\s+\*", code)
    assert "\t" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert max(map(len, text.splitlines())) <= 110
