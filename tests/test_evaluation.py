"""Scores against labels: what is read from the labels' own evaluation, on which database, and how it is told."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import evaluation
from pipelines.cli import main
from pipelines.evaluation import EvaluationError, Figure, Miss, score
from pipelines.settings import Settings

ROOT = Path(__file__).parent.parent

PAGE = """Workflow
钼业

智利钼产量下滑, 秘鲁增产 5%
Shanghai Metals Daily· 2025-11-03 09:30
Core Insights - Chile mined 40,000 tons of molybdenum in 2024 [1] - Peru mined 42,000 tons [2]
"""
LABEL = {
    "seed": "moly.txt", "position": 1, "topic": "钼业", "title": "智利钼产量下滑, 秘鲁增产 5%",
    "source": "Shanghai Metals Daily", "published_at": "2025-11-03T09:30", "body_lang": "en", "truncated": False,
    "sections": ["Core Insights"], "passages": 2,
    "entities": [
        {"type": "country", "name": "Chile", "iso3": "CHL", "surfaces": ["Chile", "智利"]},
        {"type": "country", "name": "Peru", "iso3": "PER", "surfaces": ["Peru", "秘鲁"]},
        {"type": "material", "name": "molybdenum", "surfaces": ["molybdenum", "钼"]},
        {"type": "person", "name": "Ann Absent", "surfaces": ["Ann Absent"]},
    ],
    "measures": [
        {"quote": "5%", "in": "title", "low": 5, "high": 5, "comparator": "=", "unit": "percent", "change": "up",
         "subject": "Peru", "metric": "other", "object": None},
        {"quote": "40,000 tons", "in": "body", "low": 40000, "high": 40000, "comparator": "~", "unit": "tonne",
         "change": None, "subject": "Chile", "metric": "production", "object": "molybdenum"},
    ],
}  # fmt: skip


@pytest.fixture
def labelled(project: Path) -> Path:
    """A folder with one label and its page."""
    folder = project / "labels"
    folder.mkdir()
    (folder / "moly.txt").write_text(PAGE, "utf-8")
    (folder / "moly.txt.json").write_text(json.dumps([LABEL]), "utf-8")
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["eval", *arguments], catch_exceptions=False)


def test_labels_are_scored_on_the_pages_beside_them(project: Path, labelled: Path) -> None:
    scores = score(Settings.at(project), labelled)
    figures = {figure.name: figure for figure in scores.figures}
    assert figures["articles"] == Figure("articles", 1.0, 1, 1)
    assert figures["entity:country"] == Figure("entity:country", 1.0, 2, 2, 0)
    assert figures["entity:person"] == Figure("entity:person", 0.0, 0, 1, 0)
    assert figures["measures"] == Figure("measures", 0.8, 2, 2, 1)
    assert figures["comparator"] == Figure("comparator", 0.5, 1, 2)
    assert not (project / "warehouse").exists()


def test_the_worst_figure_and_its_misses_come_first(project: Path, labelled: Path) -> None:
    scores = score(Settings.at(project), labelled)
    assert [figure.score for figure in scores.figures] == sorted(figure.score for figure in scores.figures)
    assert scores.misses == (
        Miss("entity:person", "missed Ann Absent", ("moly.txt#1 ['Ann Absent']",)),
        Miss("comparator", "'=' for '~'", ("moly.txt#1 '40,000 tons'",)),
        Miss("measures", "extra '42,000 tons' 42000.0..42000.0 tonne", ("moly.txt#1",)),
    )


SAID = {
    "an entity": ("p.txt#1: no person A [B] ['A', 'B']", ("entity:person", "missed A [B]", "p.txt#1 ['A', 'B']")),
    "an extra": ("a b.txt#12: extra place X ['x']", ("entity:place", "extra X", "a b.txt#12 ['x']")),
    "a measure": ("p.txt#1: no measure '5: 6%' 5..5 percent", ("measures", "missed '5: 6%' 5..5 percent", "p.txt#1")),
    "a metric": ("p.txt#1: '5%' metric 'other' for 'loan'", ("metric", "'other' for 'loan'", "p.txt#1 '5%'")),
    "a quote with a quote": ('p.txt#1: "5\'s" change None for \'up\'', ("change", "None for 'up'", 'p.txt#1 "5\'s"')),
    "a lost article": ("p.txt#3: article not found", ("articles", "article not found", "p.txt#3")),
    "its date": ("p.txt#3: published_at differs", ("articles", "published_at differs", "p.txt#3")),
    "headings": ("p#1: sections ['A'] for ['passages']", ("sections", "sections ['A'] for ['passages']", "p#1")),
    "bullets": ("p.txt#1: 4 passages for 5", ("passages", "4 passages for 5", "p.txt#1")),
    "a fact": ("not found: Peru / loan / None", ("facts found", "not found", "Peru / loan / None")),
    "a verdict": ("NOT P / loan / x: agree for drift; 2 of 3 va", ("facts verdict", "agree for drift", "P / loan / x")),
    "a right fact": ("ok  Peru / loan / x: agree for agree; 2 of 3 values", None),
    "a figure": ("articles               1.000   (27 of 27)", None),
}  # fmt: skip


@pytest.mark.parametrize(("line", "miss"), SAID.values(), ids=SAID)
def test_each_line_of_the_evaluation_is_understood(line: str, miss: tuple[str, str, str] | None) -> None:
    assert evaluation._miss(line) == miss


def test_equal_misses_are_one_row_with_every_place() -> None:
    lines = [f"p.txt#{n}: '{n}%' metric 'other' for 'loan'" for n in (1, 2)]
    assert evaluation._misses(lines, ()) == [Miss("metric", "'other' for 'loan'", ("p.txt#1 '1%'", "p.txt#2 '2%'"))]


def test_nothing_to_score_is_no_figure() -> None:
    lines = ["sections   0.000   (0 of 0)", "entity:place  P 0.000  R 0.000  F1 0.000   (tp 0, extra 0, missed 0)"]
    assert list(evaluation._figures(lines)) == []


def test_an_evaluation_that_fails_is_one_line(project: Path, labelled: Path) -> None:
    (labelled / "moly.txt.json").write_text('[{"seed": "moly.txt"}]', "utf-8")
    with pytest.raises(EvaluationError, match=r"evaluate\.py ended with exit code 1: KeyError: 'position'"):
        score(Settings.at(project), labelled)


def test_a_page_that_cannot_be_used_is_told(project: Path, labelled: Path) -> None:
    (labelled / "moly.txt").write_text("no article\n", "utf-8")
    result = run("--root", str(project), "--gold", str(labelled))
    assert result.stderr.startswith("Warning: moly.txt: line 1: ")
    assert "article not found" in result.stdout


def test_a_file_made_with_other_rules_is_told(refreshed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = ROOT / "tests" / "gold"
    assert score(Settings.at(refreshed), gold).warnings == ()
    monkeypatch.setattr(evaluation, "extractor_version", lambda: "another")
    (said,) = score(Settings.at(refreshed), gold).warnings
    assert said.endswith("was made with other rules or words than the present; run `claimhouse refresh` first")


def test_the_command_shows_figures_and_misses(project: Path, labelled: Path) -> None:
    result = run("--root", str(project), "--gold", str(labelled))
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]
    assert rows[0] == ["entity:person", "0.000", "0", "1", "0"]
    assert ["comparator", "0.500", "1", "2", ""] in rows
    assert rows[-1] == ["measures", "extra '42,000 tons' 42000.0..42000.0 tonne", "1", "moly.txt#1"]
    assert "Scores against labels" in result.stdout


def test_the_command_lists_some_misses_of_a_figure_and_all_when_asked(project: Path, labelled: Path) -> None:
    people = [{"type": "person", "name": f"Ann {letter}", "surfaces": [f"Ann {letter}"]} for letter in "ABCDEFG"]
    (labelled / "moly.txt.json").write_text(json.dumps([{**LABEL, "entities": people}]), "utf-8")
    few, every = (run("--root", str(project), "--gold", str(labelled), *more).stdout for more in ([], ["-v"]))
    assert few.count("missed Ann ") == 5
    assert "more; -v lists all" in few
    assert every.count("missed Ann ") == 7
    assert "more; -v lists all" not in every


def test_of_held_out_labels_only_the_figures_are_shown(
    refreshed: Path, labelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMHOUSE_PUBLISHED", str(refreshed / "warehouse" / "claimhouse.duckdb"))
    shutil.copytree(ROOT / "tests" / "gold", tmp_path / "tests" / "gold")
    shutil.copytree(labelled, tmp_path / "tests" / "pages" / "held_out")
    said = run("--root", str(tmp_path), "-v").stdout
    assert "Scores against tests/pages/held_out" in said
    assert "missed Ann Absent" not in said
    named = run("--root", str(tmp_path), "--gold", str(tmp_path / "tests" / "pages" / "held_out")).stdout
    assert "missed Ann Absent" in named


def test_both_folders_of_labels_are_scored(refreshed: Path, labelled: Path, tmp_path: Path) -> None:
    shutil.copytree(refreshed / "warehouse", tmp_path / "warehouse")
    shutil.copytree(ROOT / "tests" / "gold", tmp_path / "tests" / "gold")
    shutil.copytree(labelled, tmp_path / "tests" / "pages")
    child = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "eval", "--csv"],
        cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    rows = list(csv.DictReader(child.stdout.splitlines()))
    assert {row["labels"] for row in rows} == {"tests/gold", "tests/pages"}
    assert {"labels": "tests/pages", "figure": "comparator", "score": "0.5000"} in rows
    assert {row["figure"] for row in rows if row["labels"] == "tests/gold"} >= {"entities", "measures", "facts found"}


def test_a_folder_without_labels_is_refused(refreshed: Path, tmp_path: Path) -> None:
    for arguments, folder in ((("--gold", str(tmp_path)), tmp_path), ((), refreshed / "tests" / "gold")):
        result = run("--root", str(refreshed), *arguments)
        assert (result.exit_code, result.stderr) == (1, f"Error: {folder} holds no labels (*.txt.json)\n")
