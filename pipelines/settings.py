"""Where a Claimhouse project keeps things, and the knobs it has.

Reads the environment once, checks every value and builds `Settings`; nothing else in the project reads
settings from the environment. Opens no file.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from pipelines.errors import ClaimhouseError

PREFIX = "CLAIMHOUSE_"


class SettingsError(ClaimhouseError):
    """A setting holds a value that cannot be used."""


def refused(name: str, value: object, allowed: str) -> SettingsError:
    """What to say of a value: the variable, the value, what would do."""
    return SettingsError(f"{variable(name)}: {str(value)!r} cannot be used; give {allowed}")


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _number(kind: type[int] | type[float], at_least: float, allowed: str) -> Callable[[str, str], float]:
    def parse(name: str, text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            raise refused(name, text, allowed) from None
        if not at_least <= value < float("inf"):
            raise refused(name, text, allowed)
        return value

    return parse


def _matching(pattern: str, allowed: str, *, secret: bool = False) -> Callable[[str, str], str]:
    def parse(name: str, text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise refused(name, "(not shown)" if secret else text, allowed)
        return text

    return parse


def _knob(default: Any, meaning: str, parse: Callable[[str, str], Any]) -> Any:
    return field(default=default, metadata={"meaning": meaning, "parse": parse})


_OWNER = r"team:[\w.-]+|[^@\s]+@[^@\s]+"
_NOTICE = r"log|https?://\S+|[\w.]+:\w+"


@dataclass(frozen=True)
class Settings:
    """One project folder: its seeds, its published file, its SQL, and how it is refreshed."""

    root: Path
    seeds: Path
    published: Path
    sql: Path
    batch_bytes: int = _knob(
        16 * 1024 * 1024, "bytes of pages read at a time", _number(int, 1, "a whole number of bytes, 1 or more")
    )
    memory: str = _knob(
        "2GB",
        "memory that the database may take during a refresh; what goes beyond is spilled to disk",
        _matching(r"[1-9][0-9]*(\.[0-9]+)?\s?[MG]i?B", "a size such as 800MB or 2GB"),
    )
    lock_timeout: float = _knob(
        60.0, "seconds to wait for another refresh", _number(float, 0, "a number of seconds, 0 or more")
    )
    settle_seconds: float = _knob(
        2.0,
        "under Dagster, a page written to less than so many seconds ago waits",
        _number(float, 0, "a number of seconds, 0 or more"),
    )
    sensor_seconds: int = _knob(
        5, "seconds between two looks at the seeds folder", _number(int, 1, "a whole number of seconds, 1 or more")
    )
    schedule: str = _knob(
        "0 * * * *",
        "when Dagster refreshes even if no seed landed",
        _matching(r"\S+( \S+){4}|@\w+", "a cron line of five fields, such as 0 * * * *"),
    )
    retry_seconds: float = _knob(
        5.0,
        "wait before a locked or vanished file is tried again; doubles each time",
        _number(float, 0, "a number of seconds, 0 or more"),
    )
    stale_days: float = _knob(
        7.0, "a topic without a new page for so many days is told", _number(float, 0, "a number of days, 0 or more")
    )
    shrink_percent: float = _knob(
        20.0,
        "a loss of so many percent of articles or statements is told",
        _number(float, 0, "a number of percent, 0 or more"),
    )
    keep_runs_days: float = _knob(
        30.0, "days that Dagster keeps a run", _number(float, 0, "a number of days, 0 or more")
    )
    owner: str = _knob(
        "team:claimhouse", "who answers for the assets", _matching(_OWNER, "team:name or an e-mail address")
    )
    notify: str = _knob(
        "log",
        "who is told of a failed run",
        _matching(
            rf"({_NOTICE})( ({_NOTICE}))*",
            "log, a webhook's http address, module:function, or several of them with spaces between",
            secret=True,
        ),
    )
    postgres: str = _knob(
        "",
        "PostgreSQL for Dagster's runs and events; without it they are in .dagster/",
        _matching(r"postgresql(\+psycopg2)?://\S+|", "postgresql://user:password@host:port/database", secret=True),
    )

    @classmethod
    def at(cls, root: Path | str, environ: Mapping[str, str] | None = None) -> Self:
        """Settings of the project in `root`: the defaults, and what CLAIMHOUSE_… variables say otherwise."""
        env = os.environ if environ is None else environ
        root = Path(root).absolute()
        if not root.is_dir():
            raise SettingsError(f"--root: {root} is not a folder; name the folder that holds seeds/")
        said = {
            knob.name: knob.metadata["parse"](knob.name, env[variable(knob.name)])
            for knob in knobs()
            if variable(knob.name) in env
        }
        return cls(
            root=root,
            seeds=_folder(root, env.get(variable("seeds"), "seeds")),
            published=_file(root, env.get(variable("published"), "warehouse/claimhouse.duckdb")),
            sql=_sql_folder(root),
            **said,
        )


def knobs() -> tuple[Field[Any], ...]:
    """The settings that are values; `metadata["meaning"]` says in words what each does."""
    return tuple(knob for knob in fields(Settings) if knob.metadata)


def _folder(root: Path, text: str) -> Path:
    path = root / text
    if not text or (path.exists() and not path.is_dir()):
        raise refused("seeds", text, "a folder")
    return path


def _file(root: Path, text: str) -> Path:
    path = root / text
    if not text or path.is_dir():
        raise refused("published", text, "the name of a file, such as warehouse/claimhouse.duckdb")
    return path


def _sql_folder(root: Path) -> Path:
    """The project's own sql/, else the one beside the package (checkout), else the one inside it (wheel)."""
    package = Path(__file__).parent
    for folder in (root / "sql", package.parent / "sql"):
        if (folder / "models").is_dir():
            return folder
    return package / "_sql"
