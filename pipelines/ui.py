"""Starts Dagster on this machine, webserver and daemon: `claimhouse ui`, which is `make ui`.

Everything that can be wrong with the settings is found before anything starts.
"""

import os
import socket
import sys
from pathlib import Path

from pipelines.errors import ClaimhouseError
from pipelines.settings import Settings, variable

HOME = "DAGSTER_HOME"
_DRIVER = "postgresql+psycopg2://"
_STORAGE = f"""
storage:
  postgres:
    postgres_url:
      env: {variable("postgres")}
"""


class UiError(ClaimhouseError):
    """Dagster cannot be started as asked."""


def prepare(settings: Settings) -> Path:
    """Write dagster.yaml to DAGSTER_HOME, .dagster/ where that is not set; the folder.

    The address of a PostgreSQL is not written down: Dagster reads it from the environment as well.
    """
    home = Path(os.environ.get(HOME) or settings.root / ".dagster").absolute()
    home.mkdir(parents=True, exist_ok=True)
    content = _instance_file(settings.root).read_text(encoding="utf-8")
    (home / "dagster.yaml").write_text(content + (_STORAGE if settings.postgres else ""), encoding="utf-8")
    return home


def start(settings: Settings, host: str, port: int) -> None:
    """Become `dagster dev`; comes back only with an error."""
    _find_free(host, port)
    if settings.postgres:
        _reach(settings.postgres)
    home = prepare(settings)
    os.chdir(settings.root)
    # Built once for its errors: `dagster dev` would show them as a traceback and go on without the warehouse.
    import pipelines.definitions  # noqa: F401, PLC0415 - takes a second, and only this command needs it

    # The command that Dagster would rather see is in a package for new projects, which has no other use here.
    quiet = ["-W", "ignore:Function `dev_command` is superseded"]
    dev = ["-m", "dagster", "dev", "-h", host, "-p", str(port), "-m", "pipelines.definitions"]
    env = {**os.environ, HOME: str(home)}
    if settings.postgres:
        # Dagster's storage uses this driver, and no longer gets it unless it is named.
        env[variable("postgres")] = settings.postgres.replace("postgresql://", _DRIVER, 1)
    os.execve(sys.executable, [sys.executable, *quiet, *dev], env)


def _instance_file(root: Path) -> Path:
    """The project's own dagster.yaml, else the one beside the package (checkout), else the one inside it (wheel)."""
    package = Path(__file__).parent
    for path in (root / "dagster.yaml", package.parent / "dagster.yaml"):
        if path.is_file():
            return path
    return package / "_dagster.yaml"


def _find_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise UiError(
            f"--port: {host}:{port} cannot be used ({error.strerror}); name another, as in make ui PORT=3001"
        ) from error


def _reach(address: str) -> None:
    """Dagster would give up after a minute, with a traceback."""
    try:
        import dagster_postgres  # noqa: F401, PLC0415 - an extra: most do without
        import psycopg2  # noqa: PLC0415
    except ImportError as error:
        raise UiError(f"{variable('postgres')} needs the extra postgres: pip install claimhouse[postgres]") from error
    try:
        psycopg2.connect(address.replace(_DRIVER, "postgresql://", 1)).close()
    except psycopg2.OperationalError as error:
        # The address is not shown, its password is in it; the error names host, port and user.
        raise UiError(
            f"{variable('postgres')} cannot be used: {' '.join(str(error).split())}; start the server or correct "
            "the address, postgresql://user:password@host:port/database"
        ) from error
