"""From files to rows: read a batch of pages, have them extracted, add what the ledger needs.

Between the seeds folder and the store: knows files and frames, no database. A page that cannot be read, or
that the extractor stumbles over, becomes a quarantined row with the reason; the other pages of its batch are
not affected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from pipelines import seeds as seeds_folder
from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from pipelines.seeds import Seed
from pipelines.store.load import ARTICLE_TABLES
from pipelines.store.tables import SEED_FILES

Frames = dict[str, pl.DataFrame]
_OF_THE_FILE = ("seed_file", "sha256", "byte_count", "extractor_version", "loaded_at")


@dataclass(frozen=True)
class Batch:
    """Pages as they were read, and the names of those that were gone or no longer what the scan saw."""

    pages: tuple[tuple[Seed, bytes], ...]
    vanished: frozenset[str]
    moved: frozenset[str]

    @property
    def byte_count(self) -> int:
        return sum(len(content) for _, content in self.pages)


def read(seeds: Iterable[Seed]) -> Batch:
    """Read the files now."""
    pages: list[tuple[Seed, bytes]] = []
    vanished: set[str] = set()
    moved: set[str] = set()
    for seed in seeds:
        page = seeds_folder.read(seed)
        if page is None:
            vanished.add(seed.seed_file)
            continue
        pages.append(page)
        if page[0].sha256 != seed.sha256:
            moved.add(seed.seed_file)
    return Batch(tuple(pages), frozenset(vanished), frozenset(moved))


def frames(batch: Batch, lexicon: Lexicon, extractor_version: str) -> Frames:
    """The rows of these pages for each stored table."""
    readable = [(seed, content) for seed, content in batch.pages if seed.error is None]
    refused = [(seed, seed.error) for seed, _ in batch.pages if seed.error is not None]
    parts, failed = _extract(readable, lexicon)
    parts = _each_article_once(parts)
    outcomes = [part["seed_files"] for part in parts]
    if refused or failed:
        outcomes.append(_quarantined([*refused, *failed]))
    result = {
        name: pl.concat([part[name] for part in parts], how="vertical_relaxed")
        for name in (parts[0] if parts else ())
        if name != "seed_files"
    }
    if outcomes:
        result["seed_files"] = _with_file_facts(
            outcomes, [seed for seed, _ in batch.pages], extractor_version
        )
    return result


def _extract(
    pages: Sequence[tuple[Seed, bytes]], lexicon: Lexicon
) -> tuple[list[Frames], list[tuple[Seed, str]]]:
    """The batch as one; where the extractor raises, page by page, so that one page costs only itself."""
    if not pages:
        return [], []
    frame = pl.DataFrame(
        {"seed_file": [seed.seed_file for seed, _ in pages], "content": [content for _, content in pages]},
        schema={"seed_file": pl.String, "content": pl.Binary},
    )
    try:
        return [extract(frame, lexicon)], []
    except Exception as error:
        if len(pages) == 1:
            return [], [(pages[0][0], f"the extractor failed: {type(error).__name__}: {error}")]
    parts: list[Frames] = []
    failed: list[tuple[Seed, str]] = []
    for page in pages:
        more, wrong = _extract([page], lexicon)
        parts += more
        failed += wrong
    return parts, failed


def _each_article_once(parts: list[Frames]) -> list[Frames]:
    """The parts, where an article that several of them show stays with the first page by name."""
    if len(parts) < 2:
        return parts
    shown = [part["articles"].select("article_id", "seed_file", part=pl.lit(i)) for i, part in enumerate(parts)]
    kept = pl.concat(shown).sort("seed_file").unique("article_id", keep="first")
    return [
        {
            name: rows.join(kept.filter(pl.col("part") == i), on="article_id", how="semi", maintain_order="left")
            if name in ARTICLE_TABLES
            else rows
            for name, rows in part.items()
        }
        for i, part in enumerate(parts)
    ]


def _quarantined(pages: Sequence[tuple[Seed, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "seed_file": [seed.seed_file for seed, _ in pages],
            "article_count": [0] * len(pages),
            "status": ["quarantined"] * len(pages),
            "error": [error for _, error in pages],
        }
    )


def _with_file_facts(
    outcomes: Sequence[pl.DataFrame], seeds: Sequence[Seed], extractor_version: str
) -> pl.DataFrame:
    """The ledger's rows: what the extractor says of each page, and what is known of its file."""
    facts = pl.DataFrame(
        {
            "seed_file": [seed.seed_file for seed in seeds],
            "sha256": [seed.sha256 for seed in seeds],
            "byte_count": [seed.byte_count for seed in seeds],
        }
    )
    said = pl.concat([SEED_FILES.schema.to_frame().drop(_OF_THE_FILE[1:]), *outcomes], how="diagonal_relaxed")
    return facts.join(said, on="seed_file", how="left", maintain_order="left").with_columns(
        extractor_version=pl.lit(extractor_version), loaded_at=pl.lit(datetime.now(UTC).replace(tzinfo=None))
    )
