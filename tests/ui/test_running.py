"""A running Dagster asked by GraphQL: what it shows, and what happens when seeds land."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from tests.ui.conftest import Ui
from tests.ui.pages import page

DROPS = 200


def seeds_published(ui: Ui) -> set[str]:
    with duckdb.connect() as con:
        con.execute(f"attach '{ui.published}' as published (read_only)")
        return {name for (name,) in con.sql("select seed_file from published.seed_files").fetchall()}


def idle(ui: Ui) -> bool:
    return all(run["status"] in ("SUCCESS", "FAILURE") for run in ui.runs())


def nodes(ui: Ui) -> dict[str, dict[str, Any]]:
    asked = ui.ask(
        """{ assetNodes { assetKey { path } description groupName kinds
             owners { ... on TeamAssetOwner { team } } isMaterializable } }"""
    )
    return {node["assetKey"]["path"][0]: node for node in asked["assetNodes"]}


def latest(ui: Ui, asset: str) -> dict[str, Any]:
    """Metadata of the asset's last materialisation."""
    asked = ui.ask(
        """query ($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { ... on AssetNode {
             assetMaterializations(limit: 1) { metadataEntries { label
               ... on IntMetadataEntry { intValue } ... on JsonMetadataEntry { jsonString }
               ... on MarkdownMetadataEntry { mdStr } } } } } }""",
        key={"path": [asset]},
    )
    [materialization] = asked["assetNodeOrError"]["assetMaterializations"]
    return {
        entry["label"]: entry.get("intValue", entry.get("jsonString", entry.get("mdStr")))
        for entry in materialization["metadataEntries"]
    }


def test_every_asset_is_described_owned_and_grouped(ui: Ui) -> None:
    found = nodes(ui)
    assert {node["groupName"] for node in found.values()} == {"ingest", "extract", "models", "publish"}
    assert all(node["description"] and node["kinds"] for node in found.values())
    assert all(node["owners"] == [{"team": "claimhouse"}] for node in found.values())
    assert found["published_file"]["isMaterializable"]
    assert not found["seeds"]["isMaterializable"]


def test_sensors_and_schedules_run_without_being_switched_on(ui: Ui) -> None:
    asked = ui.ask(
        """{ repositoriesOrError { ... on RepositoryConnection { nodes {
             sensors { name sensorState { status } } schedules { name scheduleState { status } } } } } }"""
    )
    [repository] = asked["repositoriesOrError"]["nodes"]
    assert {sensor["name"]: sensor["sensorState"]["status"] for sensor in repository["sensors"]} == {
        "new_seeds": "RUNNING", "failed_runs": "RUNNING",
    }  # fmt: skip
    assert {schedule["name"]: schedule["scheduleState"]["status"] for schedule in repository["schedules"]} == {
        "hourly_refresh": "RUNNING", "daily_retention": "RUNNING",
    }  # fmt: skip


def test_the_webserver_listens_to_this_machine_only(ui: Ui) -> None:
    port = int(ui.address.rsplit(":", 1)[1])
    listening = [
        fields[1].split(":")[0]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for fields in map(str.split, Path(table).read_text().splitlines()[1:])
        if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == port
    ]
    assert listening == ["0100007F"], "127.0.0.1 and nothing else"


def test_nothing_is_said_of_betas_and_deprecations(ui: Ui) -> None:
    log = ui.log.read_text("utf-8")
    assert "Serving dagster-webserver" in log
    assert not [line for line in log.splitlines() if "Warning" in line]


def test_a_dropped_seed_is_published_and_its_materialisation_says_so(ui: Ui) -> None:
    started = time.monotonic()
    ui.drop("dropped.txt", page(1))
    ui.wait_for("the dropped seed in the published file", lambda: "dropped.txt" in seeds_published(ui))
    assert time.monotonic() - started < 45
    ui.wait_for("the end of the run", lambda: idle(ui))
    found = latest(ui, "seed_files")
    assert (found["added"], found["seeds_added"]) == ('["dropped.txt"]', 1)
    assert latest(ui, "claims")["rows_added"] == 2
    (ui.seeds / "dropped.txt").unlink()
    ui.wait_for("the seed to go", lambda: "dropped.txt" not in seeds_published(ui))
    ui.wait_for("the end of the run", lambda: idle(ui))
    assert latest(ui, "seed_files")["removed"] == '["dropped.txt"]'


def test_two_hundred_seeds_one_by_one_take_few_runs_and_one_at_a_time(ui: Ui) -> None:
    before = {run["runId"] for run in ui.runs()}
    names = {f"storm-{number:03}.txt" for number in range(DROPS)}
    for number, name in enumerate(sorted(names)):
        ui.drop(name, page(number + 10))
        # The pace at which they land, not a wait for anything.
        time.sleep(0.15)
    ui.wait_for("all seeds in the published file", lambda: names <= seeds_published(ui), within=120)
    ui.wait_for("the end of the runs", lambda: idle(ui))
    runs = sorted((run for run in ui.runs() if run["runId"] not in before), key=lambda run: run["startTime"])
    assert {run["status"] for run in runs} == {"SUCCESS"}
    assert 1 < len(runs) < DROPS / 10
    assert all(earlier["endTime"] <= later["startTime"] for earlier, later in pairwise(runs))




def test_a_failed_run_says_why_and_is_told(ui: Ui) -> None:
    asked = ui.ask(
        """mutation ($params: ExecutionParams!) { launchRun(executionParams: $params) {
             __typename ... on LaunchRunSuccess { run { runId } } } }""",
        params={
            "selector": {
                "repositoryLocationName": "pipelines.definitions",
                "repositoryName": "__repository__",
                "jobName": "refresh_warehouse",
            },
            "runConfigData": {"resources": {"warehouse": {"config": {"published": "."}}}},
        },
    )
    run = asked["launchRun"]["run"]["runId"]
    ui.wait_for("the failure", lambda: {found["runId"]: found["status"] for found in ui.runs()}[run] == "FAILURE")
    told = f"run {run[:8]} of refresh_warehouse failed: "
    ui.wait_for("the notice", lambda: told in ui.log.read_text("utf-8"))
    [line] = [line for line in ui.log.read_text("utf-8").splitlines() if told in line]
    assert "CLAIMHOUSE_PUBLISHED: '.' cannot be used; give the name of a file" in line
