"""One measured thing in a process of its own, so that its memory is its own: prints a line of JSON.

`python -m bench.measured job|floor|spacy_ruler|python_re|quantulum3 <project folder>`. `floor` reads the file that the
job has published.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.lexicon import Lexicon
from pipelines.refresh import refresh
from pipelines.seeds import scan
from pipelines.settings import Settings
from pipelines.store.connect import create
from pipelines.store.tables import TABLES

NUMBER = r"[$€£¥]?\d[\d,]*(?:\.\d+)?\s?(?:%|million|billion|tonnes|tons|yuan|years|months|万吨|亿元|亿美元|年|个月)?"
BATCH_BYTES = 32 * 1024 * 1024
PEER_SECONDS = 8.0


def job(settings: Settings) -> Mapping[str, Any]:
    """The whole refresh, with the seconds between its steps."""
    marks: list[tuple[str, float]] = []

    def tell(step: str, done: int, total: int) -> None:
        if not marks or marks[-1][0] != step:
            marks.append((step, time.perf_counter()))

    report = refresh(settings, on_progress=tell)
    ends = [at for _, at in marks[1:]]
    stages = {step: end - at for (step, at), end in zip(marks, ends, strict=False)}
    return {
        "seconds": report.seconds,
        "bytes": report.bytes_read,
        "articles": report.rows["articles"],
        "rows": sum(report.rows.values()),
        "stages": {"scan": report.seconds - sum(stages.values()), **stages},
        "file_bytes": settings.published.stat().st_size,
    }


def floor(settings: Settings) -> Mapping[str, Any]:
    """What no such job can do without: read the bytes, look once for names and once for numbers, insert the rows."""
    surfaces = Lexicon.load().surfaces["surface"].to_list()
    seeds = list(scan(settings.seeds).values())
    seconds, size = 0.0, 0
    while seeds:
        start = time.perf_counter()
        batch: list[bytes] = []
        while seeds and sum(map(len, batch)) < BATCH_BYTES:
            batch.append(seeds.pop().path.read_bytes())
        text = pl.Series(batch).cast(pl.String).to_frame("text")
        text.select(
            pl.col("text").str.extract_many(surfaces, leftmost=True).alias("names"),
            pl.col("text").str.extract_all(NUMBER).alias("numbers"),
        )
        seconds += time.perf_counter() - start
        size += sum(map(len, batch))
    return {"bytes": size, "seconds": seconds + _insert(settings)}


def _insert(settings: Settings) -> float:
    """Seconds to insert the published rows from memory into another file."""
    path = settings.published.with_name("floor.duckdb")
    path.unlink(missing_ok=True)
    create(path)
    seconds = 0.0
    with duckdb.connect(str(settings.published), read_only=True) as held, duckdb.connect(str(path)) as con:
        for table in TABLES:
            rows = pl.DataFrame(held.sql(f"select * from {table.name}"))
            start = time.perf_counter()
            con.register("arriving", rows.__arrow_c_stream__(None))
            con.execute(f"create table {table.name} as select * from arriving")
            con.unregister("arriving")
            seconds += time.perf_counter() - start
        start = time.perf_counter()
        con.execute("checkpoint")
        seconds += time.perf_counter() - start
    path.unlink()
    return seconds


def spacy_ruler(settings: Settings) -> Mapping[str, Any]:
    """spaCy's entity ruler with the same names, on a blank pipeline."""
    import spacy  # noqa: PLC0415 - of the extra bench

    surfaces = Lexicon.load().surfaces.drop_nulls()["surface"].to_list()
    pipeline = spacy.blank("xx")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": surface} for surface in surfaces])
    return _timed(settings, lambda text: pipeline(text).ents)


def python_re(settings: Settings) -> Mapping[str, Any]:
    """A plain loop: one expression of all names, one of numbers."""
    surfaces = Lexicon.load().surfaces.drop_nulls()["surface"].to_list()
    names, numbers = re.compile("|".join(map(re.escape, surfaces))), re.compile(NUMBER)
    return _timed(settings, lambda text: (names.findall(text), numbers.findall(text)))


def quantulum3(settings: Settings) -> Mapping[str, Any]:
    """quantulum3, which reads quantities in English."""
    from quantulum3 import parser  # noqa: PLC0415 - of the extra bench

    return _timed(settings, parser.parse)


def _timed(settings: Settings, read: Callable[[str], object]) -> Mapping[str, Any]:
    """The reader on one line after another, until its time is up: the slow ones would go on for days."""
    size, start = 0, time.perf_counter()
    for line in _lines(settings):
        read(line)
        size += len(line.encode())
        if time.perf_counter() - start > PEER_SECONDS:
            break
    return {"bytes": size, "seconds": time.perf_counter() - start}


def _lines(settings: Settings) -> Iterator[str]:
    for seed in scan(settings.seeds).values():
        yield from seed.path.read_text("utf-8").splitlines()


WAYS: Mapping[str, Callable[[Settings], Mapping[str, Any]]] = {
    "job": job,
    "floor": floor,
    "spacy_ruler": spacy_ruler,
    "python_re": python_re,
    "quantulum3": quantulum3,
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](Settings.at(Path(sys.argv[2]), {}))))
