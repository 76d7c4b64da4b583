"""Settings: defaults, the environment, refused values."""

import re
from pathlib import Path

import pytest

from pipelines.settings import Settings, SettingsError


def test_defaults_follow_the_root(tmp_path: Path) -> None:
    sql = Path(__file__).parent.parent / "sql"
    published = tmp_path / "warehouse" / "claimhouse.duckdb"
    assert Settings.at(tmp_path, {}) == Settings(tmp_path, tmp_path / "seeds", published, sql)


def test_a_project_may_bring_its_own_sql(tmp_path: Path) -> None:
    (tmp_path / "sql" / "models").mkdir(parents=True)
    assert Settings.at(tmp_path, {}).sql == tmp_path / "sql"


def test_the_environment_overrides(tmp_path: Path) -> None:
    settings = Settings.at(
        tmp_path,
        {
            "CLAIMHOUSE_SEEDS": "/data/pages",
            "CLAIMHOUSE_PUBLISHED": "out/w.duckdb",
            "CLAIMHOUSE_BATCH_BYTES": "1000",
            "CLAIMHOUSE_LOCK_TIMEOUT": "0.5",
            "CLAIMHOUSE_SCHEDULE": "*/5 * * * *",
            "CLAIMHOUSE_OWNER": "ada@example.org",
        },
    )
    assert settings.seeds == Path("/data/pages")
    assert settings.published == tmp_path / "out" / "w.duckdb"
    assert (settings.batch_bytes, settings.lock_timeout) == (1000, 0.5)
    assert (settings.schedule, settings.owner) == ("*/5 * * * *", "ada@example.org")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLAIMHOUSE_BATCH_BYTES", "0"),
        ("CLAIMHOUSE_BATCH_BYTES", "many"),
        ("CLAIMHOUSE_BATCH_BYTES", ""),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "-1"),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "nan"),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "inf"),
        ("CLAIMHOUSE_SENSOR_SECONDS", "2.5"),
        ("CLAIMHOUSE_STALE_DAYS", "a week"),
        ("CLAIMHOUSE_SCHEDULE", "every hour"),
        ("CLAIMHOUSE_OWNER", "Ada"),
        ("CLAIMHOUSE_SEEDS", ""),
        ("CLAIMHOUSE_SEEDS", "a-file"),
        ("CLAIMHOUSE_PUBLISHED", "."),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(SettingsError, match=f"{name}: '{re.escape(value)}' cannot be used; give"):
        Settings.at(tmp_path, {name: value})


def test_a_root_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a folder"):
        Settings.at(tmp_path / "nowhere", {})


@pytest.mark.parametrize("name", ["CLAIMHOUSE_NOTIFY", "CLAIMHOUSE_POSTGRES"])
def test_a_refused_value_that_may_hold_a_password_is_not_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.at(tmp_path, {name: "ftp://user:secret@host"})
    assert "secret" not in str(refused.value)
