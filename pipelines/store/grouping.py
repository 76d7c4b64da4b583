"""From links between texts to stories: which links are followed, and where a story ends.

Pure Python over the texts that a change can touch; knows no database. The outcome depends on texts and links only,
not on their order. Texts are numbers here, in the order of their dates, and lie in arrays: an archive has millions.
"""

from __future__ import annotations

from array import array
from datetime import timedelta
from itertools import accumulate, chain

import polars as pl

LONGEST_STORY = timedelta(days=10)
"""From its first text to its last: news that never ends must not become one story."""
TEXTS_PER_LINK = 10
"""Two groups become one where at least one in so many pairs between them is linked."""


def stories(texts: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """For each text that shares its story with another: `copy_id`, and `story_id`, the copy_id of its earliest text.

    `texts`: `copy_id, published_at, article_id`; of one moment, the least article_id is the earliest. `links`:
    `copy_id, other_id, evidence`; the surest are followed first, so that a text between two stories joins the nearer.
    """
    ordered = texts.sort("published_at", "article_id").with_row_index("text")
    number = ordered.select("copy_id", "text")
    followed = (
        links.sort(-pl.col("evidence"), "copy_id", "other_id")
        .join(number.rename({"text": "one"}), on="copy_id", maintain_order="left")
        .join(number.rename({"copy_id": "other_id", "text": "other"}), on="other_id", maintain_order="left")
    )
    moments = array("q", ordered["published_at"].cast(pl.Datetime("us")).cast(pl.Int64))
    first = _first_texts(moments, array("q", followed["one"]), array("q", followed["other"]))
    return (
        ordered.select("copy_id", first=pl.Series(first, dtype=pl.UInt32))
        .filter(pl.len().over("first") > 1)
        .join(ordered.select(first="text", story_id="copy_id"), on="first")
        .select("copy_id", "story_id")
    )


def _first_texts(moments: array[int], ones: array[int], others: array[int]) -> list[int]:
    """For each text the earliest text of its story; `moments` in microseconds, ascending, and links by number."""
    longest = LONGEST_STORY // timedelta(microseconds=1)
    starts, neighbours = _neighbours(len(moments), ones, others)
    group = array("q", range(len(moments)))
    larger: dict[int, list[int]] = {}
    for one, other in zip(ones, others, strict=True):
        kept, lost = group[one], group[other]
        if kept == lost:
            continue
        into, gone = larger.get(kept, [kept]), larger.get(lost, [lost])
        if len(into) < len(gone):
            kept, into, gone = lost, gone, into
        if moments[max(into[-1], gone[-1])] - moments[min(into[0], gone[0])] > longest:
            continue
        links = sum(group[near] == kept for text in gone for near in neighbours[starts[text] : starts[text + 1]])
        if links * TEXTS_PER_LINK >= len(into) * len(gone):
            larger.pop(group[gone[0]], None)
            larger[kept] = sorted(into + gone)
            for text in gone:
                group[text] = kept
    earliest = {kept: texts[0] for kept, texts in larger.items()}
    return [earliest.get(kept, kept) for kept in group]


def _neighbours(texts: int, ones: array[int], others: array[int]) -> tuple[array[int], array[int]]:
    """Those linked with each text, one after the other, and where those of each text begin."""
    counts = [0] * (texts + 1)
    for text in chain(ones, others):
        counts[text + 1] += 1
    starts = array("q", accumulate(counts))
    free = array("q", starts)
    neighbours = array("q", bytes(8 * 2 * len(ones)))
    for one, other in zip(ones, others, strict=True):
        for text, near in ((one, other), (other, one)):
            neighbours[free[text]] = near
            free[text] += 1
    return starts, neighbours
