"""What the Dagster shell defines, before anything has run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from pipelines.automation import REFRESH, REREAD, RETENTION
from pipelines.definitions import build_definitions
from pipelines.settings import Settings, SettingsError
from pipelines.specs import PUBLISHED
from pipelines.store.audits import read_audits, read_checks
from pipelines.store.models import read_models
from pipelines.store.tables import TABLES

ROOT = Path(__file__).parent.parent
SQL = Settings.at(ROOT, {}).sql
SOURCES = {"seeds", "lexicon", "sql"}
RELATIONS = {table.name for table in TABLES} | {model.name for model in read_models(SQL)}


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    return build_definitions(Settings.at(tmp_path_factory.mktemp("defined"), {}))


def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def reads(spec: dg.AssetSpec) -> set[str]:
    return {dep.asset_key.to_user_string() for dep in spec.deps}


def test_every_table_and_view_is_an_asset_and_so_are_file_and_sources(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    assert {key.to_user_string() for key in graph.materializable_asset_keys} == RELATIONS | {PUBLISHED}
    assert {key.to_user_string() for key in graph.external_asset_keys} == SOURCES


def test_a_view_reads_what_its_sql_reads_and_a_table_what_it_declares(definitions: dg.Definitions) -> None:
    found = specs(definitions)
    assert {model.name: reads(found[model.name]) for model in read_models(SQL)} == {
        model.name: set(model.depends_on) for model in read_models(SQL)
    }
    assert {table.name: reads(found[table.name]) for table in TABLES} == {
        table.name: set(table.reads) for table in TABLES
    }


@pytest.mark.parametrize(("table", "files"), [
    ("story_texts", ["texts"]),
    ("story_marks", ["marks"]),
    ("story_keys", ["keys"]),
    ("story_links", ["links", "pairs"]),
])  # fmt: skip
def test_what_a_table_of_stories_declares_to_read_is_what_its_sql_reads(table: str, files: list[str]) -> None:
    [declared] = [found for found in TABLES if found.name == table]
    queries = [(SQL / "stories" / f"{name}.sql").read_text("utf-8") for name in files]
    parsed = {
        source.name
        for query in queries
        for scope in traverse_scope(sqlglot.parse_one(query, read="duckdb"))
        for source in scope.sources.values()
        if isinstance(source, exp.Table)
    }
    assert set(declared.reads) - {"lexicon"} == parsed & RELATIONS
    assert ("lexicon" in declared.reads) == ("weights" in parsed)


def test_the_file_stands_behind_everything(definitions: dg.Definitions) -> None:
    found = specs(definitions)
    behind, ahead = set[str](), {PUBLISHED}
    while ahead:
        behind |= ahead
        ahead = set().union(*(reads(found[name]) for name in ahead)) - behind
    assert behind == found.keys()


def test_every_asset_says_what_it_is_whose_it_is_and_where_its_code_is(definitions: dg.Definitions) -> None:
    for name, spec in specs(definitions).items():
        assert spec.description, name
        assert spec.group_name in {"ingest", "extract", "models", "publish"}, name
        assert spec.owners == ["team:claimhouse"], name
        assert spec.kinds, name
        if name not in SOURCES:
            code = spec.metadata["dagster/code_references"]
            assert isinstance(code, dg.CodeReferencesMetadataValue)
            [reference] = code.code_references
            assert isinstance(reference, dg.LocalFileCodeReference)
            lines = Path(reference.file_path).read_text("utf-8").splitlines()
            assert 1 <= (reference.line_number or 0) <= len(lines)
            if name in {table.name for table in TABLES}:
                assert lines[(reference.line_number or 0) - 1] == f"{name.upper()} = Table("


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_every_column_is_explained_before_the_first_run(definitions: dg.Definitions, name: str) -> None:
    schema = specs(definitions)[name].metadata["dagster/column_schema"]
    assert isinstance(schema, dg.TableSchema)
    assert schema.columns
    assert all(column.description for column in schema.columns)


def test_every_audit_and_check_is_an_asset_check_and_blocks_where_the_audit_does(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    found = {
        (key.asset_key.to_user_string(), key.name, graph.get_check_spec(key).blocking) for key in graph.asset_check_keys
    }
    assert found == {(audit.table, audit.name, audit.blocking) for audit in (*read_audits(SQL), *read_checks(SQL))}


def test_a_check_is_described_with_the_bounds_that_are_set(project: Path) -> None:
    graph = build_definitions(Settings.at(project, {"CLAIMHOUSE_STALE_DAYS": "3"})).resolve_asset_graph()
    described = {key.name: graph.get_check_spec(key).description for key in graph.asset_check_keys}
    assert described["topics__fresh"] == "Each topic got a new page within the last 3 days."


def test_sensors_and_schedules_run_unasked(definitions: dg.Definitions) -> None:
    sensor = definitions.resolve_sensor_def("new_seeds")
    schedule = definitions.resolve_schedule_def("hourly_refresh")
    assert sensor.job_name == schedule.job_name == REFRESH
    assert definitions.resolve_schedule_def("daily_retention").job_name == RETENTION
    assert definitions.resolve_job_def(REREAD).description
    running = [
        *(sensor.default_status for sensor in definitions.sensors or ()),
        *(schedule.default_status for schedule in definitions.schedules or ()),
    ]
    assert {status.value for status in running} == {"RUNNING"}
    assert len(running) == 4


def test_the_resource_holds_every_setting_that_is_no_secret(definitions: dg.Definitions) -> None:
    resource = (definitions.resources or {})["warehouse"]
    fields = set(type(resource).model_fields)
    assert fields == set(Settings.__dataclass_fields__) - {"sql", "notify", "postgres"}


def test_a_wrong_schedule_is_refused_by_the_name_of_its_setting(project: Path) -> None:
    with pytest.raises(SettingsError, match=r"CLAIMHOUSE_SCHEDULE: '99 .*' cannot be used; give a cron line"):
        build_definitions(Settings.at(project, {"CLAIMHOUSE_SCHEDULE": "99 * * * *"}))


def test_dagster_finds_the_definitions_valid(project: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-m", "pipelines.definitions"],
        cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert not {"ERROR", "BetaWarning", "DeprecationWarning"} & set(re.findall(r"\w+", result.stderr))


def test_definitions_load_without_a_warning() -> None:
    """Whatever Dagster has to say of betas and deprecations would be an error here."""
    command = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", "import pipelines.definitions"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
