"""Quantities in English and Chinese: one small case for each part of the grammar, and what only looks like one."""

from typing import Any

import polars as pl
import pytest

from pipelines.extract.measures import measures_of, quantities_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import batched, claim

Quantity = tuple[str, float, float, str]

read = batched(measures_of, globals())


def measures(text: str, lexicon: Lexicon) -> pl.DataFrame:
    found = read(text, lexicon)
    assert [text[start:end] for start, end in found.select("start", "end").rows()] == found["quote"].to_list()
    return found


def quantities(text: str, lexicon: Lexicon) -> list[Quantity]:
    return measures(text, lexicon).select("quote", "low", "high", "unit").rows()


def only(text: str, column: str, lexicon: Lexicon) -> Any:
    """The column's value of the only measure in the text."""
    return measures(text, lexicon)[column].item()


ENGLISH: list[tuple[str, Quantity]] = [
    ("It holds 51% of the firm", ("51%", 51, 51, "percent")),
    ("a share of 51 percent", ("51 percent", 51, 51, "percent")),
    ("with 99.99% purity", ("99.99%", 99.99, 99.99, "percent")),
    ("by 30 basis points", ("30 basis points", 30, 30, "basis_point")),
    ("by 10 percentage points", ("10 percentage points", 10, 10, "percentage_point")),
    ("half of the output", ("half", 50, 50, "percent")),
    ("one-third of supply", ("one-third", 33.33, 33.33, "percent")),
    ("two-thirds of supply", ("two-thirds", 66.67, 66.67, "percent")),
    ("a quarter of its needs", ("a quarter", 25, 25, "percent")),
    ("28 million tons of ore", ("28 million tons", 28e6, 28e6, "tonne")),
    ("some 1,234.5 tonnes", ("1,234.5 tonnes", 1234.5, 1234.5, "tonne")),
    ("with 3.5 kg of it", ("3.5 kg", 3.5, 3.5, "kg")),
    ("for 50 million pounds of ore", ("50 million pounds", 50e6, 50e6, "pound")),
    ("worth $25 trillion", ("$25 trillion", 25e12, 25e12, "usd")),
    ("worth US$5 billion", ("US$5 billion", 5e9, 5e9, "usd")),
    ("worth USD 300 million", ("USD 300 million", 3e8, 3e8, "usd")),
    ("worth €300 million", ("€300 million", 3e8, 3e8, "eur")),
    ("worth RMB5 million", ("RMB5 million", 5e6, 5e6, "cny")),
    ("profit grew by 1952% in a year", ("1952%", 1952, 1952, "percent")),
    ("output rose by 2000 tons", ("2000 tons", 2000, 2000, "tonne")),
    ("at 2000-2050 yuan/ton now", ("2000-2050 yuan/ton", 2000, 2050, "yuan_per_tonne")),
    ("some 1 000 tons of ore", ("1 000 tons", 1000, 1000, "tonne")),
    ("an order for 160 jets", ("160", 160, 160, "count")),
    ("a range of 40+ kilometers", ("40+ kilometers", 40, 40, "km")),
    ("at 41X earnings", ("41X", 41, 41, "times")),
    ("fell 43.72 points", ("43.72 points", 43.72, 43.72, "index_point")),
    ("worth RMB500 then", ("RMB500", 500, 500, "cny")),
    ("worth 5 billion yuan", ("5 billion yuan", 5e9, 5e9, "cny")),
    ("worth 120 billion rubles", ("120 billion rubles", 120e9, 120e9, "rub")),
    ("for two years", ("two years", 2, 2, "year")),
    ("for a decade", ("a decade", 10, 10, "year")),
    ("a 90-day truce", ("90-day", 90, 90, "day")),
    ("for 24 hours", ("24 hours", 24, 24, "hour")),
    ("three times the level", ("three times", 3, 3, "times")),
    ("some 3x the level", ("3x", 3, 3, "times")),
    ("closed at 2,500 points", ("2,500 points", 2500, 2500, "index_point")),
    ("stores 80 GWh", ("80 GWh", 80, 80, "gwh")),
    ("over 500 km away", ("500 km", 500, 500, "km")),
    ("costs 13.2 yuan per kg", ("13.2 yuan per kg", 13.2, 13.2, "yuan_per_kg")),
    ("costs 0.3 yuan/kWh", ("0.3 yuan/kWh", 0.3, 0.3, "yuan_per_kwh")),
    ("6 million barrels per day", ("6 million barrels per day", 6e6, 6e6, "barrel_per_day")),
    ("the 17 metallic elements", ("17", 17, 17, "count")),
    ("seventeen metallic elements", ("seventeen", 17, 17, "count")),
    ("twenty-five countries signed", ("twenty-five", 25, 25, "count")),
    ("some two hundred mines", ("two hundred", 200, 200, "count")),
    ("two hundred and fifty tons", ("two hundred and fifty tons", 250, 250, "tonne")),
    ("the twelve enterprises", ("twelve", 12, 12, "count")),
    ("granted 12 export licenses", ("12", 12, 12, "count")),
    ("sold one million cars", ("one million", 1e6, 1e6, "count")),
]

