"""What a refresh says is new: articles, names, facts and verdicts, told once and by the refresh that brought them."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.refresh import refresh
from pipelines.settings import Settings
from pipelines.store.connect import open_read, open_write
from pipelines.store.publish import Build

HEAD = "稀土\nSearch documents\n"


def write(settings: Settings, name: str, title: str, body: str, day: int = 5) -> None:
    text = f"{HEAD}{title}\nSina· 2025-11-{day:02} 09:00\nCore Insights - {body} [1]\n"
    (settings.seeds / name).write_text(text, encoding="utf-8")


def news(settings: Settings, kind: str) -> list[tuple[Any, ...]]:
    with open_read(settings.published) as con:
        return con.execute(
            "select subject, text, verdict, previous_verdict from whats_new where kind = ? order by all", [kind]
        ).fetchall()


@pytest.fixture
def two_sources(project: Path) -> Settings:
    """Two pages that agree, refreshed."""
    settings = Settings.at(project)
    write(settings, "a.txt", "First", "Russia holds 28 million tons of rare earth reserves", 5)
    write(settings, "b.txt", "Second", "Russia has rare earth reserves of 28.5 million tons", 6)
    refresh(settings)
    return settings


def test_the_first_refresh_brings_everything(two_sources: Settings) -> None:
    assert news(two_sources, "fact") == [("Russia", "reserves of rare earths", "agree", None)]
    assert {name for name, *_ in news(two_sources, "entity")} == {"Russia", "rare earths"}
    assert len(news(two_sources, "claim")) == 4


def test_a_page_more_brings_its_own_statements_and_the_verdict_it_changes(two_sources: Settings) -> None:
    write(two_sources, "c.txt", "Third", "Russia holds 10 million tons of rare earth reserves, says Rosatom", 7)
    refresh(two_sources)
    assert news(two_sources, "verdict") == [("Russia", "reserves of rare earths", "conflict", "agree")]
    assert news(two_sources, "fact") == []
    assert [name for name, *_ in news(two_sources, "entity")] == ["Rosatom"]
    assert {text for _, text, *_ in news(two_sources, "claim")} == {
        "Third",
        "Russia holds 10 million tons of rare earth reserves, says Rosatom [1]",
    }


def test_new_pages_may_put_an_older_one_in_the_wrong(project: Path) -> None:
    settings = Settings.at(project)
    write(settings, "a.txt", "First", "U.S. Treasury Secretary Mnuchin spoke about rare earths", 5)
    refresh(settings)
    assert news(settings, "name_conflict") == []
    write(settings, "b.txt", "Second", "U.S. Treasury Secretary Bessent spoke about soybeans", 6)
    write(settings, "c.txt", "Third", "Bessent praised the deal with China", 7)
    refresh(settings)
    assert news(settings, "name_conflict") == [("Mnuchin", "finance minister: others have Scott Bessent", None, None)]
    write(settings, "d.txt", "Fourth", "Russia has a plan for its mines", 8)
    refresh(settings)
    assert news(settings, "name_conflict") == []


def test_a_page_that_goes_takes_its_dispute_with_it(two_sources: Settings) -> None:
    write(two_sources, "c.txt", "Third", "Russia holds 10 million tons of rare earth reserves", 7)
    refresh(two_sources)
    (two_sources.seeds / "c.txt").unlink()
    refresh(two_sources)
    assert news(two_sources, "verdict") == [("Russia", "reserves of rare earths", "agree", "conflict")]
    assert news(two_sources, "claim") == []


def test_a_page_that_comes_back_is_not_new(two_sources: Settings) -> None:
    kept = (two_sources.seeds / "b.txt").read_bytes()
    (two_sources.seeds / "b.txt").unlink()
    refresh(two_sources)
    (two_sources.seeds / "b.txt").write_bytes(kept)
    refresh(two_sources)
    assert news(two_sources, "claim") == []
    assert news(two_sources, "entity") == []
    assert news(two_sources, "fact") == []


def test_reading_everything_again_brings_nothing_new(two_sources: Settings) -> None:
    refresh(two_sources, full=True)
    assert [news(two_sources, kind) for kind in ("claim", "entity", "fact", "verdict")] == [[], [], [], []]


@pytest.mark.parametrize("full", [False, True])
def test_a_fact_that_nobody_else_states_any_more_has_no_verdict(two_sources: Settings, full: bool) -> None:
    (two_sources.seeds / "b.txt").unlink()
    refresh(two_sources, full=full)
    with open_read(two_sources.published) as con:
        assert con.execute("select fact_id from fact_verdicts").fetchall() == []
        assert con.execute("select fact_id from fact_agreement").fetchall() == []


def test_only_facts_whose_numbers_changed_are_judged_again(two_sources: Settings) -> None:
    write(two_sources, "c.txt", "Third", "China holds 44 million tons of rare earth reserves", 7)
    refresh(two_sources)
    # A verdict that the rules would not give shows whether the fact was judged again.
    with open_write(two_sources.published) as con:
        con.execute("update fact_verdicts set verdict = 'drift'")
    write(two_sources, "d.txt", "Fourth", "China has rare earth reserves of 40 million tons", 8)
    refresh(two_sources)
    with open_read(two_sources.published) as con:
        found = con.execute(
            "select name, verdict from fact_verdicts join entities on entity_id = subject_id order by name"
        ).fetchall()
    assert found == [("China", "conflict"), ("Russia", "drift")]


def test_what_a_refresh_saw_that_did_not_publish_is_news_of_the_next(two_sources: Settings) -> None:
    write(two_sources, "c.txt", "Third", "Russia holds 10 million tons of rare earth reserves", 7)
    build = Build.beside(two_sources.published)
    build.copy_of(two_sources.published)
    with open_write(build.path) as con:
        con.execute("insert into first_seen values ('article', 'unheard', 'a refresh that was killed')")
    refresh(two_sources)
    with open_read(two_sources.published) as con:
        [told] = con.execute(
            "select count(*) from first_seen join refreshes using (refresh_id) where id = 'unheard' and published"
        ).fetchall()
    assert told == (1,)
