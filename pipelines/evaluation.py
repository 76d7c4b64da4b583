"""Scores of the extraction against labels made by reading: run the labels' own evaluation, read what it prints.

The evaluation belongs to the labels (tests/gold/evaluate.py) and is not ours to change; this module only gives it a
database and sorts what it says. Labels whose pages stand beside them are scored on a database made of those pages.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.errors import ClaimhouseError
from pipelines.refresh import refresh
from pipelines.settings import Settings
from pipelines.store.connect import open_read
from pipelines.store.ledger import read_ledger
from pipelines.version import extractor_version

HELD_OUT = "held_out"
"""Labels for figures only: whoever reads what is missed there can no longer tell how unseen pages fare."""
_LABELS = "*.txt.json"
_FOUND = re.compile(r"^(\S+) .*\(tp (\d+), extra (\d+), missed (\d+)\)$")
_RIGHT = re.compile(r"^(\S+) .*\((\d+) of (\d+)\)$")
_FACTS = re.compile(r"^facts found \S+ \((\d+) of (\d+)\)  coverage (\S+)  verdict (\S+)  purity (\S+)$")
_MISS = re.compile(r"^(.+?#\d+): (.*)$")
_ABSENT = re.compile(r"^(no|extra) (\w+) (.*)$")
_WRONG = re.compile(r"^(['\"].*['\"]) (comparator|change|metric|subject) (.* for .*)$")
_FACT = re.compile(r"^(not found|NOT):? (.*)$")


class EvaluationError(ClaimhouseError):
    """There is nothing to score, or the evaluation itself failed."""


@dataclass(frozen=True)
class Figure:
    """One score from 0 to 1. Of what was labelled, `found` were found or told right; `extra` were found in vain."""

    name: str
    score: float
    found: int | None = None
    labelled: int | None = None
    extra: int | None = None


@dataclass(frozen=True)
class Miss:
    """What was missed, found in vain or told wrong, with each place where that happened."""

    figure: str
    what: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Scores:
    """The figures of one folder of labels, the worst first; the misses, those of the worst figure first."""

    figures: tuple[Figure, ...]
    misses: tuple[Miss, ...]
    warnings: tuple[str, ...]
    """What keeps the figures from being those of the present rules on all pages."""


def folders_of(settings: Settings) -> list[Path]:
    """The project's folders of labels: tests/gold, then tests/pages where there are any."""
    gold, *more = (settings.root / "tests" / name for name in ("gold", "pages", f"pages/{HELD_OUT}"))
    return [gold, *(folder for folder in more if any(folder.glob(_LABELS)))]


def score(settings: Settings, folder: Path) -> Scores:
    """Score the labels of a folder: on the pages beside them, or else on the published file."""
    labels = sorted(folder.glob(_LABELS))
    if not labels:
        raise EvaluationError(f"{folder} holds no labels (*.txt.json)")
    with _database(settings, labels) as (database, warnings):
        lines = _run(_script(settings, folder, "evaluate.py"), database, labels)
        if (facts := folder / "facts.json").exists():
            lines += _run(_script(settings, folder, "evaluate_facts.py"), database, [facts])
    figures = tuple(sorted(_figures(lines), key=lambda figure: (figure.score, figure.name)))
    return Scores(figures, tuple(_misses(lines, figures)), warnings)


