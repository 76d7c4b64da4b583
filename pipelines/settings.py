"""Where a Claimhouse project keeps things, and the few knobs it has.

Reads the environment once, checks every value and builds `Settings`; nothing else in the project reads
settings from the environment. Opens no file.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipelines.errors import ClaimhouseError

DEFAULT_BATCH_BYTES = 32 * 1024 * 1024
DEFAULT_LOCK_TIMEOUT = 60.0


class SettingsError(ClaimhouseError):
    """A setting holds a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """One project folder: its seeds, its published file, its SQL, and the limits of a refresh."""

    root: Path
    seeds: Path
    published: Path
    sql: Path
    batch_bytes: int = DEFAULT_BATCH_BYTES
    lock_timeout: float = DEFAULT_LOCK_TIMEOUT

    @classmethod
    def at(cls, root: Path | str, environ: Mapping[str, str] | None = None) -> Self:
        """Settings of the project in `root`: the defaults, and what CLAIMHOUSE_… variables say otherwise."""
        env = os.environ if environ is None else environ
        root = Path(root).absolute()
        if not root.is_dir():
            raise SettingsError(f"--root: {root} is not a folder; name the folder that holds seeds/")
        return cls(
            root=root,
            seeds=root / env.get("CLAIMHOUSE_SEEDS", "seeds"),
            published=root / env.get("CLAIMHOUSE_PUBLISHED", "warehouse/claimhouse.duckdb"),
            sql=_sql_folder(root),
            batch_bytes=_whole(env, "CLAIMHOUSE_BATCH_BYTES", DEFAULT_BATCH_BYTES),
            lock_timeout=_seconds(env, "CLAIMHOUSE_LOCK_TIMEOUT", DEFAULT_LOCK_TIMEOUT),
        )


def _sql_folder(root: Path) -> Path:
    """The project's own sql/, else the one beside the package (checkout), else the one inside it (wheel)."""
    package = Path(__file__).parent
    for folder in (root / "sql", package.parent / "sql"):
        if (folder / "models").is_dir():
            return folder
    return package / "_sql"


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name)
    if text is None:
        return default
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise SettingsError(f"{name}: {text!r} cannot be used; give a whole number of bytes, 1 or more")
    return value


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise SettingsError(f"{name}: {text!r} cannot be used; give a number of seconds, 0 or more")
    return value
