"""The services of deploy/compose.yaml without containers: their own commands, run here, with a real PostgreSQL."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml

from tests.ui.conftest import ROOT, Ui, free_port, running

DEPLOY = ROOT / "deploy"
PASSWORD = "a-password"
SERVER = max(map(str, Path("/usr/lib/postgresql").glob("*/bin")), default="")

pytestmark = pytest.mark.skipif(
    not SERVER and shutil.which("initdb") is None,
    reason="no PostgreSQL server on this machine; on Debian: apt-get install postgresql",
)


def services() -> dict[str, Any]:
    """The services of the file, its variables filled in as on a machine that sets the password alone."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    text = re.sub(r"\$\{POSTGRES_PASSWORD:\?[^}]*\}", PASSWORD, text)
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    assert "${" not in text
    found: dict[str, Any] = yaml.safe_load(text)["services"]
    return found


@pytest.fixture(scope="module")
def postgres() -> Iterator[int]:
    """The port of a PostgreSQL made for the test, with the user and the database that compose.yaml names."""
    said = services()["postgres"]["environment"]
    # Not below pytest's folder: that is closed to the user PostgreSQL runs as where the test runs as root.
    with tempfile.TemporaryDirectory(prefix="claimhouse-") as folder:
        home, port = Path(folder), free_port()
        (home / "password").write_text(said["POSTGRES_PASSWORD"])
        as_user: dict[str, Any] = {"cwd": folder, "capture_output": True}
        if os.geteuid() == 0:
            as_user |= {"user": "postgres", "group": "postgres"}
            for path in (home, home / "password"):
                shutil.chown(path, "postgres", "postgres")
        initdb, server = _program("initdb"), _program("pg_ctl")
        user = f"--username={said['POSTGRES_USER']}"
        subprocess.run([initdb, "data", user, "--pwfile=password", "--auth=scram-sha-256"], check=True, **as_user)
        options = f"-h 127.0.0.1 -p {port} -k {folder}"
        subprocess.run([server, "start", "-D", "data", "-w", "-l", "log", "-o", options], check=True, **as_user)
        try:
            con = psycopg2.connect(_plain(_address(port, "postgres")))
            con.autocommit = True
            con.cursor().execute(f"create database {said['POSTGRES_DB']}")
            con.close()
            yield port
        finally:
            subprocess.run([server, "stop", "-D", "data", "-m", "immediate"], check=True, **as_user)


def _program(name: str) -> str:
    """One of the server's programs, which Debian keeps out of the PATH."""
    found = shutil.which(name, path=os.pathsep.join(filter(None, (SERVER, os.environ["PATH"]))))
    assert found, name
    return found


def _address(port: int, database: str = "") -> str:
    """The address that the services are given, here."""
    said: str = services()["code"]["environment"]["CLAIMHOUSE_POSTGRES"]
    here = said.replace("@postgres:5432", f"@127.0.0.1:{port}")
    assert here != said
    return f"{here.rpartition('/')[0]}/{database}" if database else here


def _plain(address: str) -> str:
    """The address without the driver, as PostgreSQL's own programs know it."""
    return address.replace("+psycopg2", "")


def _ask(port: int, query: str) -> Any:
    with psycopg2.connect(_plain(_address(port))) as con, con.cursor() as cursor:
        cursor.execute(query)
        [(value,)] = cursor.fetchall()
    con.close()
    return value


def test_the_services_refresh_the_warehouse_and_keep_their_runs_in_postgresql(
    postgres: int, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    ports = {"4000": str(free_port()), "3000": str(free_port())}
    workspace = (DEPLOY / "workspace.yaml").read_text("utf-8")
    here = workspace.replace("host: code", "host: 127.0.0.1").replace("4000", ports["4000"])
    (tmp_path / "workspace.yaml").write_text(here, "utf-8")
    env = services()["code"]["environment"] | {
        "CLAIMHOUSE_POSTGRES": _address(postgres),
        "DAGSTER_HOME": str(tmp_path / ".dagster"),
        "PYTHONPATH": str(ROOT),
    }
    prepare = [sys.executable, "-m", "pipelines", "ui", "--prepare"]
    subprocess.run(prepare, cwd=tmp_path, env={**os.environ, **env}, check=True, capture_output=True)
    started = Ui(f"http://127.0.0.1:{ports['3000']}", tmp_path, tmp_path / "services.log")
    with ExitStack() as stack:
        for name in ("code", "webserver", "daemon"):
            stack.enter_context(running(_command(services()[name], ports), tmp_path, env, started.log))
        started.wait_for_first_refresh()
    assert _ask(postgres, "select count(*) from runs where status = 'SUCCESS'") == 1
    assert _ask(postgres, "select count(*) > 300 from event_logs")
    assert not list((tmp_path / ".dagster").rglob("*.db"))
    assert PASSWORD not in (tmp_path / ".dagster" / "dagster.yaml").read_text("utf-8")


def _command(service: Mapping[str, Any], ports: Mapping[str, str]) -> list[str]:
    """The service's command with this machine's loopback address and free ports."""
    program, *arguments = service["command"]
    here = {**ports, "0.0.0.0": "127.0.0.1"}
    return [str(Path(sys.executable).with_name(program)), *(here.get(argument, argument) for argument in arguments)]


def test_one_setting_is_enough(postgres: int, tmp_path: Path) -> None:
    """`make ui` with nothing but the address of a PostgreSQL."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    port = free_port()
    env = {"CLAIMHOUSE_POSTGRES": _plain(_address(postgres)), "PYTHONPATH": str(ROOT)}
    started = Ui(f"http://127.0.0.1:{port}", tmp_path, tmp_path / "ui.log")
    with running([sys.executable, "-m", "pipelines", "ui", "--port", str(port)], tmp_path, env, started.log):
        started.wait_for_first_refresh()
        run = started.runs()[0]["runId"]
        told = started.ask("{ instance { info } }")["instance"]["info"]
    assert _ask(postgres, f"select status from runs where run_id = '{run}'") == "SUCCESS"
    assert not list((tmp_path / ".dagster").rglob("*.db"))
    assert PASSWORD not in told


def test_a_postgresql_that_cannot_be_reached_is_told_at_start(tmp_path: Path) -> None:
    env = {**os.environ, "CLAIMHOUSE_POSTGRES": f"postgresql://ada:{PASSWORD}@127.0.0.1:{free_port()}/none"}
    command = [sys.executable, "-m", "pipelines", "ui", "--root", str(tmp_path), "--port", str(free_port())]
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("Error: CLAIMHOUSE_POSTGRES cannot be used: connection to server at")
    assert PASSWORD not in result.stderr