@contextmanager
def _database(settings: Settings, labels: list[Path]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The database to score, and what is wrong with it: one of the pages beside the labels, if there are any."""
    pages = [page for label in labels if (page := label.with_suffix("")).exists()]
    if not pages:
        yield settings.published, _of_other_rules(settings.published)
        return
    with TemporaryDirectory(prefix="claimhouse-eval-") as name:
        seeds = Path(name) / "seeds"
        seeds.mkdir()
        for page in pages:
            shutil.copy(page, seeds)
        here = replace(settings, seeds=seeds, published=Path(name) / "claimhouse.duckdb")
        report = refresh(here)
        yield here.published, tuple(f"{page}: {error}" for page, error in report.quarantined)


def _of_other_rules(published: Path) -> tuple[str, ...]:
    if not published.exists():
        raise EvaluationError(f"{published} does not exist yet; run `claimhouse refresh` first")
    with open_read(published) as con:
        versions = read_ledger(con).versions
    if versions is not None and versions.extractor == extractor_version():
        return ()
    return (f"{published} was made with other rules or words than the present; run `claimhouse refresh` first",)


def _script(settings: Settings, folder: Path, name: str) -> Path:
    """The evaluation beside the labels, else the one of tests/gold."""
    for place in (folder, settings.root / "tests" / "gold", Path(__file__).parent.parent / "tests" / "gold"):
        if (place / name).exists():
            return place / name
    raise EvaluationError(f"no {name} beside the labels or in tests/gold; give a checkout of the project as --root")


def _run(script: Path, database: Path, files: list[Path]) -> list[str]:
    """What an evaluation prints with every miss."""
    arguments = [sys.executable, *map(str, (script, database, *files)), "-v"]
    # Where two entities share a spelling, the script takes the first of a set: always the same one, please.
    fixed = {"PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    run = subprocess.run(arguments, capture_output=True, check=False, env=os.environ | fixed)
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise EvaluationError(f"{script} ended with exit code {run.returncode}: {said[-1]}")
    return run.stdout.decode("utf-8").splitlines()


def _figures(lines: list[str]) -> Iterator[Figure]:
    """The figures with something to score; F1 of what is found, the share right of what is told about it."""
    for line in lines:
        if match := _FOUND.match(line):
            found, extra, missed = map(int, match.groups()[1:])
            if found + extra + missed:
                score = 2 * found / (2 * found + extra + missed)
                yield Figure(match[1], score, found, found + missed, extra)
        elif match := _FACTS.match(line):
            found, labelled = int(match[1]), int(match[2])
            yield Figure("facts found", found / labelled, found, labelled)
            if found:
                yield from (Figure(f"facts {name}", float(match[at])) for at, name in _OF_FOUND_FACTS.items())
        elif match := _RIGHT.match(line):
            found, labelled = int(match[2]), int(match[3])
            if labelled:
                yield Figure(match[1], found / labelled, found, labelled)


_OF_FOUND_FACTS = {3: "coverage", 4: "verdict", 5: "purity"}


def _misses(lines: list[str], figures: tuple[Figure, ...]) -> list[Miss]:
    """The misses that say the same put together; those of the worst figure first, the most frequent first."""
    rank = {figure.name: place for place, figure in enumerate(figures)}
    single = sorted(found for line in lines if (found := _miss(line)))
    grouped = [
        Miss(figure, what, tuple(place for *_, place in same))
        for (figure, what), same in groupby(single, key=lambda miss: miss[:2])
    ]
    return sorted(grouped, key=lambda miss: (rank.get(miss.figure, -1), -len(miss.places), miss.what))


def _miss(line: str) -> tuple[str, str, str] | None:
    """Figure, what was missed and where, of one line; None for a line that tells no miss."""
    if match := _FACT.match(line):
        name, _, verdict = match[2].partition(": ")
        return ("facts verdict", verdict.split(";")[0], name) if verdict else ("facts found", "not found", name)
    if not (match := _MISS.match(line)):
        return None
    place, said = match.groups()
    if wrong := _WRONG.match(said):
        return wrong[2], wrong[3], f"{place} {wrong[1]}"
    if absent := _ABSENT.match(said):
        word = "missed" if absent[1] == "no" else "extra"
        if absent[2] == "measure":
            return "measures", f"{word} {absent[3]}", place
        name, _, surfaces = absent[3].rpartition(" [")
        return f"entity:{absent[2]}", f"{word} {name or absent[3]}", f"{place} [{surfaces}" if name else place
    figure = next((name for name in ("sections", "passages") if name in said.split(" [")[0].split()), "articles")
    return figure, said, place
