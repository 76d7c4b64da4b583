"""The dates that statements print, and whether they speak of the past, of something recent or of what is to come."""

import pytest

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from tests.extract.samples import article, batch, page

Date = tuple[str, str, bool, str | None]


def dates(text: str, lexicon: Lexicon) -> list[Date]:
    """Quote, date, whether its year is printed, and tense, of each date in an article of 5 November 2025."""
    rows = extract(batch(p=page(article("标题", body=f"Core Insights - {text} [1]"))), lexicon)
    return rows["dates"].select("quote", "as_of", "has_year", "tense").rows()


DATES: list[tuple[str, list[Date]]] = [
    ("On October 9, 2025, China announced controls", [("October 9, 2025", "2025-10-09", True, "past")]),
    ("In April, China implemented controls", [("In April", "2025-04", False, "past")]),
    ("The recent deal in June 2023 helps", [("in June 2023", "2023-06", True, "recent")]),
    ("It will open a plant by 2028", [("2028", "2028", True, "future")]),
    ("中国于2025年10月9日宣布管制", [("2025年10月9日", "2025-10-09", True, "past")]),
    ("近日于2023年6月达成协议", [("2023年6月", "2023-06", True, "recent")]),
    ("计划到2030年建成", [("2030年", "2030", True, "future")]),
    (
        "Two moves in 2023: the first in April, the second in October",
        [("2023", "2023", True, None), ("in April", "2023-04", True, None), ("in October", "2023-10", True, None)],
    ),
    ("It has relied on imports since 2010", []),
    ("Only half of around 2000 applications were approved", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[Date], lexicon: Lexicon) -> None:
    assert dates(text, lexicon) == expected
