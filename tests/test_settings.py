"""Settings: defaults, the environment, refused values."""

from pathlib import Path

import pytest

from pipelines.settings import Settings, SettingsError


def test_defaults_follow_the_root(tmp_path: Path) -> None:
    settings = Settings.at(tmp_path, {})
    assert settings == Settings(
        tmp_path,
        tmp_path / "seeds",
        tmp_path / "warehouse" / "claimhouse.duckdb",
        Path(__file__).parent.parent / "sql",
        32 * 1024 * 1024,
        60.0,
    )


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
        },
    )
    assert settings.seeds == Path("/data/pages")
    assert settings.published == tmp_path / "out" / "w.duckdb"
    assert (settings.batch_bytes, settings.lock_timeout) == (1000, 0.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLAIMHOUSE_BATCH_BYTES", "0"),
        ("CLAIMHOUSE_BATCH_BYTES", "many"),
        ("CLAIMHOUSE_BATCH_BYTES", ""),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "-1"),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "nan"),
        ("CLAIMHOUSE_LOCK_TIMEOUT", "inf"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: '{value}' cannot be used; give"):
        Settings.at(tmp_path, {name: value})


def test_a_root_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a folder"):
        Settings.at(tmp_path / "nowhere", {})
