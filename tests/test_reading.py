"""From files to rows: what happens to a page that the extractor stumbles over, or that cannot be read."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import reading, seeds
from pipelines.extract import extract
from pipelines.lexicon import Lexicon

PAGE = "稀土\nSearch documents\nA title\nSina· 2025-11-05 09:00\nCore Insights - China mines dysprosium [1]\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "poison.txt").write_text(PAGE.replace("A title", "Poison"), encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    return tmp_path


def outcomes(rows: reading.Frames) -> list[tuple[str, str, str | None]]:
    return rows["seed_files"].select("seed_file", "status", "error").sort("seed_file").rows()


def test_a_page_the_extractor_fails_on_costs_only_itself(
    folder: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(pages: pl.DataFrame, words: Lexicon) -> reading.Frames:
        if "poison.txt" in pages["seed_file"]:
            raise ZeroDivisionError("by surprise")
        return extract(pages, words)

    monkeypatch.setattr(reading, "extract", stumbling)
    rows = reading.frames(reading.read(seeds.scan(folder).values()), lexicon, "v1")
    reason = "the extractor failed: ZeroDivisionError: by surprise"
    assert outcomes(rows) == [
        ("good.txt", "loaded", None),
        ("link.txt", "quarantined", "cannot be read: a link; put the file itself into the seeds folder"),
        ("poison.txt", "quarantined", reason),
    ]
    assert rows["articles"]["title"].to_list() == ["A title"]
    assert ("poison.txt", reason) in rows["seed_files"].select("seed_file", "error").rows()


def test_read_page_by_page_an_article_still_belongs_to_the_first_page(
    folder: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a second page.txt").write_text(PAGE, encoding="utf-8")

    def only_single(pages: pl.DataFrame, words: Lexicon) -> reading.Frames:
        if len(pages) > 1:
            raise MemoryError
        return extract(pages, words)

    monkeypatch.setattr(reading, "extract", only_single)
    rows = reading.frames(reading.read(seeds.scan(folder).values()), lexicon, "v1")
    assert rows["articles"].select("title", "seed_file").sort("title").rows() == [
        ("A title", "a second page.txt"),
        ("Poison", "poison.txt"),
    ]
    assert rows["claims"]["claim_id"].is_unique().all()
    assert rows["article_topics"].height == 3


def test_the_ledger_gets_hash_size_and_version(folder: Path, lexicon: Lexicon) -> None:
    found = seeds.scan(folder)["good.txt"]
    rows = reading.frames(reading.read([found]), lexicon, "v1")
    [row] = rows["seed_files"].select("seed_file", "sha256", "byte_count", "extractor_version").rows()
    assert row == ("good.txt", found.sha256, len(PAGE.encode()), "v1")


def test_an_empty_batch_has_no_rows(lexicon: Lexicon) -> None:
    assert reading.frames(reading.read([]), lexicon, "v1") == {}