CHINESE: list[tuple[str, Quantity]] = [
    ("占全球的51%", ("51%", 51, 51, "percent")),
    ("占百分之五", ("百分之五", 5, 5, "percent")),
    ("三分之二的产量", ("三分之二", 66.67, 66.67, "percent")),
    ("八成的产量", ("八成", 80, 80, "percent")),
    ("七成半的产量", ("七成半", 75, 75, "percent")),
    ("七到八成的产量", ("七到八成", 70, 80, "percent")),
    ("一半的资源", ("一半", 50, 50, "percent")),
    ("减少30个百分点", ("30个百分点", 30, 30, "percentage_point")),
    ("下调25个基点", ("25个基点", 25, 25, "basis_point")),
    ("储量4400万吨", ("4400万吨", 44e6, 44e6, "tonne")),
    ("储量4400 万吨", ("4400 万吨", 44e6, 44e6, "tonne")),
    ("百万吨储量", ("百万吨", 1e6, 1e6, "tonne")),
    ("用417公斤", ("417公斤", 417, 417, "kg")),
    ("用3.5千克", ("3.5千克", 3.5, 3.5, "kg")),
    ("用3-5千克", ("3-5千克", 3, 5, "kg")),
    ("发电5万千瓦", ("5万千瓦", 50_000, 50_000, "kw")),
    ("产4千吨", ("4千吨", 4000, 4000, "tonne")),
    ("投资7000亿美元", ("7000亿美元", 7e11, 7e11, "usd")),
    ("投资1.2万亿元", ("1.2万亿元", 1.2e12, 1.2e12, "cny")),
    ("投资5亿元人民币", ("5亿元人民币", 5e8, 5e8, "cny")),
    ("投资十几亿美元", ("十几亿美元", 1e9, 1e9, "usd")),
    ("持续两年", ("两年", 2, 2, "year")),
    ("持续三个月", ("三个月", 3, 3, "month")),
    ("持续28天", ("28天", 28, 28, "day")),
    ("持续12小时", ("12小时", 12, 12, "hour")),
    ("涨到3倍", ("3倍", 3, 3, "times")),
    ("每度0.3元/千瓦时", ("0.3元/千瓦时", 0.3, 0.3, "yuan_per_kwh")),
    ("卖5万元/吨", ("5万元/吨", 50_000, 50_000, "yuan_per_tonne")),
    ("三张王牌", ("三", 3, 3, "count")),
    ("18处矿床", ("18", 18, 18, "count")),
    ("二十五家企业", ("二十五", 25, 25, "count")),
    ("两百个项目", ("两百", 200, 200, "count")),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH + CHINESE)
def test_a_quantity_is_read_in_base_units(text: str, expected: Quantity, lexicon: Lexicon) -> None:
    assert quantities(text, lexicon)[0] == expected


