"""What keeps a number apart from others of its metric."""

import polars as pl
import pytest

from pipelines.extract.texts import read_texts
from pipelines.lexicon import Lexicon

QUALIFIERS: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("China holds 77% of refining capacity and 91% of refining.", [("77%", "capacity, refining"), ("91%", "refining")]),
    ("China controls 80% of rare earth processing.", [("80%", "processing")]),
    ("中国占全球稀土冶炼分离的91%。", [("91%", "refining")]),
    ("The U.S. will suspend its 24% reciprocal tariff on China.", [("24%", "reciprocal, suspended")]),
    ("The U.S. cancelled the 10% fentanyl tariff on Chinese goods.", [("10%", "cancelled, fentanyl")]),
    ("美国威胁对中国商品加征100%关税。", [("100%", "threatened")]),
    ("The U.S. imposed a 25% tariff on steel.", [("25%", None)]),
    ("It may take five to seven years to establish a supply chain.", [("five to seven years", "build-up")]),
    ("China will suspend the export controls for one year.", [("one year", "suspension")]),
    ("The permit review took 18 months.", [("18 months", "approval")]),
    ("Lithium reserves are 5 million tons.", [("5 million tons", None)]),
    ("He will build 3 plants; the trip took two hours.", [("3", None), ("two hours", None)]),
]


@pytest.mark.parametrize(("text", "expected"), QUALIFIERS)
def test_qualifier(text: str, expected: list[tuple[str, str | None]], lexicon: Lexicon) -> None:
    [measures] = read_texts(pl.DataFrame({"text": [text]}), lexicon)["measures"].to_list()
    assert [(measure["quote"], measure["qualifier"]) for measure in measures] == expected
