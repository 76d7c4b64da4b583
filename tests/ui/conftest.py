"""A real Dagster, webserver and daemon, started as a user starts it, on a project folder of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
STARTED_WITHIN = 120.0
"""Seconds that Dagster may take to serve its first page on a busy machine."""


@dataclass(frozen=True)
class Ui:
    """A running Dagster and the project it works on."""

    address: str
    project: Path
    log: Path

    @property
    def seeds(self) -> Path:
        return self.project / "seeds"

    @property
    def published(self) -> Path:
        return self.project / "warehouse" / "claimhouse.duckdb"

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The answer to a GraphQL query."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(f"{self.address}/graphql", body, headers)) as response:
            answer: dict[str, Any] = json.load(response)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def drop(self, name: str, text: str) -> None:
        """Put a page into seeds/."""
        (self.seeds / name).write_text(text, "utf-8")

    def wait_for(self, what: str, holds: Callable[[], Any], within: float = 60.0) -> Any:
        """Look again and again until it holds, and return what it gave; what the log says where it never does."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if found := holds():
                return found
            time.sleep(0.2)
        raise AssertionError(f"{what}: not within {within:g} s\n{self.log.read_text('utf-8')[-3000:]}")

    def runs(self) -> list[dict[str, Any]]:
        """All runs, the latest first."""
        asked = self.ask("{ runsOrError { ... on Runs { results { runId jobName status startTime endTime } } } }")
        found: list[dict[str, Any]] = asked["runsOrError"]["results"]
        return found


@pytest.fixture(scope="session")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    """Dagster on the real pages, their first refresh done."""
    project = tmp_path_factory.mktemp("ui")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CLAIMHOUSE_")},
        "CLAIMHOUSE_SEEDS": str(project / "seeds"),
        "CLAIMHOUSE_PUBLISHED": str(project / "warehouse" / "claimhouse.duckdb"),
        "DAGSTER_HOME": str(project / ".dagster"),
        "PYTHONUNBUFFERED": "1",
    }
    # The README's command, with the Python of this test: where that is .venv's, it is the same.
    command = ["make", "--old-file=.venv/.ready", "ui", f"PORT={port}", f"PY={sys.executable}"]
    running = Ui(f"http://127.0.0.1:{port}", project, project / "ui.log")
    with running.log.open("wb") as log, subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
    ) as process:
        try:
            running.wait_for("the first page", lambda: _serves(running), STARTED_WITHIN)
            running.wait_for("the first refresh", running.published.exists, STARTED_WITHIN)
            running.wait_for("its end", lambda: {run["status"] for run in running.runs()} == {"SUCCESS"})
            yield running
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _serves(ui: Ui) -> bool:
    try:
        return bool(ui.ask("{ version }"))
    except OSError:
        return False
