"""The labels made by reading: scores are held in scores.csv and can only rise.

`claimhouse eval --csv > tests/scores.csv` writes the present ones, once a change is known to be for the better.
"""

import csv
import json
from pathlib import Path

import pytest

from pipelines.evaluation import folders_of, score
from pipelines.settings import Settings
from pipelines.store.connect import open_read

ROOT = Path(__file__).parent.parent
ROUNDING = 0.0001
RISEN = 0.01
"""A rise that has to be written down, so that it cannot be lost again unseen."""

Held = dict[tuple[str, str], float]

with (ROOT / "tests" / "scores.csv").open(encoding="utf-8") as file:
    HELD: Held = {(row["labels"], row["figure"]): float(row["score"]) for row in csv.DictReader(file)}


def complaint(name: tuple[str, str], held: Held, scores: Held) -> str | None:
    """What is wrong with one score, in words that say what to do."""
    labels, figure = name
    is_now, was = scores.get(name), held.get(name)
    if was is None:
        return f"{labels} has no held score of {figure}: add the row {labels},{figure},{is_now:.4f} to tests/scores.csv"
    if is_now is None:
        return f"{labels} no longer scores {figure}: take its row out of tests/scores.csv"
    if is_now < was - ROUNDING:
        return f"{labels} {figure} fell from {was:.4f} to {is_now:.4f}; `make eval` lists what is missed"
    if is_now > was + RISEN:
        return f"{labels} {figure} rose from {was:.4f} to {is_now:.4f}: well done, write that into tests/scores.csv"
    return None


@pytest.fixture(scope="module")
def scores(refreshed: Path) -> Held:
    settings = Settings.at(refreshed)
    return {
        (folder.relative_to(ROOT).as_posix(), figure.name): figure.score
        for folder in folders_of(Settings.at(ROOT))
        for figure in score(settings, folder).figures
    }


@pytest.mark.parametrize("name", HELD, ids="-".join)
def test_a_score_only_rises_and_is_held_where_it_rose(name: tuple[str, str], scores: Held) -> None:
    assert complaint(name, HELD, scores) is None


def test_every_score_is_held(scores: Held) -> None:
    assert [said for name in scores if name not in HELD and (said := complaint(name, HELD, scores))] == []


def test_each_group_of_rewrites_is_a_story_and_no_story_holds_two(refreshed: Path) -> None:
    groups = json.loads((ROOT / "tests" / "gold" / "stories.json").read_text("utf-8"))
    with open_read(Settings.at(refreshed).published) as con:
        rows = con.execute(
            """
            select article_topics.seed_file, article_topics.position, articles.story_id
            from article_topics
            inner join articles on articles.article_id = article_topics.article_id
            """
        ).fetchall()
    of = {(seed, position): story for seed, position, story in rows}
    found = [{of[article["seed"], article["position"]] for article in group["articles"]} for group in groups]
    assert [len(stories) for stories in found] == [1] * len(groups)
    assert len(set.union(*found)) == len(groups)


def test_every_wrong_name_is_found_and_hardly_any_right_one(refreshed: Path) -> None:
    labels = json.loads((ROOT / "tests" / "gold" / "name_conflicts.json").read_text("utf-8"))
    with open_read(Settings.at(refreshed).published) as con:
        rows = con.execute(
            """
            select article_topics.seed_file, article_topics.position, name_conflicts.surface
            from name_conflicts
            inner join article_topics on article_topics.article_id = name_conflicts.article_id
            """
        ).fetchall()
    wrong = {(label["seed"], label["position"]): label["written"] for label in labels}
    found = {(seed, position) for seed, position, surface in rows if surface in wrong.get((seed, position), "")}
    assert found == wrong.keys()
    # The labels leave out Janet Yellen, whom another article has as the Treasury Secretary of that autumn.
    assert [surface for seed, position, surface in rows if (seed, position) not in wrong] == ["Janet Yellen"]


CASES = {
    "as it was": (0.9, None),
    "a little higher": (0.909, None),
    "a rounding lower": (0.89995, None),
    "lower": (0.8998, "tests/gold metric fell from 0.9000 to 0.8998; `make eval` lists what is missed"),
    "much higher": (
        0.92, "tests/gold metric rose from 0.9000 to 0.9200: well done, write that into tests/scores.csv"
    ),
    "gone": (None, "tests/gold no longer scores metric: take its row out of tests/scores.csv"),
}  # fmt: skip


@pytest.mark.parametrize(("now", "said"), CASES.values(), ids=CASES)
def test_what_is_said_of_a_score(now: float | None, said: str | None) -> None:
    name = ("tests/gold", "metric")
    assert complaint(name, {name: 0.9}, {} if now is None else {name: now}) == said


def test_a_new_score_is_asked_for_with_its_row() -> None:
    name = ("tests/pages", "metric")
    assert complaint(name, {}, {name: 0.5}) == (
        "tests/pages has no held score of metric: add the row tests/pages,metric,0.5000 to tests/scores.csv"
    )