RANGES: list[tuple[str, list[Quantity]]] = [
    ("8 to 10 years of stock", [("8 to 10 years", 8, 10, "year")]),
    ("10-15 years", [("10-15 years", 10, 15, "year")]),
    ("twenty-five to thirty years", [("twenty-five to thirty years", 25, 30, "year")]),
    ("60%-70% of demand", [("60%-70%", 60, 70, "percent")]),
    ("8700 - 8800 yuan", [("8700 - 8800 yuan", 8700, 8800, "cny")]),
    ("$50-60 million", [("$50-60 million", 50e6, 60e6, "usd")]),
    ("$50 to $60 million", [("$50 to $60 million", 50e6, 60e6, "usd")]),
    ("8%至10%", [("8%至10%", 8, 10, "percent")]),
    ("5到6个月", [("5到6个月", 5, 6, "month")]),
    ("8700-8800元", [("8700-8800元", 8700, 8800, "cny")]),
    # Two levels or a step and a level are two measures.
    ("from 80% to 50%", [("80%", 80, 80, "percent"), ("50%", 50, 50, "percent")]),
    ("从80%降到50%", [("80%", 80, 80, "percent"), ("50%", 50, 50, "percent")]),
    ("by 25 basis points to 0.95%", [("25 basis points", 25, 25, "basis_point"), ("0.95%", 0.95, 0.95, "percent")]),
    ("between 5 and 10 years", [("5 and 10 years", 5, 10, "year")]),
    ("between 60% and 70% of it", [("60% and 70%", 60, 70, "percent")]),
    ("from five to six tons", [("five", 5, 5, "tonne"), ("six tons", 6, 6, "tonne")]),
    ("rose from 8-14%", [("8-14%", 8, 14, "percent")]),
    ("下降10%-5%", [("10%-5%", 5, 10, "percent")]),  # told from the upper end
    ("流花11-1成了焦点", [("11-1成", 10, 110, "percent")]),  # an oil field; wrong, but never low above high
    ("从425-435亿元上调至450亿元", [("425-435亿元", 425e8, 435e8, "cny"), ("450亿元", 450e8, 450e8, "cny")]),
    ("up $6,615 to $43,260", [("$6,615", 6615, 6615, "usd"), ("$43,260", 43260, 43260, "usd")]),
    # A unit printed once holds for the whole list.
    ("10, 20 and 30 tons", [("10", 10, 10, "tonne"), ("20", 20, 20, "tonne"), ("30 tons", 30, 30, "tonne")]),
    (
        "5.02/6.33/7.91 billion yuan",
        [
            ("5.02", 5.02e9, 5.02e9, "cny"),
            ("6.33", 6.33e9, 6.33e9, "cny"),
            ("7.91 billion yuan", 7.91e9, 7.91e9, "cny"),
        ],
    ),
    ("1.2、2.3亿元", [("1.2", 1.2e8, 1.2e8, "cny"), ("2.3亿元", 2.3e8, 2.3e8, "cny")]),
    ("10、20和30吨", [("10", 10, 10, "tonne"), ("20", 20, 20, "tonne"), ("30吨", 30, 30, "tonne")]),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ranges_and_lists(text: str, expected: list[Quantity], lexicon: Lexicon) -> None:
    assert quantities(text, lexicon) == expected


COMPARATORS = [
    ("51%", "="), ("exactly 51%", "="), ("only 51%", "="),
    ("over 51%", ">"), ("more than 51%", ">"), ("surpassing 51%", ">"), ("100+ companies", ">"),
    ("at least 51%", ">="), ("no less than 51%", ">="),
    ("under 51%", "<"), ("less than 51%", "<"),
    ("up to 51%", "<="), ("at most 51%", "<="), ("within 90 days", "<="),
    ("about 51%", "~"), ("nearly 51%", "~"), ("around 51%", "~"), ("estimated 51%", "~"), ("approximately 51%", "~"),
    ("超过51%", ">"), ("逾51%", ">"), ("51%以上", ">"), ("100多家公司", ">"), ("十几亿美元", ">"), ("高达51%以上", ">"),
    ("至少51%", ">="),
    ("不到51%", "<"), ("不足51%", "<"), ("不到一个月内", "<"),
    ("最多51%", "<="), ("高达51%", "<="), ("一个月内", "<="),
    ("约51%", "~"), ("近51%", "~"), ("接近51%", "~"), ("大约51%", "~"), ("51%左右", "~"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARATORS)
def test_the_words_round_a_number_tell_how_it_is_meant(text: str, expected: str, lexicon: Lexicon) -> None:
    assert only(text, "comparator", lexicon) == expected


def test_a_comparator_holds_for_the_number_beside_it_only(lexicon: Lexicon) -> None:
    found = measures("over 80% of the ore and 90% of the magnets", lexicon)
    assert found.select("quote", "comparator").rows() == [("80%", ">"), ("90%", "=")]


CHANGES = [
    ("exports rose 50%", "up"), ("an increase of 50%", "up"), ("up 50%", "up"), ("a 50% jump", "up"), ("+50%", "up"),
    ("exports fell by nearly 50%", "down"), ("a decline of 50%", "down"), ("down 50%", "down"), ("a 50% drop", "down"),
    ("-0.33%", "down"), ("cut its exports by 50%", "down"), ("reduced tariffs by 10 percentage points", "down"),
    ("同比增长50%", "up"), ("上涨了50%", "up"), ("涨幅为50%", "up"), ("上调25个基点", "up"),
    ("下降50%", "down"), ("减少了30个百分点", "down"), ("50%的跌幅", "down"),
    ("a share of 50%", None), ("a tariff of 50%", None), ("reduced to 50%", None), ("占50%", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_change_has_a_direction_and_a_level_has_none(text: str, expected: str | None, lexicon: Lexicon) -> None:
    assert only(text, "change", lexicon) == expected


@pytest.mark.parametrize("text", ["up 12.9% YoY and 10.6% QoQ", "rose $1.25, or 1.9%", "分别增长12%和8%"])
def test_the_second_figure_of_a_pair_moves_with_the_first(text: str, lexicon: Lexicon) -> None:
    assert measures(text, lexicon)["change"].to_list() == ["up", "up"]


def test_a_list_ends_at_a_signed_number(lexicon: Lexicon) -> None:
    assert quantities("Deliveries 93,211, -39.0% YoY", lexicon) == [("39.0%", 39, 39, "percent")]


def test_a_figure_restated_moves_the_same_way(lexicon: Lexicon) -> None:
    found = measures("oil fell $1.25, or 1.9%", lexicon)
    assert found.select("quote", "change").rows() == [("$1.25", "down"), ("1.9%", "down")]


NO_QUANTITIES = [
    "矿石44 00万吨",
    "In 2030 it will open", "by October 2025", "signed on November 10", "from 2020 to 2030", "2023-2025",
    "5 raises a question", "at 10:30 a.m.", "on 2025-11-05", "the 5th round", "top five",
    "the first half of the year", "the 14th Five-Year Plan", "the F-35 jet", "under Section 301", "the G7",
    "COVID-19", "Group 1", "chapter 3", "[12]", "cut off [1", "shares of 600111.SH", "several years",
    "hundreds of millions", "one of them", "a company", "11月6日签署", "2030年投产", "二〇二五年", "8:30开盘",
    "20世纪90年代", "第五代战机", "第3轮谈判", "前五名", "前三季度", "上半年", "十四五规划", "301调查",
    "几十年来", "数百万", "600111涨停", "去了一下", "其中之一", "一五一十",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_only_looks_like_a_quantity_is_none(text: str, lexicon: Lexicon) -> None:
    assert quantities(text, lexicon) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("He scored 5 and paid $6", [("5", 5, None), ("$6", 6, "usd")]),
    ("In 2030 it scored over 1.5 million", [("1.5 million", 1.5e6, None)]),
    ("得分为12.5", [("12.5", 12.5, None)]),
])  # fmt: skip
def test_a_number_without_a_unit_is_a_quantity_but_no_measure(
    text: str, expected: list[tuple[str, float, str | None]], lexicon: Lexicon
) -> None:
    found = quantities_of(claim(text), lexicon)
    assert found.select("quote", "low", "unit").rows() == expected
    assert measures(text, lexicon).height == sum(unit is not None for *_, unit in expected)
