"""The date a number speaks of: printed, relative to the day of the text, or none."""

from datetime import datetime

import polars as pl
import pytest

from pipelines.extract import extract, read_texts
from pipelines.lexicon import Lexicon
from tests.extract.samples import Reader, article, batch, batched, page

SATURDAY = datetime(2025, 11, 22)


def dates(text: str, lexicon: Lexicon, day: datetime | None = SATURDAY) -> list[str | None]:
    """`as_of` of each measure of the text, in order."""
    return READERS[day](text, lexicon)["as_of"].to_list()


def read_on(day: datetime | None) -> Reader:
    """Measures of `claim, text` as of that day."""

    def read(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
        stated = read_texts(claims.select("text"), lexicon, day).select("measures").with_row_index("claim")
        return stated.explode("measures").unnest("measures").drop_nulls("quote")

    return read


READERS = {day: batched(read_on(day), globals()) for day in (SATURDAY, None)}


PRINTED = [
    ("in 2030, output reaches 5 million tons", "2030"),
    ("it exported 500 tons in May 2025", "2025-05"),
    ("As of October 9, 2025, it held 500 tons", "2025-10-09"),
    ("on 9 October 2025 it held 500 tons", "2025-10-09"),
    ("On 2025-10-09 it exported 500 tons", "2025-10-09"),
    ("output rose 5% in Q3 2025", "2025-09"),
    ("H1 2025 revenue was $5 billion", "2025-06"),
    ("in the third quarter of 2025 profit fell 8%", "2025-09"),
    ("by the end of 2027 capacity reaches 5 GWh", "2027-12"),
    ("exports totaled 5,000 tons from January through September 2025", "2025-09"),
    ("a 2025 budget of $5 billion", "2025"),
    ("到2030年达到500万吨", "2030"),
    ("2025年10月9日出口500吨", "2025-10-09"),
    ("2025年上半年营收10亿元", "2025-06"),
    ("2025年前三季度营收30亿元", "2025-09"),
    ("2025年1-9月出口5万吨", "2025-09"),
    ("截至2025年6月末，存款余额70万亿元", "2025-06"),
    ("到2027年底产能达5GWh", "2027-12"),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_a_printed_date_holds_whenever_it_is_read(text: str, expected: str, lexicon: Lexicon) -> None:
    assert dates(text, lexicon) == dates(text, lexicon, None) == [expected]


RELATIVE = [
    ("去年出口500吨", "2024"),
    ("预计明年需求为5万吨", "2026"),
    ("今年上半年出口500吨", "2025-06"),
    ("去年10月出口500吨", "2024-10"),
    ("上月进口5万吨", "2025-10"),
    ("昨日上涨3%", "2025-11-21"),
    ("周三上涨3%", "2025-11-19"),
    ("截至10月底，库存为3万吨", "2025-10"),
    ("10月15日收盘价为5元", "2025-10-15"),
    ("前10个月出口5万吨", "2025-10"),
    ("三季度净利润为5亿元", "2025-09"),
    ("output was 5 million tons last year", "2024"),
    ("revenue in the first half of this year was $5 billion", "2025-06"),
    ("last month imports rose 5%", "2025-10"),
    ("exports rose 5% in the first ten months", "2025-10"),
    ("In October exports fell 30%", "2025-10"),
    ("shares fell 5% on Tuesday", "2025-11-18"),
    ("shares fell 5% yesterday", "2025-11-21"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_a_relative_date_is_seen_from_the_day_of_the_text(text: str, expected: str, lexicon: Lexicon) -> None:
    assert dates(text, lexicon) == [expected]
    assert dates(text, lexicon, None) == [None]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2025, 12, 5), "2025-12"),
        (datetime(2026, 1, 9), "2025-12"),
        (datetime(2026, 4, 30), "2025-12"),
        # Half a year before December it is open which one is meant.
        (datetime(2026, 6, 30), None),
    ],
)
def test_a_month_alone_is_the_nearest_that_has_begun(day: datetime, expected: str | None, lexicon: Lexicon) -> None:
    claims = pl.DataFrame({"text": ["In December exports fell 30%"]})
    assert read_on(day)(claims, lexicon)["as_of"].to_list() == [expected]


NONE = [
    "it exported 500 tons",
    "demand is 40% higher than in 2024",
    "up 40% from 2020 levels",
    "since 2019 prices rose 50%",
    "a CAGR of 5% over 2024-2030",
    "较2024年增长40%",
    "比去年同期增长40%",
    "2月合约上涨5%",
    "目前年产5万吨",
    "“中国制造2025”提出占比达70%",
    "the Russell 2000 rose 5%",
    "founded in 1999, it employs 500 people",
    "it may cut 5% of jobs",
    "at least 2025 tons",
    "the $5 billion deal, signed on Nov. 10, 2025",
    "In 2030 the mine will open at last. People who know it well speak of 500 tons",
]


@pytest.mark.parametrize("text", NONE)
def test_a_baseline_or_a_date_of_something_else_is_not_the_date_of_the_number(text: str, lexicon: Lexicon) -> None:
    assert dates(text, lexicon) == [None]


SEVERAL = [
    ("production was 5 million tons in 2024, up from 4 million tons in 2023", ["2024", "2023"]),
    ("Output will rise from 5 tons in 2024 to 8 tons in 2030", ["2024", "2030"]),
    ("from 80% to 50% by 2030", [None, "2030"]),
    ("从2009年的5万吨降至2011年的约3万吨", ["2009", "2011"]),
    ("预计2026年需求将达到5万吨，2030年将达到8万吨", ["2026", "2030"]),
    ("2025年上半年公司营收10亿元，同比增长5%，净利润1亿元", ["2025-06", "2025-06", "2025-06"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_each_number_has_its_own_date(text: str, expected: list[str | None], lexicon: Lexicon) -> None:
    assert dates(text, lexicon) == expected


def test_the_same_words_in_two_years_speak_of_two_years(lexicon: Lexicon) -> None:
    body = "去年智利锂产量约24万吨，业内人士认为这一格局短期内难以改变。"
    older = article("One", meta="Sina· 2024-11-05 09:00", body=body)
    newer = article("Two", meta="Sina· 2025-11-05 09:00", body=body)
    rows = extract(batch(p=page(older, newer)), lexicon)
    assert rows["measures"]["as_of"].to_list() == ["2023", "2024"]
