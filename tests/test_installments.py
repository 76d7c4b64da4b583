"""An archive that came bit by bit, pages going and coming back on the way, is the one that came at once."""

import random
from pathlib import Path

import duckdb
import pytest

from bench.corpus import pages
from pipelines.refresh import refresh
from pipelines.settings import Settings
from pipelines.store.tables import TABLES

PAGES = list(pages(600, seed=5))
OF_THE_WAY = {"refreshes", "first_seen", "fact_verdicts"}
"""Tables that tell when something came."""


def project(folder: Path) -> Settings:
    folder.mkdir()
    return Settings.at(folder, {})


def put(settings: Settings, name: str, text: str) -> None:
    path = settings.seeds / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def at_once(tmp_path: Path) -> Settings:
    settings = project(tmp_path / "at_once")
    for name, text in PAGES:
        put(settings, name, text)
    refresh(settings)
    return settings


@pytest.fixture
def bit_by_bit(tmp_path: Path) -> Settings:
    settings = project(tmp_path / "bit_by_bit")
    chance = random.Random(7)
    coming = chance.sample(PAGES, len(PAGES))
    for start in range(0, len(coming), 12):
        for name, text in coming[start : start + 12]:
            put(settings, name, text)
        if start:
            (settings.seeds / chance.choice(coming[:start])[0]).unlink(missing_ok=True)
        refresh(settings)
    for name, text in PAGES:
        put(settings, name, text)
    refresh(settings)
    return settings


def test_all_tables_are_the_same(at_once: Settings, bit_by_bit: Settings) -> None:
    with duckdb.connect() as con:
        for name, settings in (("one", at_once), ("other", bit_by_bit)):
            con.execute(f"attach '{settings.published}' as {name} (read_only)")
        for table in TABLES:
            if table.name in OF_THE_WAY:
                continue
            columns = ", ".join(column.name for column in table.columns if column.name != "loaded_at")
            for one, other in (("one", "other"), ("other", "one")):
                differing = con.execute(
                    f"select {columns} from {one}.{table.name} except all select {columns} from {other}.{table.name}"
                ).fetchall()
                assert differing == [], table.name
        verdicts = "select fact_id, verdict from {}.fact_verdicts order by all"
        assert con.execute(verdicts.format("one")).fetchall() == con.execute(verdicts.format("other")).fetchall()
        [(articles, stories, facts)] = con.execute(
            "select count(*), count(distinct story_id), (select count(*) from one.facts) from one.articles"
        ).fetchall()
        assert articles > 500
        assert stories < articles * 0.9
        assert facts > 100
