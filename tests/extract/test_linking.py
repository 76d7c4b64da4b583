"""What a number is about: its metric, its subject and the second party or material it needs."""

import polars as pl
import pytest

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from tests.extract.samples import article, batch, page

Link = tuple[str, str | None, str | None]


def links(body: str, lexicon: Lexicon, title: str = "标题") -> list[Link]:
    """Metric, subject and object of each measure in an article."""
    rows = extract(batch(page=page(article(title, body=body))), lexicon)
    names = lexicon.entities.select("entity_id", "name")
    return (
        rows["measures"]
        .join(names.rename({"name": "subject"}), left_on="subject_id", right_on="entity_id", how="left")
        .join(names.rename({"name": "object"}), left_on="object_id", right_on="entity_id", how="left")
        .sort("start_char")
        .select("metric", "subject", "object")
        .rows()
    )


LINKS: list[tuple[str, list[Link]]] = [
    ("China holds 44 million tons of rare earth reserves.", [("reserves", "China", "rare earths")]),
    ("China accounts for 37% of global rare earth reserves.", [("reserves_share", "China", "rare earths")]),
    ("Russia produced 2,600 tons of rare earths last year.", [("production", "Russia", "rare earths")]),
    ("China controls over 90% of rare earth processing.", [("processing_share", "China", "rare earths")]),
    ("The plant has a capacity of 10,000 tons.", [("production_capacity", None, None)]),
    ("CATL has a market share of 38%.", [("market_share", "CATL", None)]),
    ("World demand for dysprosium grows 7% a year.", [("demand_growth", "dysprosium", "dysprosium")]),
    ("The US imports 70% of its rare earths from China.", [("import_dependence", "United States", "China")]),
    ("China exported 5,000 tons of magnets to Japan.", [("exports", "China", "rare earth magnets")]),
    ("The EU will invest 3 billion euros in lithium mines.", [("investment", "European Union", "lithium")]),
    ("Lithium prices rose 5% this week.", [("price_change", "lithium", "lithium")]),
    ("MP Materials shares fell 8% on Monday.", [("share_price_change", "MP Materials", None)]),
    (
        "The Pentagon holds a 15% stake in MP Materials.",
        [("ownership_stake", "U.S. Department of Defense", "MP Materials")],
    ),
    ("Gallium of 99.99% purity is needed.", [("purity", None, "gallium")]),
    ("Each F-35 uses 417 kg of rare earths.", [("content_per_unit", "F-35", "rare earths")]),
    ("It takes 10 years to build a mine.", [("duration", None, None)]),
    ("Tesla cut 10% of its workforce.", [("headcount_change", "Tesla", None)]),
    ("The contract is worth $500 million.", [("contract_value", None, None)]),
    ("中国稀土储量4400万吨。", [("reserves", "China", "rare earths")]),
    ("德国从中国进口500吨稀土。", [("imports", "Germany", "rare earths")]),
    ("美国70%的稀土进口来自中国。", [("import_dependence", "United States", "China")]),
    ("北方稀土股价上涨5%。", [("share_price_change", "Northern Rare Earth", None)]),
    ("每架F-35使用417公斤稀土。", [("content_per_unit", "F-35", "rare earths")]),
    ("建矿需要10年。", [("duration", None, None)]),
]


@pytest.mark.parametrize(("body", "expected"), LINKS)
def test_a_number_is_linked_within_its_sentence(body: str, expected: list[Link], lexicon: Lexicon) -> None:
    assert links(body, lexicon) == expected


def test_each_number_of_a_list_has_its_own_subject(lexicon: Lexicon) -> None:
    found = links("越南储量350万吨，俄罗斯储量1000万吨，印度储量690万吨。", lexicon)
    assert [subject for _, subject, _ in found] == ["Vietnam", "Russia", "India"]


def test_two_numbers_of_one_subject_have_metrics_of_their_own(lexicon: Lexicon) -> None:
    found = links("China holds 37% of global rare earth reserves and 70% of production.", lexicon)
    assert found == [("reserves_share", "China", "rare earths"), ("production_share", "China", "rare earths")]


def test_what_a_preposition_introduces_is_not_the_subject(lexicon: Lexicon) -> None:
    found = links("Compared with Japan, Russia produced 500 tons of gallium.", lexicon)
    assert found == [("production", "Russia", "gallium")]


def test_a_bullet_that_names_nobody_speaks_of_its_heading(lexicon: Lexicon) -> None:
    body = "Group 1: Vietnam and Its Mines - Reserves are 3.5 million tons [1] - Output was 600 tons [2]"
    assert links(body, lexicon) == [("reserves", "Vietnam", None), ("production", "Vietnam", None)]


def test_a_sentence_that_names_nobody_speaks_of_the_one_before(lexicon: Lexicon) -> None:
    assert links("越南矿多。储量350万吨。", lexicon, title="中国 中国 中国")[0][:2] == ("reserves", "Vietnam")


def test_a_number_that_nothing_explains_takes_the_articles_subject_and_topic(lexicon: Lexicon) -> None:
    assert links("Reserves are 3.5 million tons.", lexicon, title="越南稀土") == [
        ("reserves", "Vietnam", "rare earths")
    ]


def test_every_link_is_a_known_word(lexicon: Lexicon) -> None:
    body = " ".join(text for text, _ in LINKS)
    rows = extract(batch(page=page(article(body=body))), lexicon)["measures"]
    known = lexicon.entities["entity_id"].to_list()
    assert set(rows["metric"]) <= set(lexicon.metrics["metric"])
    assert rows.filter(~pl.col("subject_id").is_in(known) | ~pl.col("object_id").is_in(known)).is_empty()
