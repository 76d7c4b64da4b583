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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import PREFIX, variable

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


    def wait_for_first_refresh(self) -> None:
        """From the start of the processes to a published file."""
        self.wait_for("the first page", self._serves, STARTED_WITHIN)
        self.wait_for("the first refresh", self.published.exists, STARTED_WITHIN)
        self.wait_for("its end", lambda: {run["status"] for run in self.runs()} == {"SUCCESS"})

    def _serves(self) -> bool:
        try:
            return bool(self.ask("{ version }"))
        except OSError:
            return False


@contextmanager
def running(command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> Iterator[None]:
    """A process and all it starts, for the time of the block; what they say is added to the log."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    with log.open("ab") as out, subprocess.Popen(
        command, cwd=cwd, env={**clean, "PYTHONUNBUFFERED": "1", **env}, stdout=out, stderr=out, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    """Dagster on the real pages, their first refresh done."""
    project = tmp_path_factory.mktemp("ui")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    port = free_port()
    started = Ui(f"http://127.0.0.1:{port}", project, project / "ui.log")
    env = {
        variable("seeds"): str(started.seeds),
        variable("published"): str(started.published),
        "DAGSTER_HOME": str(project / ".dagster"),
    }
    # The README's command, with the Python of this test: where that is .venv's, it is the same.
    command = ["make", "--old-file=.venv/.ready", "ui", f"PORT={port}", f"PY={sys.executable}"]
    with running(command, ROOT, env, started.log):
        started.wait_for_first_refresh()
        yield started
